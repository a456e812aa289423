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
    due       when it is paid (`DUES`); a fee without the word is due as its version says for all of them
    due_source  the text by which it is paid then; where nobody has said it the moment is an illustration (`is_guessed`)
    by_desk   true where the answers do not tell whether it is owed, or how much: the desk enters it, within `amount`
    late      {"since": answer, "days": n, "is": true or false}: owed only by who hands in later than that many days
              after the day answered, or only by who does not; where no day was answered the desk says
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from typing import Any

from tinhso.lib.forms.logic import faults as logic_faults
from tinhso.lib.forms.logic import holds, look_up

KINDS = {"phi": "Phí", "le_phi": "Lệ phí"}
UNITS = {"dossier": "hồ sơ", "copy": "bản", "page": "trang", "signature": "chữ ký"}
DUES = {
    "accept": "nộp trước khi tiếp nhận",
    "hand_over": "nộp khi nhận kết quả",
    "duty": "nộp theo thông báo của cơ quan thuế hoặc cơ quan thu",
    "elsewhere": "nộp cho cơ quan giải quyết, không nộp tại nơi tiếp nhận hồ sơ",
}
DESK_STAGES = ("accept", "hand_over", "duty")  # the desk asks for what is due then, each time on its own
OF_ITSELF = ("accept", "hand_over")  # no notice and no other agency sets the moment: a text has to say it
GUESSED = "thời điểm thu minh họa"
MOST_DAYS = 3650
MOST_PIECES = 10_000
MOST_DONG = 100_000_000_000
WORDS = {
    *("name", "note", "source", "amount", "kind", "per", "quantity", "when", "exempt"),
    *("due", "due_source", "by_desk", "late"),
}


@dataclass(frozen=True)
class Line:
    """One fee of one dossier: so many times so much; `exempt` names who is freed by it, "" if nobody.

    `amount` is None until the desk has entered it; `announced` is then what was published for one, if anything was.
    `guessed`: no text says that it is due at this moment.
    """

    name: str
    kind: str
    per: str
    amount: int | None
    quantity: int
    exempt: str
    source: str
    announced: int | None = None
    guessed: bool = False

    @property
    def due(self) -> int | None:
        """Đồng owed for it; None where the desk has still to enter the amount."""
        if self.exempt:
            return 0
        return None if self.amount is None else self.amount * self.quantity

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def due_of(fee: Mapping[str, Any], otherwise: str = "") -> str:
    """When it is paid: as it says itself, else as its version says for all (`otherwise`); "" where nobody has said."""
    return str(fee.get("due") or otherwise)


def is_guessed(fee: Mapping[str, Any], otherwise: str = "") -> bool:
    """Whether the moment is an illustration: something is owed then, and no text is named that says so."""
    return is_owed(fee) and due_of(fee, otherwise) in OF_ITSELF and not fee.get("due_source")


def moment_words(fee: Mapping[str, Any], otherwise: str = "") -> str:
    """When it is paid, and where that is an illustration or which text says so; "" where nothing is taken."""
    words = DUES.get(due_of(fee, otherwise), "") if is_owed(fee) else ""
    if not words:
        return ""
    reason = GUESSED if is_guessed(fee, otherwise) else fee.get("due_source", "")
    return f"{words} ({reason})" if reason else words


def is_owed(fee: Mapping[str, Any]) -> bool:
    """Whether anything may come of it: an amount of 0 tells that nothing is taken."""
    return fee.get("amount") != 0


def fee_lines(
    fees: Sequence[Mapping[str, Any]], answers: Mapping[str, Any], *, on: date | None = None
) -> list[Line]:
    """The lines that these answers owe, in the order of the rules; those that do not apply are left out.

    `on` is the day of handing in, by which lateness is judged.
    """
    found = []
    for fee in fees:
        late = _is_late(fee.get("late"), answers, on)
        applies = late is None or late == fee["late"].get("is", True)
        if applies and is_owed(fee) and holds(fee.get("when", True), answers):
            found.append(_line(fee, answers, open_end=late is None and "late" in fee))
    return found


def lines_by_due(
    fees: Sequence[Mapping[str, Any]], answers: Mapping[str, Any], *, otherwise: str, on: date
) -> dict[str, list[Line]]:
    """The lines that the desk asks for, by when they are due; what is paid elsewhere is none of its business."""
    found = {
        due: [
            replace(line, guessed=due in OF_ITSELF and line.guessed)
            for line in fee_lines([fee for fee in fees if due_of(fee, otherwise) == due], answers, on=on)
        ]
        for due in DESK_STAGES
    }
    return {due: lines for due, lines in found.items() if lines}


def total(lines: Sequence[Line]) -> int:
    """The whole in đồng; lines without an entered amount count nothing and are told by `unknown`."""
    return sum(line.due or 0 for line in lines)


