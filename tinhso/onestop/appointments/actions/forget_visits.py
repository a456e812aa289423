from datetime import datetime, timedelta

from tinhso.kernel.law.public import rule_or
from tinhso.kernel.site.clock import HANOI
from tinhso.onestop.models import Appointment


def forget_visits(*, now: datetime) -> int:
    """Take person, procedure and wishes off visits that are older than the rule's days; times and counts stay. How many."""
    today = now.astimezone(HANOI).date()
    days = rule_or("onestop.appointment_keep_days", 365, on=today)
    old = Appointment.objects.filter(day__lt=today - timedelta(days=days), person__isnull=False)
    return old.update(person=None, procedure=None, priority=False, home_visit=False)
