from datetime import datetime
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from tinhso.kernel.people.public import User
from tinhso.kernel.places.public import AdminUnit


class AlertQuerySet(models.QuerySet["Alert"]):
    def in_force(self, now: datetime) -> Self:
        """Issued and not over by legal time, the gravest and newest first."""
        shown = self.filter(state=Alert.State.ISSUED, expires_at__gt=now)
        return shown.order_by("-weight", "-issued_at", "-pk")

    def in_feed(self, now: datetime) -> Self:
        """What a feed carries: those in force, and until their time is over those that were taken back."""
        states = [Alert.State.ISSUED, Alert.State.CANCELLED]
        return self.filter(state__in=states, issued_at__isnull=False, expires_at__gt=now)


class Alert(models.Model):
    """A warning to people of an area: relayed from the weather service, or issued by an officer.

    `risk_level` is the legal level 1 to 5 (QĐ 18/2021/QĐ-TTg) of weather and disasters, None of the rest; `weight`
    orders both. Without rows in `areas` it is for the whole province. It ends at `expires_at`, in legal time.
    """

    class Kind(models.TextChoices):
        WEATHER = "weather", "Thời tiết"
        DISASTER = "disaster", "Thiên tai"
        OUTAGE = "outage", "Mất điện, nước, mạng"
        SCAM = "scam", "Lừa đảo"

    class Severity(models.TextChoices):
        MINOR = "minor", "Nhẹ"
        MODERATE = "moderate", "Vừa"
        SEVERE = "severe", "Nặng"
        EXTREME = "extreme", "Đặc biệt nghiêm trọng"

    class State(models.TextChoices):
        WAITING = "waiting", "Chờ hai người duyệt"
        ISSUED = "issued", "Đang hiệu lực"
        REPLACED = "replaced", "Đã thay bằng bản mới"
        CANCELLED = "cancelled", "Đã huỷ"

    code = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=10, choices=Kind)
    risk_level = models.PositiveSmallIntegerField(null=True, blank=True)
    severity = models.CharField(max_length=10, choices=Severity)
    weight = models.PositiveSmallIntegerField()
    headline = models.CharField(max_length=160)
    text = models.TextField(max_length=4000)
    instruction = models.TextField(max_length=2000, blank=True)
    source = models.CharField(max_length=200)
    bulletin_at = models.DateTimeField(null=True, blank=True)
    bulletin_id = models.CharField(
        max_length=80, null=True, blank=True, unique=True
    )  # of the relayed service
    # codes of the bulletin that name no unit: told beside its areas, so that nobody there takes it for an all-clear
    unknown_areas = ArrayField(models.CharField(max_length=20), default=list, blank=True, db_default=[])
    begins_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    replaces = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    issued_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.CharField(max_length=500, blank=True)
    # while it waits: when its approvers were last told, and how often they were reminded since somebody approved
    told_at = models.DateTimeField(null=True, blank=True)
    reminders = models.PositiveSmallIntegerField(default=0, db_default=0)
    units = models.ManyToManyField(AdminUnit, through="AlertArea", related_name="+")

    objects = AlertQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="citizen_alert_state_known",
                condition=Q(state__in=["waiting", "issued", "replaced", "cancelled"]),
            ),
            models.CheckConstraint(
                name="citizen_alert_level_1_to_5",
                condition=Q(risk_level__isnull=True) | Q(risk_level__gte=1, risk_level__lte=5),
            ),
            models.CheckConstraint(
                name="citizen_alert_ends_after_its_start", condition=Q(expires_at__gt=models.F("begins_at"))
            ),
            models.CheckConstraint(
                name="citizen_alert_issued_has_a_time",
                condition=Q(state__in=["waiting", "cancelled"]) | Q(issued_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["expires_at"], condition=Q(state="issued"), name="citizen_alerts_in_force")
        ]

    def __str__(self) -> str:
        return self.code


class AlertArea(models.Model):
    """A unit of its day for which an alert is meant."""

    alert = models.ForeignKey(Alert, on_delete=models.PROTECT, related_name="areas")
    unit = models.ForeignKey(AdminUnit, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["alert", "unit"], name="citizen_alert_area_once")]

    def __str__(self) -> str:
        return f"{self.unit_id} of {self.alert_id}"


class AlertApproval(models.Model):
    """One of the two persons, neither of them its writer, who let a gravest alert out."""

    alert = models.ForeignKey(Alert, on_delete=models.PROTECT, related_name="approvals")
    officer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["alert", "officer"], name="citizen_alert_approved_once_each")
        ]

    def __str__(self) -> str:
        return f"{self.officer_id} for {self.alert_id}"


class AlertPlace(models.Model):
    """A commune whose alerts an account wants to be told."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(AdminUnit, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "unit"], name="citizen_alert_place_once")]
        indexes = [models.Index(fields=["unit", "user"], name="citizen_alert_place_users")]

    def __str__(self) -> str:
        return f"{self.unit_id} of {self.user_id}"
