from datetime import datetime, timedelta

from django.db import transaction

from tinhso.citizen.models import ReceptionVisit
from tinhso.citizen.reception.notices import tell_visitor
from tinhso.citizen.reception.times import reception_limits
from tinhso.kernel.site.clock import HANOI

MOST = 2_000


def remind_visitors(*, now: datetime) -> int:
    """Remind each once before the time that was booked, by the hours of the rule; how many were reminded."""
    hours = reception_limits(now.astimezone(HANOI).date()).remind_hours
    soon = ReceptionVisit.objects.open().filter(
        starts_at__gt=now, starts_at__lte=now + timedelta(hours=hours), reminded_at=None
    )
    return sum(remind(one, now) for one in list(soon.select_related("person")[:MOST]))


@transaction.atomic
def remind(visit: ReceptionVisit, now: datetime) -> bool:
    """False if it was cancelled or reminded meanwhile."""
    if not ReceptionVisit.objects.open().filter(pk=visit.pk, reminded_at=None).update(reminded_at=now):
        return False
    tell_visitor(visit, "reminder", at=visit.starts_at, now=now, key=f"{visit.starts_at:%Y%m%d%H%M}")
    return True
