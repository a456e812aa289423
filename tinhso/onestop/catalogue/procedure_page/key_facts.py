"""The four facts that lead a procedure: what is needed, how long, how much, where; and how it is filed.

Each reads one part of a version and says `UNKNOWN` where nobody has published it: an empty place would read as "nothing".
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tinhso.lib.legal_time.time_limit import Counting
from tinhso.lib.money.fees import is_owed
from tinhso.lib.numbers import vn_number
from tinhso.onestop.catalogue.procedure_page.national_page import unknown_limit_words
from tinhso.onestop.models import Procedure, ProcedureCompetence, ProcedureVersion

LEVELS = ProcedureCompetence.Level
ONLINE = ProcedureVersion.Channel.ONLINE.value
NAMED = 2  # papers that a fact names; the page lists all


@dataclass(frozen=True)
class KeyFact:
    """One of the four: its icon and question, the answer in a few words, what goes with it."""

    icon: str
    label: str
    value: str
    detail: str = ""
    known: bool = True


@dataclass(frozen=True)
class Way:
    """How a procedure is filed, as a tag of the list: `tone` ok where it goes online."""

    words: str
    tone: str = ""
    detail: str = ""


def key_facts(procedure: Procedure, version: ProcedureVersion | None, level: str) -> list[KeyFact]:
    """What, how long, how much, where: of the version as far as somebody has written it."""
    written = version if version and is_written(version) else None
    return [
        papers_fact(written),
        time_fact(written, level),
        money_fact(written),
        place_fact(procedure, version, level),
    ]


def is_written(version: ProcedureVersion) -> bool:
    """Whether anything of its own is known: written here, or said by the national database."""
    return not version.general_only


def papers_fact(version: ProcedureVersion | None) -> KeyFact:
    label = _("Cần gì")
    if version is None:
        return KeyFact("paper", label, unknown(), _("hỏi cơ quan trước khi đi"), known=False)
    asked = [p for p in version.papers if not p.get("made") and not p.get("replaced_by")]
    always = [p for p in asked if p.get("required", True) and "show_if" not in p and not p.get("case")]
    by_case = [p for p in asked if p.get("required", True) and ("show_if" in p or p.get("case"))]
    if always:
        words = ngettext("%(n)s giấy tờ", "%(n)s giấy tờ", len(always)) % {"n": len(always)}
        more = _("; thêm giấy tờ tùy trường hợp") if by_case else ""
        return KeyFact("paper", label, words, _named(always) + more)
    if by_case:
        return KeyFact("paper", label, _("Tùy trường hợp"), _named(by_case))
    detail = _("tờ khai lập ngay khi nộp") if any(p.get("made") for p in version.papers) else ""
    return KeyFact("paper", label, _("Không phải nộp giấy tờ"), detail)


def _named(papers: Sequence[Mapping[str, Any]]) -> str:
    names = [str(p["name"])[:1].lower() + str(p["name"])[1:] for p in papers[:NAMED]]
    more = len(papers) - len(names)
    return ", ".join(names) + (_(" và %(n)s loại khác") % {"n": more} if more else "")


def time_fact(version: ProcedureVersion | None, level: str) -> KeyFact:
    label = _("Bao lâu")
    limit = version.limit_at(level) if version else None
    if limit is None and version and version.national:
        return KeyFact("clock", label, _("Theo nguồn quốc gia"), unknown_limit_words(version))
    if limit is None:
        words = _("ngày hẹn ghi trên giấy tiếp nhận") if version else ""
        return KeyFact("clock", label, unknown(), words, known=False)
    if limit.counting is Counting.SAME_DAY:
        return KeyFact("clock", label, _("Trong ngày"), _("nhận sau 15 giờ: ngày làm việc tiếp theo"))
    return KeyFact("clock", label, str(limit), _("từ ngày nhận đủ hồ sơ"))


def money_fact(version: ProcedureVersion | None) -> KeyFact:
    label = _("Bao nhiêu tiền")
    if version and version.national and not version.fees:
        return national_money(label, version)
    if version is None or not version.fees:
        words = _("bộ phận tiếp nhận báo trước khi thu") if version else ""
        return KeyFact("money", label, unknown(), words, known=False)
    charged_fees = [fee for fee in version.fees if is_owed(fee)]
    if not charged_fees:
        return KeyFact("money", label, _("Không thu"))
    if free := next((fee for fee in version.fees if not is_owed(fee)), None):
        return KeyFact("money", label, _("Không thu"), _sometimes(free, charged_fees))
    amounts = sorted({fee["amount"] for fee in charged_fees if fee.get("amount")})
    if not amounts:
        return KeyFact("money", label, _("Theo quy định"), _("nơi tiếp nhận xác định theo hồ sơ"))
    return KeyFact(
        "money",
        label,
        _range(amounts),
        str(charged_fees[0]["name"]) if len(charged_fees) == 1 else _("tùy loại"),
    )


def national_money(label: str, version: ProcedureVersion) -> KeyFact:
    """What the national database says of fees over all channels: free, by amount, by rule, or nothing."""
    states = {one["fee_state"] for one in version.national.get("channels", [])}
    if states == {"no_fee_text"}:
        return KeyFact("money", label, _("Không thu"))
    if states & {"amount", "amount_in_text"}:
        return KeyFact("money", label, _("Có thu"), _("xem mức theo cách nộp ở mục Phí, lệ phí"))
    if "by_rule" in states:
        return KeyFact("money", label, _("Theo quy định"))
    return KeyFact("money", label, unknown(), _("nguồn không nêu mức"), known=False)


def _range(amounts: Sequence[int]) -> str:
    first, last = vn_number(amounts[0]), vn_number(amounts[-1])
    if first == last:
        return _("%(n)s đồng") % {"n": first}
    return _("Từ %(first)s đến %(last)s đồng") % {"first": first, "last": last}


def _sometimes(free: Mapping[str, Any], charged_fees: Sequence[Mapping[str, Any]]) -> str:
    """What is taken only in some cases, beside what is free."""
    amounts = sorted({fee["amount"] for fee in charged_fees if fee.get("amount")})
    what = _range(amounts) if amounts else _("theo quy định")
    name = str(charged_fees[0]["name"])[:1].lower() + str(charged_fees[0]["name"])[1:]
    return f"{name}: {what}" if len(charged_fees) == 1 else _("có trường hợp thu: %(what)s") % {"what": what}


def place_fact(procedure: Procedure, version: ProcedureVersion | None, level: str) -> KeyFact:
    label = _("Nộp ở đâu")
    field = procedure.field
    if level == LEVELS.VERTICAL:
        return KeyFact("pin", label, field.owner or procedure.level_words, field.office)
    if level == LEVELS.CENTRAL:
        return KeyFact("pin", label, field.ministry or _("Cơ quan trung ương"))
    if level == LEVELS.ELSEWHERE:
        return KeyFact("pin", label, _("Không áp dụng tại tỉnh"))
    place = (version.agency_text if version else "") or agency_words(level)
    return KeyFact("pin", label, place.replace("Ủy ban nhân dân", "UBND"), _channels(version))


def _channels(version: ProcedureVersion | None) -> str:
    names = {c.value: str(c.label).lower() for c in ProcedureVersion.Channel}
    order = [c for c in ("online", "counter", "post") if version and c in version.channels]
    return ", ".join(names[c] for c in order)


def agency_words(level: str) -> str:
    """Who settles at that level, where the version names nobody."""
    return {
        LEVELS.COMMUNE.value: _("Ủy ban nhân dân cấp xã"),
        LEVELS.DISTRICT.value: _("Ủy ban nhân dân cấp huyện"),
    }.get(level, _("Sở, ban, ngành cấp tỉnh theo lĩnh vực"))


def way_of(procedure: Procedure, version: ProcedureVersion | None, level: str, *, own_portal: bool) -> Way:
    """Online, at the counter, or elsewhere."""
    if level == LEVELS.VERTICAL:
        return Way(_("Ở cơ quan khác"), detail=procedure.field.owner)
    if level in (LEVELS.CENTRAL, LEVELS.ELSEWHERE):
        return Way(_("Không nộp tại tỉnh"))
    if version is None or ONLINE not in version.channels:
        return Way(_("Tại quầy"))
    if not own_portal:
        return Way(_("Trực tuyến"), "ok", _("tại Cổng Dịch vụ công quốc gia"))
    return Way(_("Trực tuyến"), "ok", "" if is_written(version) else _("bằng đơn chung"))


def unknown() -> str:
    """What stands where nobody has published it."""
    return _("Chưa công bố")
