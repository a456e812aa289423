from datetime import date
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, Q

from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import User
from tinhso.kernel.people.roles import Head, SecurityCoordinator, SecurityOfficer
from tinhso.security.models.duty import SecurityDuty


class DetectionRuleQuerySet(models.QuerySet["DetectionRule"]):
    def visible_to(self, actor: Actor, *, on: date) -> Self:
        """All versions for coordinators and the head of the specialised unit of that day; those that are on for security officers."""
        if not actor.is_officer:
            return self.none()
        visible = Q(pk__in=[])
        if actor.holds(SecurityOfficer):
            visible |= Q(state=DetectionRule.State.ON)
        if actor.holds(SecurityCoordinator) or actor.holds(Head):
            visible |= Q(Exists(SecurityDuty.objects.specialised(actor.agency_id, on)))
        return self.filter(visible)

    def running(self) -> Self:
        return self.filter(state=DetectionRule.State.ON)


class DetectionRule(models.Model):
    """One version of a Sigma rule as its author wrote it. `key` is the same in all versions: its id, else its title.

    At most one version of a rule is on. One that is not `reported` only serves correlations that refer to it.
    """

    class State(models.TextChoices):
        PENDING = "pending", "Chờ người thứ hai bật"
        ON = "on", "Đang bật"
        OFF = "off", "Đã tắt"

    class Kind(models.TextChoices):
        DETECTION = "detection", "Phát hiện một sự kiện"
        CORRELATION = "correlation", "Tương quan nhiều sự kiện"
        FILTER = "filter", "Bộ lọc chung"

    class Level(models.IntegerChoices):
        CRITICAL = 4, "Nghiêm trọng"
        HIGH = 3, "Cao"
        MEDIUM = 2, "Trung bình"
        LOW = 1, "Thấp"
        INFORMATIONAL = 0, "Thông tin"

    code = models.CharField(max_length=16, unique=True)
    key = models.CharField(max_length=100)
    version = models.PositiveIntegerField(default=1)
    kind = models.CharField(max_length=11, choices=Kind)
    state = models.CharField(max_length=7, choices=State, default=State.PENDING)
    reported = models.BooleanField(default=True)
    title = models.CharField(max_length=256)
    identifier = models.CharField(max_length=100, blank=True)
    name = models.CharField(max_length=200, blank=True)
    level = models.PositiveSmallIntegerField(choices=Level, default=Level.MEDIUM)
    maturity = models.CharField(max_length=12, blank=True)
    author = models.CharField(max_length=1000, blank=True)
    licence = models.CharField(max_length=200, blank=True)
    description = models.TextField(blank=True)
    written_on = models.CharField(max_length=40, blank=True)
    amended_on = models.CharField(max_length=40, blank=True)
    tags = ArrayField(models.CharField(max_length=1000), default=list, blank=True)
    references = ArrayField(models.CharField(max_length=1000), default=list, blank=True)
    false_positives = ArrayField(models.CharField(max_length=1000), default=list, blank=True)
    logsource = models.CharField(max_length=310, blank=True)
    calls = ArrayField(models.CharField(max_length=1000), default=list, blank=True)
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    folded = models.TextField(blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    off_reason = models.CharField(max_length=500, blank=True)

    objects = DetectionRuleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "version"], name="security_rule_version_once"),
            models.UniqueConstraint(
                fields=["key"], condition=Q(state="on"), name="security_rule_one_version_on"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["pending", "on", "off"]), name="security_rule_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state="on") | Q(by=None) | ~Q(by=models.F("decided_by")),
                name="security_rule_on_by_another",
            ),
        ]
        indexes = [models.Index(fields=["state", "-level"], name="security_rule_state")]

    def __str__(self) -> str:
        return self.title
