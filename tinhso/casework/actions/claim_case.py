from datetime import datetime, timedelta

from django.db.models import Q

from tinhso.casework.models import Case
from tinhso.casework.permissions import check_can_act
from tinhso.kernel.events.public import Actor

LASTS = timedelta(minutes=15)


def claim_case(*, case: Case, by: Actor, now: datetime) -> bool:
    """Say softly "I am at it" for a quarter of an hour; False if somebody else said so and it still holds.

    A courtesy, not a lock: it moves nothing, and so leaves no event and no new version.
    """
    check_can_act(case, by)
    free = Q(claimed_by__isnull=True) | Q(claimed_by=by.user_id) | Q(claimed_until__lt=now)
    claimed = Case.objects.filter(free, pk=case.pk).update(claimed_by=by.user_id, claimed_until=now + LASTS)
    return bool(claimed)
