from datetime import datetime

from django.db import transaction

from tinhso.citizen.models import ReceptionDay
from tinhso.citizen.reception.day_changes import ReceptionDayIsOver, check_changeable, record_change
from tinhso.kernel.events.public import Actor


@transaction.atomic
def name_deputy(*, day: ReceptionDay, deputy: str, reason: str, by: Actor, now: datetime) -> None:
    """Another post receives that day, announced with its reason; the bookings stand.

    Raises: NotReceptionDesk, ReceptionDayIsOver.
    """
    check_changeable(day, by, now)
    if not day.move(deputy=deputy, reason=reason, changed_at=now):
        raise ReceptionDayIsOver
    record_change(day, "deputy", day.day, by, now)
