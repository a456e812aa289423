from datetime import datetime

from django.db import transaction

from tinhso.casework.case.permissions import check_is_applicant
from tinhso.casework.models import Case
from tinhso.casework.models.case import Conflict
from tinhso.casework.models.states import State
from tinhso.casework.moves.events import CaseRated
from tinhso.kernel.events.public import Actor, record


class NotFinished(Conflict):
    """Only what has an outcome can be rated."""


@transaction.atomic
def rate_case(*, case: Case, ver: int, stars: int, by: Actor, now: datetime) -> None:
    """The citizen's rating, 1 to 5; a second one replaces the first.

    Raises: NotYourTurn, Stale, NotFinished.
    """
    check_is_applicant(case, by)
    if case.state not in {State.DONE, State.REFUSED}:
        raise NotFinished(case.pk)
    case.move(ver=ver, rating=stars)
    record(CaseRated(case_id=case.pk, stars=stars), by=by, at=now)
