from datetime import datetime

from django.db import transaction

from tinhso.casework.public import accept_case, finish_case, settle_case
from tinhso.exchange.data_uses.events import DataUseAnswered
from tinhso.exchange.data_uses.request_process import notify_sender
from tinhso.exchange.models import DataUseRequest
from tinhso.kernel.events.public import Actor, Code, commit, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.legal_time.clock import Effect


@transaction.atomic
def answer_request(
    *, request: DataUseRequest, ver: int, finding: str, text: str, by: Actor, now: datetime
) -> None:
    """The data officer answers: whether the data were used rightly, and why; the sender is notified.

    Raises: NotYourTurn, Stale, EntryRefused.
    """
    if not text.strip():
        raise EntryRefused("text", "Viết nội dung trả lời.")
    case, found = request.case, DataUseRequest.Finding(finding)
    accept_case(case=case, ver=ver, limit=None, effect=Effect.PAUSE, by=by, now=now)
    settle_case(case=case, ver=case.ver, outcome=f"data_{found}", by=by, now=now)
    finish_case(case=case, ver=case.ver, by=by, now=now)
    request.finding, request.answer, request.answered_at = found, text.strip(), now
    request.save(update_fields=["finding", "answer", "answered_at"])
    event = DataUseAnswered(
        case_id=case.pk,
        finding=Code(found.value),
        answer=commit(bytes(request.salt), request.answer),
        late=request.is_late,
    )
    record(event, by=by, at=now)
    notify_sender(case, by=by, now=now)
