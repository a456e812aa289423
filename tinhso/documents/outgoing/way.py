"""The way of an outgoing document: kind of case, steps, limits. The order is the law's and no step can be left out."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from tinhso.casework.public import Process, RowDetails, Step
from tinhso.documents.layout.document_types import name_of
from tinhso.documents.models import OutgoingDocument, RoutingSeat
from tinhso.kernel.law.public import rule, rule_source
from tinhso.kernel.people.public import Agency, User
from tinhso.kernel.people.roles import Clerk, Examiner, Head
from tinhso.lib.legal_time.time_limit import TimeLimit

KIND = "outgoing_document"
DRAFT, CONTENT, FORM, SIGN, ISSUE, SENT = "draft", "content", "form", "sign", "issue", "sent"
COSIGN = "cosign"
SIGN_ACT, ISSUE_ACT = "sign_document", "issue_document"
SOURCE = "NĐ 30/2020/NĐ-CP Điều 10 đến Điều 18"
STEPS: tuple[Step, ...] = (
    Step(DRAFT, "Soạn thảo", Examiner.code, "agency", "draft_document", 0.4),
    Step(CONTENT, "Duyệt nội dung", Head.code, "agency", "approve_content", 0.3),
    Step(FORM, "Kiểm tra thể thức", Clerk.code, "agency", "check_form", 0.1),
    Step(SIGN, "Ký ban hành", Head.code, "agency", SIGN_ACT, 0.2),
    Step(ISSUE, "Cấp số, đóng dấu, phát hành", Clerk.code, "agency", ISSUE_ACT, 0.0),
    Step(SENT, "Đã phát hành", Clerk.code, "agency", ISSUE_ACT),
)
MINUTES = "BB"
"""The one type of two signers whose second is no head: the secretary of the meeting (mẫu 1.9)."""


def steps_of_two(role: str) -> tuple[Step, ...]:
    """Where two persons sign: who signs along comes first, named, maybe at another agency."""
    along = Step(COSIGN, "Ký cùng", role, "agency", SIGN_ACT, 0.1)
    last = Step(SIGN, "Ký ban hành", Head.code, "agency", SIGN_ACT, 0.1)
    return (*STEPS[:3], along, last, *STEPS[4:])


def process(kind: str = "", signers: int = 1) -> Process:
    """Made with the first document of its way."""
    version, steps = 1, STEPS
    if signers == 2:
        is_minutes = kind == MINUTES
        version, steps = (3, steps_of_two(Examiner.code)) if is_minutes else (2, steps_of_two(Head.code))
    given = {"steps": [asdict(step) for step in steps], "source": SOURCE}
    return Process.objects.get_or_create(code=KIND, version=version, defaults=given)[0]


def draft_limit(on: date) -> TimeLimit:
    """From the first draft to the signature; an agency's own rule."""
    return _limit("documents.draft_limit", on)


def issue_limit(document: OutgoingDocument, on: date) -> TimeLimit:
    """From the signature to the issue: the next working day at the latest, at once where it is urgent (Điều 18)."""
    return _limit("documents.urgent_limit" if document.is_urgent else "documents.issue_limit", on)


def _limit(key: str, on: date) -> TimeLimit:
    return TimeLimit.from_json(rule(key, on=on) | {"source": rule_source(key, on=on)})


def seat(document: OutgoingDocument, agency: Agency, role: str, officer: User | None = None) -> None:
    """Put somebody on the routing list; twice is once."""
    RoutingSeat.objects.get_or_create(document=document, agency=agency, role=role, officer=officer)


def outgoing_rows(case_ids: Sequence[int]) -> dict[int, RowDetails]:
    """Who drafts what kind of document. One query: no subject, for the officers' search finds cases by role."""
    rows = OutgoingDocument.objects.filter(case__in=case_ids).select_related("drafted_by")
    return {one.pk: RowDetails(who=one.drafted_by.full_name, hint=_hint(one)) for one in rows}


def _hint(document: OutgoingDocument) -> str:
    urgency = OutgoingDocument.Urgency(document.urgency).label
    kind = name_of(document.type_code)
    return f"{kind} · {urgency}" if document.is_urgent else kind
