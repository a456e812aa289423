from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import Agency, User
from tinhso.kernel.people.roles import Clerk, Head


class CalendarEntryQuerySet(models.QuerySet["CalendarEntry"]):
    def visible_to(self, actor: Actor) -> Self:
        """The calendar of the actor's own agency: approved entries to all its officers, drafted ones to who drafts and approves."""
        if not actor.is_officer or actor.agency_id is None:
            return self.none()
        rows = self.filter(agency_id=actor.agency_id)
        if actor.holds(Clerk) or actor.holds(Head):
            return rows
        return rows.filter(approved_at__isnull=False)

    def of_week(self, monday: date, sunday: date) -> Self:
        return self.filter(day__range=(monday, sunday)).select_related("leader")


class CalendarEntry(models.Model):
    """What a leader of an agency does on a day: a line of its weekly calendar. Officers see it once a head has approved the week.

    An approved line is never changed: it is struck with its reason, which all see, and another is written.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="calendar_entries")
    day = models.DateField()
    begins = models.TimeField(null=True, blank=True)
    ends = models.TimeField(null=True, blank=True)
    leader = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(max_length=300)
    place = models.CharField(max_length=200, blank=True)
    attending = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    client_key = models.UUIDField(unique=True, null=True, blank=True)
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    struck_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    struck_at = models.DateTimeField(null=True, blank=True)
    strike_reason = models.CharField(max_length=300, blank=True)

    objects = CalendarEntryQuerySet.as_manager()

    class Meta:
        ordering = ["day", models.F("begins").asc(nulls_first=True), "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(subject=""), name="documents_calendar_has_subject"),
            models.CheckConstraint(
                condition=Q(ends=None) | Q(begins__isnull=False, ends__gt=models.F("begins")),
                name="documents_calendar_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(struck_at=None, struck_by=None, strike_reason="")
                | Q(struck_at__isnull=False, struck_by__isnull=False) & ~Q(strike_reason=""),
                name="documents_calendar_strike_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(approved_at=None, approved_by=None)
                | Q(approved_at__isnull=False, approved_by__isnull=False),
                name="documents_calendar_approved_by",
            ),
        ]
        indexes = [models.Index(fields=["agency", "day"], name="documents_calendar_days")]

    def __str__(self) -> str:
        return f"calendar {self.pk}"
