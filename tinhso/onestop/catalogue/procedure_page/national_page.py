"""What the national database says of a procedure, in its own words, for the page: papers by case, limits and fees by channel."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tinhso.kernel.site.shapes import Cell, Column, Table
from tinhso.lib.forms.numbers import write_number
from tinhso.onestop.catalogue.procedure_page.law_words import marked, quoted
from tinhso.onestop.models import ProcedureVersion

CHANNELS = {
    "trực tiếp": gettext_lazy("Trực tiếp"),
    "bưu chính": gettext_lazy("Bưu chính công ích"),
    "trực tuyến": gettext_lazy("Trực tuyến"),
}
UNITS = {
    "working_days": gettext_lazy("ngày làm việc"),
    "days": gettext_lazy("ngày"),
    "hours": gettext_lazy("giờ"),
    "months": gettext_lazy("tháng"),
}
LEAST_AMOUNT = 1000  # đồng; smaller sums of the source are thousands or per cents, told in its words


@dataclass(frozen=True)
class CasePapers:
    """The papers of one case; `case` is "" for those of every case."""

    case: str
    papers: Sequence[dict[str, Any]]


@dataclass(frozen=True)
class NationalPart:
    """What the page of a procedure shows of the national database."""

    cases: Sequence[CasePapers]
    notes: Sequence[str]
    channels: Table | None
    results: Sequence[str]
    subjects: Sequence[str]
    agencies: Sequence[str]
    edition: date
    decision: str
    decided_on: date | None
    updated_on: date | None
    promulgated_by: str
    illustrates: bool


def national_part(version: ProcedureVersion | None) -> NationalPart | None:
    """None where somebody here wrote the content."""
    if version is None or not version.national:
        return None
    facts = version.national
    decided = facts.get("decided_by") or {}
    return NationalPart(
        cases=list(_cases(version.papers)),
        notes=facts.get("paper_notes", []),
        channels=_channels(facts),
        results=facts.get("result", []),
        subjects=facts.get("subjects", []),
        agencies=[name for name in version.agency_text.split("; ") if name],
        edition=date.fromisoformat(facts["edition"]),
        decision=decided.get("number", ""),
        decided_on=_day(decided.get("date")),
        updated_on=_day(facts.get("portal_updated")),
        promulgated_by=facts.get("promulgated_by", ""),
        illustrates=bool(facts.get("illustrates")),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _cases(papers: Sequence[dict[str, Any]]) -> Iterator[CasePapers]:
    """In the order of the source; what the answers become stands first, a power of attorney last."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for paper in papers:
        groups.setdefault(paper.get("case", ""), []).append(paper)
    for case, listed in groups.items():
        yield CasePapers(case, listed)


def _channels(facts: Mapping[str, Any]) -> Table | None:
    rows: list[list[Cell | str]] = [
        [str(CHANNELS.get(one["channel"]) or marked(one["channel"])), _limit(one), _fee(one)]
        for one in facts.get("channels", [])
    ]
    if not rows:
        return None
    columns = [Column(_("Cách nộp")), Column(_("Thời hạn")), Column(_("Phí, lệ phí"))]
    return Table(_("Thời hạn và phí theo cách nộp"), columns, rows)


def _limit(channel: Mapping[str, Any]) -> Cell:
    limit = channel.get("limit") or {}
    unit, amount = UNITS.get(limit.get("unit", "")), limit.get("amount")
    if unit and amount:
        return Cell(
            f"{write_number(amount)} {unit}", small=marked("; ".join(channel.get("limits_in_note", [])))
        )
    words = channel.get("limit_text", "")
    return Cell(quoted(_("nguồn ghi “%(words)s”"), words) if words else _("nguồn không nêu"))


def _fee(channel: Mapping[str, Any]) -> Cell:
    state, words = channel["fee_state"], marked(channel.get("fee_text", ""))
    if state == "amount":
        return Cell(_amount_range(channel) or words, small=words)
    if state == "no_fee_text":
        return Cell(_("không thu"), small=words)
    if state == "by_rule":
        return Cell(_("theo quy định"), small=words)
    if state == "amount_in_text":
        return Cell(_("theo lời của nguồn"), small=words)
    return Cell(_("nguồn không nêu mức"), small=words)


def _amount_range(channel: Mapping[str, Any]) -> str:
    """Every amount in đồng that the source gives, smallest first."""
    amounts = {
        int(fee["value"])
        for fee in channel.get("fees", [])
        if fee.get("currency") == "VND" and (fee.get("value") or 0) >= LEAST_AMOUNT
    }
    return "; ".join(f"{write_number(amount)} đồng" for amount in sorted(amounts))


def unknown_limit_words(version: ProcedureVersion) -> str:
    """The source's own words where its unit is unknown; what only an online service names is said to be that."""
    channels = version.national.get("channels", [])
    words = list(dict.fromkeys(one["limit_text"] for one in channels if one.get("limit_text")))
    limit = version.national.get("limit") or {}
    unit, amount = UNITS.get(limit.get("unit", "")), limit.get("amount")
    sentences = [_("nguồn ghi “%(words)s”") % {"words": "; ".join(words)}] if words else []
    if limit.get("from") == "online_service" and unit and amount:
        sentences.append(
            _("dịch vụ trực tuyến của nguồn ghi %(limit)s") % {"limit": f"{write_number(amount)} {unit}"}
        )
    return "; ".join(sentences) or _("nguồn không nêu")
