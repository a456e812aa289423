from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse

from tinhso.kernel.law.public import rule_or
from tinhso.kernel.notices.public import notify
from tinhso.kernel.site.clock import HANOI
from tinhso.onestop.models import Appointment

MOST = 2_000


def remind_appointments(*, now: datetime) -> int:
    """Remind each person once before the time that they booked, by the hours of the rule; how many were reminded."""
    hours = rule_or("onestop.appointment_remind_hours", 24, on=now.astimezone(HANOI).date())
    soon = Appointment.objects.open().filter(
        starts_at__gt=now, starts_at__lte=now + timedelta(hours=hours), reminded_at=None
    )
    return sum(remind(one, now) for one in list(soon.select_related("person")[:MOST]))


@transaction.atomic
def remind(appointment: Appointment, now: datetime) -> bool:
    """False if it was cancelled or reminded meanwhile."""
    still = Appointment.objects.open().filter(pk=appointment.pk, reminded_at=None)
    if appointment.person is None or not still.update(reminded_at=now):
        return False
    notify(
        to=appointment.person,
        topic="onestop.appointment",
        template="onestop.appointment_reminder",
        params={"at": appointment.starts_at},
        now=now,
        key=f"appointment_reminder:{appointment.pk}",
        path=reverse("appointments"),
    )
    return True
