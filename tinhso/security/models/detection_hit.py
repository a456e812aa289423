from datetime import date
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, Q

from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import Agency, User
from tinhso.kernel.people.roles import SecurityCoordinator, SecurityOfficer
from tinhso.security.models.detection_rule import DetectionRule
from tinhso.security.models.detection_run import DetectionRun
from tinhso.security.models.duty import SecurityDuty
from tinhso.security.models.machine import Machine
from tinhso.security.models.security_finding import SecurityFinding


class AgencyRowsQuerySet(models.QuerySet[models.Model]):
    def visible_to(self, actor: Actor, *, on: date) -> Self:
        """Those of the officer's agency; all, of machines that are in no register too, for a coordinator of that day."""
        if not actor.is_officer:
            return self.none()
        visible = Q(pk__in=[])
        if actor.holds(SecurityOfficer):
            visible |= Q(agency_id=actor.agency_id)
        if actor.holds(SecurityCoordinator):
            visible |= Q(Exists(SecurityDuty.objects.specialised(actor.agency_id, on)))
        return self.filter(visible)


class DetectionException(models.Model):
    """A rule that is a false alarm on a machine of an agency, why, and until which day: until then its hits there wait for nobody."""

    code = models.CharField(max_length=16, unique=True)
    rule_key = models.CharField(max_length=100)
    title = models.CharField(max_length=256)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    machine_name = models.CharField(max_length=255)
    reason = models.CharField(max_length=1000)
    expires_on = models.DateField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = AgencyRowsQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["rule_key", "agency", "machine_name"],
                condition=Q(ended_at=None),
                nulls_distinct=False,
                name="security_exception_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.machine_name}"


class DetectionHit(models.Model):
    """What one rule found on one machine in one file: how often, from when to when, and the fields of the first times.

    Names of persons and secrets are struck out before they come here. It waits until somebody decides; nothing follows by itself.
    """

    class State(models.TextChoices):
        NEW = "new", "Chờ xem xét"
        EXCEPTED = "excepted", "Thuộc ngoại lệ"
        FALSE_ALARM = "false_alarm", "Báo nhầm"
        FINDING = "finding", "Đã ghi thành điểm yếu"

    code = models.CharField(max_length=16, unique=True)
    run = models.ForeignKey(DetectionRun, on_delete=models.PROTECT, related_name="found")
    rule = models.ForeignKey(DetectionRule, on_delete=models.PROTECT, related_name="hits")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    machine = models.ForeignKey(Machine, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    machine_name = models.CharField(max_length=255, blank=True)
    machines = ArrayField(models.CharField(max_length=255), default=list, blank=True)
    first_at = models.DateTimeField(null=True, blank=True)
    last_at = models.DateTimeField(null=True, blank=True)
    times = models.PositiveIntegerField(default=1)
    events = models.PositiveIntegerField(default=1)
    samples = models.JSONField(default=list, blank=True)
    level = models.PositiveSmallIntegerField(choices=DetectionRule.Level, default=DetectionRule.Level.MEDIUM)
    state = models.CharField(max_length=11, choices=State, default=State.NEW)
    at = models.DateTimeField()
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=1000, blank=True)
    exception = models.ForeignKey(
        DetectionException, on_delete=models.PROTECT, null=True, blank=True, related_name="hits"
    )
    finding = models.ForeignKey(
        SecurityFinding, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = AgencyRowsQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["new", "excepted", "false_alarm", "finding"]),
                name="security_hit_state_known",
            ),
            models.CheckConstraint(
                condition=~Q(state="finding") | Q(finding__isnull=False), name="security_hit_has_its_finding"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "-level", "-at"], name="security_hit_queue"),
            models.Index(fields=["agency", "state"], name="security_hit_agency"),
        ]

    def __str__(self) -> str:
        return f"{self.rule_id}, {self.machine_name}"
