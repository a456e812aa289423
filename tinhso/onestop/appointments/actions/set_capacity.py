from datetime import date, datetime

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.people.public import Agency, check_not_past
from tinhso.kernel.site.clock import HANOI
from tinhso.onestop.appointments.events import DeskCapacitySet
from tinhso.onestop.appointments.permissions import check_can_run_desk
from tinhso.onestop.models import DeskCapacity


@transaction.atomic
def set_capacity(
    *, desk: Agency, seats: int, starts: date, source: str, by: Actor, now: datetime
) -> DeskCapacity:
    """How many may book each half hour at the desk, from `starts` on; a later row gives way.

    Bookings that stand stay. Raises: NotYourTurn unless by the desk itself, DateInPast.
    """
    check_can_run_desk(by, desk.pk)
    check_not_past(starts, by, now.astimezone(HANOI).date())
    Agency.objects.select_for_update().get(pk=desk.pk)
    held = DeskCapacity.objects.filter(desk=desk)
    held.filter(valid__startswith__gte=starts).delete()
    if running := held.on(starts).first():
        running.valid = DateRange(running.valid.lower, starts)
        running.save(update_fields=["valid"])
    row = DeskCapacity.objects.create(desk=desk, seats=seats, valid=DateRange(starts, None), source=source)
    record(DeskCapacitySet(desk_id=desk.pk, seats=seats, starts=starts), by=by, at=now)
    return row
