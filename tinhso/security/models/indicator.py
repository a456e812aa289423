from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import User
from tinhso.kernel.people.roles import SecurityCoordinator, SecurityOfficer
from tinhso.security.models.duty import SecurityDuty
from tinhso.security.models.intelligence_source import (
    NARROW,
    IntelligenceLoad,
    IntelligenceSource,
    Tlp,
)
from tinhso.security.models.warning_list import WarningList


class IndicatorQuerySet(models.QuerySet["Indicator"]):
    def visible_to(self, actor: Actor, *, on: date) -> Self:
        """All for a coordinator of that day; for a security officer what a source for officers lists."""
        if not actor.is_officer:
            return self.none()
        visible = Q(pk__in=[])
        if actor.holds(SecurityOfficer):
            listed = IndicatorRecord.objects.for_officers().filter(indicator=OuterRef("pk"))
            visible |= Q(Exists(listed))
        if actor.holds(SecurityCoordinator):
            visible |= Q(Exists(SecurityDuty.objects.specialised(actor.agency_id, on)))
        return self.filter(visible)


class Indicator(models.Model):
    """A value that is known as malicious, in its one way of writing, whichever sources list it.

    On a warning list it is held back at load, with the reason; an officer lets it through or discards it.
    """

    class Kind(models.TextChoices):
        NAME = "name", "Tên miền"
        ADDRESS = "address", "Địa chỉ IP"
        NETWORK = "network", "Dải địa chỉ IP"
        URL = "url", "Địa chỉ trang"
        FILE = "file", "Mã băm của tệp"
        EMAIL = "email", "Địa chỉ thư"

    class State(models.TextChoices):
        ACTIVE = "active", "Dùng để đối chiếu"
        HELD_BACK = "held_back", "Giữ lại, chờ quyết định"
        ALLOWED = "allowed", "Cho qua dù có cảnh báo"
        DISCARDED = "discarded", "Đã bỏ"

    code = models.CharField(max_length=16, unique=True)
    kind = models.CharField(max_length=8, choices=Kind)
    value = models.CharField(max_length=2000)
    state = models.CharField(max_length=10, choices=State, default=State.ACTIVE)
    warning = models.CharField(max_length=8, choices=WarningList.Kind, blank=True)
    warning_value = models.CharField(max_length=253, blank=True)
    warning_list = models.ForeignKey(
        WarningList, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(max_length=500, blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    first_loaded_at = models.DateTimeField()

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "value"], name="security_indicator_once"),
            models.CheckConstraint(
                condition=Q(state__in=["active", "held_back", "allowed", "discarded"]),
                name="security_indicator_state_known",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["held_back", "allowed"]) | ~Q(warning=""),
                name="security_indicator_held_why",
            ),
        ]
        indexes = [
            models.Index(fields=["-id"], condition=Q(state="held_back"), name="security_indicator_waiting")
        ]

    def __str__(self) -> str:
        return self.value


class IndicatorRecordQuerySet(models.QuerySet["IndicatorRecord"]):
    def for_officers(self) -> Self:
        """Those that a security officer of any agency may see."""
        return self.filter(source__audience=IntelligenceSource.Audience.OFFICERS).exclude(tlp__in=NARROW)

    def valid_at(self, at: datetime) -> Self:
        """Listed by then and not withdrawn, within the time for which the source says it holds."""
        return self.filter(
            Q(revoked_at=None) | Q(revoked_at__gt=at),
            Q(valid_from=None) | Q(valid_from__lte=at),
            Q(valid_until=None) | Q(valid_until__gt=at),
            first_loaded_at__lte=at,
        )


class IndicatorRecord(models.Model):
    """That a source lists an indicator: what it calls it, how sure it is, for how long, since when and when last.

    `base` is the confidence of the day on which it was last listed: what the source says of this value times the trust in the source.
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="records")
    source = models.ForeignKey(IntelligenceSource, on_delete=models.PROTECT, related_name="records")
    load = models.ForeignKey(  # no index: each list writes it anew in every row
        IntelligenceLoad, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    title = models.CharField(max_length=200, blank=True)
    external_id = models.CharField(max_length=200, blank=True)
    base = models.PositiveSmallIntegerField()
    tlp = models.CharField(max_length=12, choices=Tlp)
    valid_from = models.DateTimeField(null=True, blank=True)
    valid_until = models.DateTimeField(null=True, blank=True)
    first_loaded_at = models.DateTimeField()
    last_loaded_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = IndicatorRecordQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["indicator", "source"], name="security_record_once"),
        ]

    def __str__(self) -> str:
        return f"{self.source_id}: {self.indicator_id}"