def unknown(lines: Sequence[Line]) -> bool:
    """Whether some line has no entered amount ("chưa nhập mức thu")."""
    return any(line.due is None for line in lines)


def price(line: Line, amount: int, source: str) -> Line:
    """The line with the amount that the desk enters for one piece, and by which text. Raises ValueError beyond what
    was announced: of a dossier as a whole all or nothing is owed, of copies and pages at most so much for each."""
    most = MOST_DONG if line.announced is None else line.announced
    if not 0 <= amount <= most or (
        line.announced is not None and line.per == "dossier" and 0 < amount < most
    ):
        raise ValueError(f"0..{most}")
    return Line(**asdict(line) | {"amount": amount, "source": source})


def recount(line: Line, quantity: int) -> Line:
    """The same line with the number of copies or pages that the desk counted. Raises ValueError beyond the limits."""
    if not 1 <= quantity <= MOST_PIECES:
        raise ValueError(f"1..{MOST_PIECES}")
    return Line(**asdict(line) | {"quantity": quantity})


def _is_late(rule: Mapping[str, Any] | None, answers: Mapping[str, Any], on: date | None) -> bool | None:
    """None where there is no such rule, or no day to judge by."""
    since = look_up(answers, rule["since"]) if rule else None
    if rule is None or on is None or not isinstance(since, str):
        return None
    try:
        return on > date.fromisoformat(since) + timedelta(days=rule["days"])
    except (ValueError, OverflowError):
        return None


def _line(fee: Mapping[str, Any], answers: Mapping[str, Any], *, open_end: bool = False) -> Line:
    by_desk = open_end or bool(fee.get("by_desk"))
    return Line(
        name=fee["name"],
        kind=fee.get("kind", "phi"),
        per=fee.get("per", "dossier"),
        amount=None if by_desk else fee.get("amount"),
        announced=fee.get("amount") if by_desk else None,
        quantity=_quantity(fee.get("quantity"), answers),
        exempt=_exempt(fee.get("exempt", []), answers),
        source=fee["source"],
        guessed=not fee.get("due_source"),
    )


def _quantity(name: str | None, answers: Mapping[str, Any]) -> int:
    """How many the answer says, within the limits; one where it says nothing that can be counted."""
    number = look_up(answers, name) if name else None
    if isinstance(number, bool) or not isinstance(number, (int, float)) or number != number or number < 1:
        return 1
    return int(min(number, MOST_PIECES))


def _exempt(rules: Sequence[Mapping[str, Any]], answers: Mapping[str, Any]) -> str:
    return next((str(r["who"]) for r in rules if "when" in r and holds(r["when"], answers)), "")


def fee_faults(fees: Any, *, otherwise: str = "") -> list[str]:
    """What is wrong with fee rules, as sentences for their author; empty when they can be published.

    `otherwise` is when fees are due that do not say it themselves.
    """
    if not isinstance(fees, list):
        return ["Phí, lệ phí là một danh sách."]
    return [f"Khoản {n}: {text}" for n, fee in enumerate(fees, 1) for text in _faults(fee, otherwise)]


def _faults(fee: Any, otherwise: str) -> list[str]:
    if not isinstance(fee, Mapping) or not isinstance(fee.get("name"), str):
        return ["cần tên khoản thu."]
    wrong = [f"không có mục “{key}”." for key in sorted(set(fee) - WORDS)]
    amount = fee.get("amount")
    if amount is not None and (type(amount) is not int or not 0 <= amount <= MOST_DONG):
        wrong.append("mức thu là số đồng nguyên, từ 0.")
    if not isinstance(fee.get("source"), str) or not fee["source"]:
        wrong.append("cần căn cứ.")
    if not isinstance(fee.get("due_source", ""), str):
        wrong.append("căn cứ của thời điểm nộp là chữ.")
    if fee.get("kind", "phi") not in KINDS or fee.get("per", "dossier") not in UNITS:
        wrong.append("loại khoản thu hoặc đơn vị tính không có trong danh mục.")
    if is_owed(fee) and due_of(fee, otherwise) not in DUES:
        wrong.append("cần ghi khi nào nộp.")
    if "late" in fee and not _is_lateness(fee["late"]):
        wrong.append("điều kiện quá hạn cần câu hỏi về ngày, và số ngày.")
    wrong += logic_faults(fee.get("when", True))
    for rule in fee.get("exempt", []):
        wrong += logic_faults(rule.get("when", True)) + ([] if rule.get("who") else ["miễn cho ai?"])
    return wrong


def _is_lateness(rule: Any) -> bool:
    return (
        isinstance(rule, Mapping)
        and isinstance(rule.get("since"), str)
        and type(rule.get("days")) is int
        and 0 <= rule["days"] <= MOST_DAYS
        and type(rule.get("is", True)) is bool
    )
