from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.events.public import Actor
from tinhso.kernel.files.public import StoredFile
from tinhso.kernel.people.public import User
from tinhso.press.models.channel import Channel


class BroadcastQuerySet(models.QuerySet["Broadcast"]):
    def of_agency(self, by: Actor) -> Self:
        """Those of the channels of the actor's agency."""
        return self.filter(channel__agency=by.agency_id) if by.agency_id else self.none()

    def waiting(self) -> Self:
        return self.filter(state=Broadcast.State.PLANNED)

    def aired(self) -> Self:
        return self.filter(state=Broadcast.State.AIRED)

    def of_alerts(self) -> Self:
        return self.exclude(alert_code="")


class Broadcast(models.Model):
    """Bản tin phát trên một kênh: its words and its recording, and whether it was broadcast, as the channel's operator says.

    One of an alert bears the alert's code, is planned by the system once a channel, is due at `due_at` and waits no longer than the
    alert is in force. One of the agency waits until a person who answers for it, not its maker, approves it. Where the alert is taken back after it was read aloud, a second one (`withdraws`) says so.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("Chờ duyệt")
        PLANNED = "planned", _("Chờ phát")
        AIRED = "aired", _("Đã phát")
        MISSED = "missed", _("Không phát được")
        DROPPED = "dropped", _("Thôi phát")
        DECLINED = "declined", _("Không duyệt")

    TO_COME = ("asked", "planned")

    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="broadcasts")
    alert_code = models.CharField(max_length=40, blank=True)
    withdraws = models.BooleanField(default=False, db_default=False)
    expires_at = models.DateTimeField(null=True, blank=True)
    title = models.CharField(max_length=200)
    text = models.TextField(max_length=8000)
    recording = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    seconds = models.PositiveIntegerField(null=True, blank=True)
    planned_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.PLANNED)
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    note = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    objects = BroadcastQuerySet.as_manager()

    class Meta:
        ordering = ["-planned_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="press_broadcast_ended_whole",
                condition=Q(state__in=["asked", "planned"], ended_at__isnull=True)
                | Q(state__in=["aired", "missed", "declined"], ended_at__isnull=False, ended_by__isnull=False)
                | Q(state="dropped", ended_at__isnull=False) & ~Q(alert_code=""),
            ),
            models.CheckConstraint(
                name="press_broadcast_missed_has_a_reason",
                condition=~Q(state__in=["missed", "declined"]) | ~Q(note=""),
            ),
            models.CheckConstraint(
                name="press_broadcast_approved_by_another",
                condition=Q(approved_at__isnull=True, approved_by__isnull=True)
                | Q(approved_at__isnull=False, approved_by__isnull=False)
                & ~Q(state="asked")
                & (Q(by__isnull=True) | ~Q(approved_by=F("by"))),
            ),
            models.UniqueConstraint(
                fields=["channel", "alert_code", "withdraws"],
                condition=~Q(alert_code=""),
                name="press_broadcast_once_an_alert",
            ),
        ]
        indexes = [
            models.Index(
                fields=["channel", "planned_at"],
                condition=Q(state="planned"),
                name="press_broadcasts_waiting",
            ),
            models.Index(
                fields=["expires_at"], condition=~Q(alert_code=""), name="press_broadcasts_of_alerts"
            ),
        ]

    def __str__(self) -> str:
        return f"broadcast {self.pk}"

    def is_late(self, now: datetime) -> bool:
        """Broadcast after its time, or not yet and its time is over."""
        return self.due_at is not None and (self.ended_at or now) > self.due_at
