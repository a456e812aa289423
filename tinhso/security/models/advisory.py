from datetime import date
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q

from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import Agency, User
from tinhso.kernel.people.roles import Head, SecurityCoordinator, SecurityOfficer
from tinhso.lib.dates import local
from tinhso.security.models.duty import SecurityDuty


class AdvisoryTaskQuerySet(models.QuerySet["AdvisoryTask"]):
    def visible_to(self, actor: Actor, *, on: date) -> Self:
        """Those of the agency, for its security officer and its head; all for a coordinator of that day."""
        if not actor.is_officer:
            return self.none()
        visible = Q(pk__in=[])
        if actor.holds(SecurityOfficer) or actor.holds(Head):
            visible |= Q(agency_id=actor.agency_id)
        if actor.holds(SecurityCoordinator):
            visible |= Q(Exists(SecurityDuty.objects.specialised(actor.agency_id, on)))
        return self.filter(visible)

    def at_work(self) -> Self:
        """Not answered yet, of advisories that nobody withdrew."""
        return self.filter(state__in=OPEN_TASKS, advisory__withdrawn_at__isnull=True)

    def late(self, on: date) -> Self:
        """Still to be answered after the day until which there was time."""
        return self.at_work().filter(advisory__due_on__lt=on)


class SecurityAdvisoryQuerySet(models.QuerySet["SecurityAdvisory"]):
    def visible_to(self, actor: Actor, *, on: date) -> Self:
        """Those that were addressed to somebody whose tasks the actor sees."""
        tasks = AdvisoryTask.objects.visible_to(actor, on=on)
        return self.filter(Exists(tasks.filter(advisory=OuterRef("pk"))))


class SecurityAdvisory(models.Model):
    """Cảnh báo, khuyến cáo of the specialised unit: what is known, what is to be done until when, and by whom. `code` is in addresses."""

    class Kind(models.TextChoices):
        WARNING = "warning", "Cảnh báo"
        RECOMMENDATION = "recommendation", "Khuyến cáo"

    class Severity(models.IntegerChoices):
        CRITICAL = 4, "Nghiêm trọng"
        HIGH = 3, "Cao"
        MEDIUM = 2, "Trung bình"
        LOW = 1, "Thấp"

    class Audience(models.TextChoices):
        EVERY = "every", "Mọi cơ quan"
        MATCHING = "matching", "Cơ quan có máy hoặc điểm yếu khớp"
        CHOSEN = "chosen", "Cơ quan được chọn"

    code = models.CharField(max_length=16, unique=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=14, choices=Kind)
    severity = models.PositiveSmallIntegerField(choices=Severity)
    title = models.CharField(max_length=200)
    number = models.CharField(max_length=60, blank=True)
    product = models.CharField(max_length=100, blank=True)
    cves = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    text = models.CharField(max_length=4000)
    to_do = models.CharField(max_length=4000)
    source_url = models.CharField(max_length=500, blank=True)
    audience = models.CharField(max_length=8, choices=Audience)
    due_on = models.DateField()
    folded = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_why = models.CharField(max_length=1000, blank=True)

    objects = SecurityAdvisoryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(source_url="") | Q(source_url__regex="^https?://[^/]"),
                name="security_advisory_source_on_the_web",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_why=""),
                name="security_advisory_withdrawn_why",
            ),
        ]
        indexes = [models.Index(fields=["-at", "-id"], name="security_advisory_newest")]

    def __str__(self) -> str:
        return self.title


class AdvisoryTask(models.Model):
    """What one agency answers to an advisory. `machines` and `findings` are how many matched when it was addressed; `urged_at` is
    the last time that the specialised unit urged, `returned_why` what it did not accept."""

    class State(models.TextChoices):
        WAITING = "waiting", "Chờ xác nhận"
        ACKNOWLEDGED = "acknowledged", "Đã nhận, đang thực hiện"
        DONE = "done", "Đã thực hiện"
        NOT_AFFECTED = "not_affected", "Không bị ảnh hưởng"

    advisory = models.ForeignKey(SecurityAdvisory, on_delete=models.PROTECT, related_name="tasks")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="advisory_tasks")
    state = models.CharField(max_length=12, choices=State, default=State.WAITING)
    machines = models.PositiveIntegerField(default=0)
    findings = models.PositiveIntegerField(default=0)
    acknowledged_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=2000, blank=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    urged_at = models.DateTimeField(null=True, blank=True)
    returned_at = models.DateTimeField(null=True, blank=True)
    returned_why = models.CharField(max_length=1000, blank=True)

    objects = AdvisoryTaskQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["advisory", "agency"], name="security_one_task_an_agency"),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "acknowledged", "done", "not_affected"]),
                name="security_advisory_task_state_known",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting") | Q(acknowledged_at__isnull=False),
                name="security_advisory_task_acknowledged",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "acknowledged"])
                | (Q(answered_at__isnull=False) & ~Q(reason="")),
                name="security_advisory_task_answer_says_why",
            ),
        ]
        indexes = [
            models.Index(
                fields=["agency"], condition=Q(state__in=["waiting", "acknowledged"]), name="security_advisory_at_work"
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.advisory_id}, {self.agency_id}"

    @property
    def in_time(self) -> bool | None:
        """Whether it was answered by the day; None while it is not answered. The day of the answer is that of Hà Nội."""
        if self.answered_at is None:
            return None
        return local(self.answered_at).date() <= self.advisory.due_on


OPEN_TASKS = (AdvisoryTask.State.WAITING, AdvisoryTask.State.ACKNOWLEDGED)
