"""The day by which the sender wants an answer, as the time limit of the document's case."""

from contextlib import suppress
from datetime import datetime

from tinhso.casework.public import DeadlinePassed, limit_source, limit_until, relimit_case
from tinhso.documents.incoming.assigning import BY_LEADER
from tinhso.documents.incoming.supporting import open_supports
from tinhso.documents.incoming.way import handling_limit
from tinhso.documents.models import ArrivingDocument
from tinhso.kernel.events.public import SYSTEM
from tinhso.lib.dates import local
from tinhso.lib.legal_time.time_limit import TimeLimit

ON_PAPER = "Hạn trả lời ghi trên văn bản"


def limit_on_paper(document: ArrivingDocument, *, since: datetime, now: datetime) -> TimeLimit:
    """Until the day that the paper asks for, while it still lies ahead; else the agency's own rule."""
    if document.answer_by is not None:
        try:
            limit_until(document.answer_by, agency_id=document.agency_id, now=now, source="")
            return limit_until(document.answer_by, agency_id=document.agency_id, now=since, source=ON_PAPER)
        except DeadlinePassed:
            pass
    return handling_limit(local(since).date())


def follow_answer_day(document: ArrivingDocument, *, now: datetime) -> None:
    """The sender's new day moves the time of a document in handling, and of who supports until the same moment; where the
    leader has named a day his word stands."""
    case = document.case
    if case.is_final or document.registered_at is None or limit_source(case) == BY_LEADER:
        return
    was, since = case.due_at, case.accepted_at or now
    relimit_case(case=case, limit=limit_on_paper(document, since=since, now=now), by=SYSTEM, now=now)
    case.refresh_from_db(fields=["due_at"])
    if case.due_at is None or case.due_at == was:
        return
    day = local(case.due_at).date()
    for one in open_supports(document):
        if one.case.due_at != was:
            continue
        since = one.case.accepted_at or now
        with suppress(DeadlinePassed):  # they began after that day: their own stays
            limit = limit_until(day, agency_id=document.agency_id, now=since, source=ON_PAPER)
            relimit_case(case=one.case, limit=limit, by=SYSTEM, now=now)
