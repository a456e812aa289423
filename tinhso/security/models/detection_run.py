from datetime import date
from typing import Self

from django.db import models
from django.db.models import Exists, Q

from tinhso.kernel.events.public import Actor
from tinhso.kernel.files.public import StoredFile
from tinhso.kernel.people.public import Agency, User
from tinhso.kernel.people.roles import SecurityCoordinator, SecurityOfficer
from tinhso.security.models.duty import SecurityDuty


class DetectionRunQuerySet(models.QuerySet["DetectionRun"]):
    def visible_to(self, actor: Actor, *, on: date) -> Self:
        """Those over events of the officer's agency; all, for a coordinator of that day."""
        if not actor.is_officer:
            return self.none()
        visible = Q(pk__in=[])
        if actor.holds(SecurityOfficer):
            visible |= Q(agency_id=actor.agency_id)
        if actor.holds(SecurityCoordinator):
            visible |= Q(Exists(SecurityDuty.objects.specialised(actor.agency_id, on)))
        return self.filter(visible)


class DetectionRun(models.Model):
    """The rules that were on, run over one file of events. The file goes when the run ends: it says what people did.

    `agency` is whose machines the events are of; a coordinator's run without one leaves it to the register. `refused` names rules that could not be run.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Chờ chạy"
        RUNNING = "running", "Đang chạy"
        DONE = "done", "Đã chạy"
        REFUSED = "refused", "Không chạy được"

    code = models.CharField(max_length=16, unique=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    product = models.CharField(max_length=60, blank=True)
    category = models.CharField(max_length=60, blank=True)
    service = models.CharField(max_length=60, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    events = models.PositiveIntegerField(default=0)
    unread = models.PositiveIntegerField(default=0)
    untimed = models.PositiveIntegerField(default=0)
    whole = models.BooleanField(default=True)
    rules = models.PositiveIntegerField(default=0)
    hits = models.PositiveIntegerField(default=0)
    excepted = models.PositiveIntegerField(default=0)
    refused = models.JSONField(default=list, blank=True)
    reasons = models.JSONField(default=list, blank=True)
    refusal = models.CharField(max_length=500, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = DetectionRunQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "running", "done", "refused"]),
                name="security_run_state_known",
            ),
        ]
        indexes = [models.Index(fields=["agency", "-at"], name="security_run_agency")]

    def __str__(self) -> str:
        return self.file_name
