"""The supporting parts of a document: cases below it, each with its own unit and time."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from tinhso.casework.public import (
    FINAL,
    Case,
    Process,
    RowDetails,
    Step,
    accept_case,
    limit_until,
    open_case,
    submit_case,
    withdraw_office_case,
)
from tinhso.documents.incoming.assigning import Assignee, hand_to
from tinhso.documents.incoming.way import SOURCE, handling_limit
from tinhso.documents.models import ArrivingDocument, DocumentSupport
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.roles import Examiner, Head
from tinhso.lib.dates import local
from tinhso.lib.legal_time.clock import Effect
from tinhso.lib.legal_time.time_limit import TimeLimit

SUPPORT_KIND = "document_support"
SHARE, SUPPORT, CLOSED = "share", "support", "closed"
STEPS = (
    Step(SHARE, "Phân công trong đơn vị", Head.code, "agency", "assign", 0.2),
    Step(SUPPORT, "Cho ý kiến phối hợp", Examiner.code, "agency", "support_document", 0.8),
    Step(CLOSED, "Đã phối hợp", Examiner.code, "agency", "support_document"),
)


def support_process() -> Process:
    given = {"steps": [asdict(step) for step in STEPS], "source": SOURCE}
    return Process.objects.get_or_create(code=SUPPORT_KIND, version=1, defaults=given)[0]


def open_support(document: ArrivingDocument, one: Assignee, *, by: Actor, now: datetime) -> DocumentSupport:
    """A case of the unit below the document's, until the document itself is due."""
    code = f"{document.case.code}-PH{document.supports.count() + 1}"
    case = open_case(
        kind=SUPPORT_KIND,
        code=code,
        title=f"Phối hợp xử lý văn bản đến {document.case.code}",
        agency=one.agency,
        desk=document.agency,
        source=Case.Source.INTERNAL,
        process=support_process(),
        parent=document.case,
        by=by,
        now=now,
    )
    submit_case(
        case=case,
        ver=case.ver,
        code=code,
        reply=None,
        reply_role=Head.code,
        act="direct_document",
        by=by,
        now=now,
    )
    limit = _limit(document, now)
    accept_case(case=case, ver=case.ver, limit=limit, effect=Effect.PAUSE, by=by, now=now)
    support = DocumentSupport.objects.create(case=case, document=document)
    hand_to(document, case, one, by=by, now=now)
    return support


def _limit(document: ArrivingDocument, now: datetime) -> TimeLimit:
    due, today = document.case.due_at, local(now).date()
    if due is None or local(due).date() <= today:
        return handling_limit(today)
    return limit_until(
        local(due).date(), agency_id=document.agency_id, now=now, source="Ý kiến chỉ đạo của lãnh đạo"
    )


def open_supports(document: ArrivingDocument) -> list[DocumentSupport]:
    return list(
        document.supports.exclude(case__state__in=FINAL).select_related("case__process", "case__agency")
    )


def end_supports(document: ArrivingDocument, *, by: Actor, now: datetime) -> None:
    """What nobody needs any more: the document is settled."""
    for one in open_supports(document):
        withdraw_office_case(
            case=one.case, ver=one.case.ver, text="Văn bản đã giải quyết xong.", by=by, now=now
        )


def support_rows(case_ids: Sequence[int]) -> dict[int, RowDetails]:
    """Who sent the document. One query."""
    rows = DocumentSupport.objects.filter(case__in=case_ids).select_related("document")
    return {one.pk: RowDetails(who=one.document.issuer_name, hint="Phối hợp") for one in rows}
