"""What is offered on a day at a level, and of how much of it papers, limit, fee, law, form and result are known."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from tinhso.onestop.catalogue.result_forms.kinds import OTHER
from tinhso.onestop.catalogue.result_forms.layouts import paper_kind
from tinhso.onestop.catalogue.search import OWN_LEVELS
from tinhso.onestop.models import OnlineService, Procedure, ProcedureVersion

FEE_KNOWN = ("amount", "amount_in_text", "no_fee_text", "by_rule")
ASKED_OF_ALL = ("don", "giay_uy_quyen", "giay_to")  # of the general form, no papers of the procedure


@dataclass
class Summary:
    """Numbers of procedures at one level on one day; `wholly` to `illustrates` count online services."""

    procedures: int = 0
    content: int = 0
    by_hand: int = 0
    papers: int = 0
    limit: int = 0
    fee: int = 0
    law: int = 0
    own_form: int = 0
    result_kind: int = 0
    wholly: int = 0
    partly: int = 0
    illustrates: int = 0


LABELS = {
    "procedures": "Thủ tục",
    "content": "có nội dung",
    "by_hand": "viết tay",
    "papers": "có giấy tờ riêng",
    "limit": "có thời hạn và đơn vị",
    "fee": "biết phí",
    "law": "có căn cứ",
    "own_form": "có biểu mẫu riêng",
    "result_kind": "biết loại kết quả",
    "wholly": "DVC toàn trình",
    "partly": "DVC một phần",
    "illustrates": "trong đó minh họa",
}


def summarise(level: str, *, on: date) -> Summary:
    """Of one level of the province. Three queries."""
    listed = {p.pk: p for p in Procedure.objects.on(on) if level in p.levels}
    versions = ProcedureVersion.objects.in_force(on).filter(procedure__in=listed).defer("form", "process")
    counts: Counter[str] = Counter(procedures=len(listed))
    for version in versions:
        counts.update(_known_facts(version, level))
    services = OnlineService.objects.on(on).filter(level=level)
    for service in services:
        counts[service.kind] += 1
        counts["illustrates"] += service.illustrates
    return Summary(**counts)


def summaries(*, on: date) -> Mapping[str, Summary]:
    """Every level of the province that has procedures on that day."""
    found = {level.value: summarise(level.value, on=on) for level in OWN_LEVELS}
    return {level: summary for level, summary in found.items() if summary.procedures}


def _known_facts(version: ProcedureVersion, level: str) -> Iterator[str]:
    if version.general_only:
        return
    yield "content"
    if not version.national:
        yield "by_hand"
    if any(paper["id"] not in ASKED_OF_ALL for paper in version.papers):
        yield "papers"
    if version.limit_at(level):
        yield "limit"
    if _fee_known(version):
        yield "fee"
    if version.legal_basis:
        yield "law"
    if version.own_form:
        yield "own_form"
    if paper_kind(version).kind != OTHER:
        yield "result_kind"


def _fee_known(version: ProcedureVersion) -> bool:
    channels: list[dict[str, Any]] = version.national.get("channels", [])
    return bool(version.fees) or any(one["fee_state"] in FEE_KNOWN for one in channels)


def as_rows(found: Mapping[str, Summary]) -> list[list[str]]:
    """The summaries side by side: a line for each number, a column for each level."""
    numbers = {level: asdict(summary) for level, summary in found.items()}
    return [[label, *(str(one[name]) for one in numbers.values())] for name, label in LABELS.items()]
