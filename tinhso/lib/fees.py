"""What a dossier owes: fee rules applied to answers. Money is whole đồng, an int, never a float.

A fee rule of a version, all but `name` and `source` optional:

    name, note, source
    amount    đồng for one `per`; null where the province has entered none
    kind      "phi" or "le_phi"
    per       "dossier", "copy", "page", "signature"
    quantity  the answer that says how many; without it one
    when      condition over the answers (`lib.forms.logic`): the fee is owed only where it holds
    exempt    [{"when": condition or absent, "who": words, "source": words}]: the first that holds frees; without
              `when` it is a sentence for the desk, which alone may grant it
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from tinhso.lib.forms.logic import faults as logic_faults
from tinhso.lib.forms.logic import holds, look_up

KINDS = {"phi": "Phí", "le_phi": "Lệ phí"}
UNITS = {"dossier": "hồ sơ", "copy": "bản", "page": "trang", "signature": "chữ ký"}
MOST_PIECES = 10_000
MOST_DONG = 100_000_000_000
WORDS = {"name", "note", "source", "amount", "kind", "per", "quantity", "when", "exempt"}


@dataclass(frozen=True)
class Line:
    """One fee of one dossier: so many times so much; `exempt` names who is freed by it, "" if nobody."""

    name: str
    kind: str
    per: str
    amount: int | None
    quantity: int
    exempt: str
    source: str

    @property
    def due(self) -> int | None:
        """Đồng owed for it; None where no amount has been entered."""
        if self.exempt:
            return 0
        return None if self.amount is None else self.amount * self.quantity

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def fee_lines(fees: Sequence[Mapping[str, Any]], answers: Mapping[str, Any]) -> list[Line]:
    """The lines that these answers owe, in the order of the rules; those that do not apply are left out."""
    return [_line(fee, answers) for fee in fees if holds(fee.get("when", True), answers)]


def total(lines: Sequence[Line]) -> int:
    """The whole in đồng; lines without an entered amount count nothing and are told by `unknown`."""
    return sum(line.due or 0 for line in lines)


def unknown(lines: Sequence[Line]) -> bool:
    """Whether some line has no entered amount ("chưa nhập mức thu")."""
    return any(line.due is None for line in lines)


def recount(line: Line, quantity: int) -> Line:
    """The same line with the number of copies or pages that the desk counted. Raises ValueError beyond the limits."""
    if not 1 <= quantity <= MOST_PIECES:
        raise ValueError(f"1..{MOST_PIECES}")
    return Line(**asdict(line) | {"quantity": quantity})


def _line(fee: Mapping[str, Any], answers: Mapping[str, Any]) -> Line:
    return Line(
        name=fee["name"],
        kind=fee.get("kind", "phi"),
        per=fee.get("per", "dossier"),
        amount=fee.get("amount"),
        quantity=_quantity(fee.get("quantity"), answers),
        exempt=_exempt(fee.get("exempt", []), answers),
        source=fee["source"],
    )


def _quantity(name: str | None, answers: Mapping[str, Any]) -> int:
    """How many the answer says, within the limits; one where it says nothing that can be counted."""
    said = look_up(answers, name) if name else None
    if isinstance(said, bool) or not isinstance(said, (int, float)) or said != said or said < 1:
        return 1
    return int(min(said, MOST_PIECES))


def _exempt(rules: Sequence[Mapping[str, Any]], answers: Mapping[str, Any]) -> str:
    return next((str(r["who"]) for r in rules if "when" in r and holds(r["when"], answers)), "")


def fee_faults(fees: Any) -> list[str]:
    """What is wrong with fee rules, as sentences for their author; empty when they can be published."""
    if not isinstance(fees, list):
        return ["Phí, lệ phí là một danh sách."]
    return [f"Khoản {n}: {text}" for n, fee in enumerate(fees, 1) for text in _faults(fee)]


def _faults(fee: Any) -> list[str]:
    if not isinstance(fee, Mapping) or not isinstance(fee.get("name"), str):
        return ["cần tên khoản thu."]
    wrong = [f"không có mục “{key}”." for key in sorted(set(fee) - WORDS)]
    amount = fee.get("amount")
    if amount is not None and (type(amount) is not int or not 0 <= amount <= MOST_DONG):
        wrong.append("mức thu là số đồng nguyên, từ 0.")
    if not isinstance(fee.get("source"), str) or not fee["source"]:
        wrong.append("cần căn cứ.")
    if fee.get("kind", "phi") not in KINDS or fee.get("per", "dossier") not in UNITS:
        wrong.append("loại khoản thu hoặc đơn vị tính không có trong danh mục.")
    wrong += logic_faults(fee.get("when", True))
    for rule in fee.get("exempt", []):
        wrong += logic_faults(rule.get("when", True)) + ([] if rule.get("who") else ["miễn cho ai?"])
    return wrong
