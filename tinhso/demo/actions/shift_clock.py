from datetime import date, datetime, time, timedelta

from django.db import transaction

from tinhso.demo.days import FIRST, LAST
from tinhso.demo.events import ClockShifted
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.models import Instance
from tinhso.kernel.site.public import HANOI, forget


class NotADemo(Exception):
    """Only a demo has a legal clock that can be set."""


class OutsideTheDays(ValueError):
    """The demo has no rules for that day."""


@transaction.atomic
def shift_clock(*, day: date | None, by: Actor, now: datetime, real: datetime) -> None:
    """Let the legal clock stand at 8:00 of `day` and go on from there; None lets it go with the real one.

    `real` is the real clock's moment. Raises: NotADemo, OutsideTheDays.
    """
    instance = Instance.objects.select_for_update().filter(demo=True).first()
    if instance is None:
        raise NotADemo
    if day is not None and not FIRST <= day <= LAST:
        raise OutsideTheDays(day)
    old = instance.clock_offset
    new = datetime.combine(day, time(8), HANOI) - real if day else timedelta()
    instance.clock_offset = new
    instance.save(update_fields=["clock_offset"])
    event = ClockShifted(old_offset_seconds=seconds(old), new_offset_seconds=seconds(new))
    record(event, by=by, at=now)
    forget()


def seconds(span: timedelta) -> int:
    return span // timedelta(seconds=1)
