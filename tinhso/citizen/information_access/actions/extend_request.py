from datetime import datetime

from django.db import transaction

from tinhso.casework.public import Clock, NoteRefused, relimit_case
from tinhso.citizen.information_access.deeds import check_is_being_answered, make_paper, tell_asker
from tinhso.citizen.information_access.events import InformationTimeExtended
from tinhso.citizen.information_access.route import law_limit
from tinhso.citizen.models import InformationPaper, InformationRequest
from tinhso.kernel.events.public import Actor, record
from tinhso.lib.legal_time.time_limit import TimeLimit


class TooLate(Exception):
    """The days are over: what is late is not made timely by extending it."""


@transaction.atomic
def extend_request(
    *, request: InformationRequest, ver: int, days: int, reason: str, by: Actor, now: datetime
) -> InformationPaper:
    """More working days, once, with a reason, at most those of the rule, while the first ones still run.

    Raises: NotYourTurn, Stale, NotBeingAnswered, PaperMadeBefore, NoteRefused, TooLate.
    """
    check_is_being_answered(request, by)
    case, most = request.case, law_limit(request.channel, "extension", now.date())
    if not reason.strip():
        raise NoteRefused("Nhập lý do gia hạn.")
    if not 1 <= days <= most.amount:
        raise NoteRefused(f"Gia hạn từ 1 đến {most}.")
    if case.due_at is None or now > case.due_at:
        raise TooLate(case.pk)
    paper = make_paper(request, InformationPaper.Form.EXTENSION, now)
    case.move(ver=ver)
    limit = Clock.objects.get(case=case, name=Clock.Name.SETTLE).limit()
    longer = TimeLimit(limit.amount + days, limit.unit, most.source)
    relimit_case(case=case, limit=longer, by=by, now=now)
    request.extended_at, request.extension_reason = now, reason.strip()
    request.save(update_fields=["extended_at", "extension_reason"])
    event = InformationTimeExtended(case_id=case.pk, days=days, number=paper.number)
    record(event, by=by, at=now)
    tell_asker(case, "extended", by=by, now=now)
    return paper
