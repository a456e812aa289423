from datetime import date, datetime

from django.db import transaction

from tinhso.casework.public import NoteRefused
from tinhso.citizen.information_access.deeds import check_is_being_answered, make_paper, tell_asker
from tinhso.citizen.information_access.events import InformationCostsNotified
from tinhso.citizen.information_access.route import MOST_COST
from tinhso.citizen.models import InformationPaper, InformationRequest
from tinhso.kernel.events.public import Actor, record
from tinhso.lib.dates import local


@transaction.atomic
def notify_costs(
    *,
    request: InformationRequest,
    ver: int,
    cost: int,
    words: str,
    day: date,
    by: Actor,
    now: datetime,
) -> InformationPaper:
    """The notice of actual costs (printing, copying, sending), of the day and the manner of giving; once.

    Raises: NotYourTurn, Stale, NotBeingAnswered, PaperMadeBefore, NoteRefused for a day that is over or a cost beyond reason.
    """
    check_is_being_answered(request, by)
    if day < local(now).date():
        raise NoteRefused("Ngày cung cấp phải từ hôm nay trở đi.")
    if not 0 <= cost <= MOST_COST:
        raise NoteRefused("Chi phí phải từ 0 đến 100.000.000 đồng.")
    paper = make_paper(request, InformationPaper.Form.NOTICE, now)
    request.case.move(ver=ver)
    request.cost, request.cost_words, request.promised_for = cost, words.strip(), day
    request.save(update_fields=["cost", "cost_words", "promised_for"])
    event = InformationCostsNotified(case_id=request.case_id, cost=cost, number=paper.number)
    record(event, by=by, at=now)
    tell_asker(request.case, "costs", by=by, now=now)
    return paper
