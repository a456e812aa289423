from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q

from tinhso.casework.case.permissions import check_can_act
from tinhso.casework.models import Case, Participant
from tinhso.kernel.events.public import Actor

LASTS = timedelta(minutes=15)


def claim_case(*, case: Case, by: Actor, now: datetime) -> bool:
    """Say softly "I am at it" for a quarter of an hour; False if somebody else said so and it still holds.

    A courtesy, not a lock: it moves nothing, and so leaves no event and no new version. Raises: NotYourTurn.
    One query where it succeeds.
    """
    free = Q(claimed_by__isnull=True) | Q(claimed_by=by.user_id) | Q(claimed_until__lt=now)
    turn = Exists(Participant.objects.turns_of(by).filter(case=OuterRef("pk")))
    mine = Case.objects.filter(free, turn, pk=case.pk)
    if mine.update(claimed_by=by.user_id, claimed_until=now + LASTS):
        return True
    check_can_act(case, by)
    return False
