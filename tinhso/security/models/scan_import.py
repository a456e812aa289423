from datetime import date
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, Q

from tinhso.kernel.events.public import Actor
from tinhso.kernel.files.public import StoredFile
from tinhso.kernel.people.public import Agency, User
from tinhso.kernel.people.roles import SecurityCoordinator, SecurityOfficer
from tinhso.security.models.duty import SecurityDuty
from tinhso.security.models.machine import Machine

LOG_TOOLS = "log_"
"""How the `tool` of a network log begins: `log_bind_dns`."""


class ScanImportQuerySet(models.QuerySet["ScanImport"]):
    def visible_to(self, actor: Actor, *, on: date) -> Self:
        """Those read for the officer's agency; all, those over several agencies too, for a coordinator of that day."""
        if not actor.is_officer:
            return self.none()
        visible = Q(pk__in=[])
        if actor.holds(SecurityOfficer):
            visible |= Q(agency_id=actor.agency_id)
        if actor.holds(SecurityCoordinator):
            visible |= Q(Exists(SecurityDuty.objects.specialised(actor.agency_id, on)))
        return self.filter(visible)


class ScanImport(models.Model):
    """A report of a scanner: the file as it came, what it looked at, how many records it has and what became of them.

    `agency` is whose machines it may speak of; a coordinator's report without one is about all. `observed_at` is the moment of
    the scan as the report gives it. `first_of_file` is False where the same bytes were read before, for another agency.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Chờ đọc"
        READING = "reading", "Đang đọc"
        DONE = "done", "Đã đọc"
        REFUSED = "refused", "Không đọc được"

    code = models.CharField(max_length=16, unique=True)
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="scan_imports"
    )
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    first_of_file = models.BooleanField(default=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    tool = models.CharField(max_length=40, blank=True)
    tool_version = models.CharField(max_length=60, blank=True)
    observed_at = models.DateTimeField(null=True, blank=True)
    ports = models.TextField(blank=True)
    every_port = models.BooleanField(default=False)
    rules = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    every_rule = models.BooleanField(default=False)
    machines = models.PositiveIntegerField(default=0)
    records = models.PositiveIntegerField(default=0)
    new = models.PositiveIntegerField(default=0)
    repeated = models.PositiveIntegerField(default=0)
    closed = models.PositiveIntegerField(default=0)
    skipped = models.PositiveIntegerField(default=0)
    unregistered = models.PositiveIntegerField(default=0)
    rejected_count = models.PositiveIntegerField(default=0)
    rejected = models.JSONField(default=list, blank=True)
    refusal = models.CharField(max_length=500, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = ScanImportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "reading", "done", "refused"]),
                name="security_import_state_known",
            ),
            models.UniqueConstraint(
                fields=["sha256", "agency"],
                condition=~Q(state="refused"),
                nulls_distinct=False,
                name="security_report_read_once",
            ),
        ]
        indexes = [models.Index(fields=["agency", "-at"], name="security_import_agency")]

    def __str__(self) -> str:
        return self.file_name


class UnregisteredMachine(models.Model):
    """A machine of a report that is in no register: its findings wait with it until a coordinator says which machine it is.

    `key` is what the report calls it, the surest first: its hardware address, an address of the network, a name.
    """

    code = models.CharField(max_length=16, unique=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    key = models.CharField(max_length=255)
    addresses = ArrayField(models.CharField(max_length=45), default=list, blank=True)
    mac = models.CharField(max_length=17, blank=True)
    name = models.CharField(max_length=200, blank=True)
    first_seen = models.DateTimeField()
    last_seen = models.DateTimeField()
    machine = models.ForeignKey(
        Machine, on_delete=models.PROTECT, null=True, blank=True, related_name="unregistered_names"
    )
    resolved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "key"],
                condition=Q(machine=None),
                nulls_distinct=False,
                name="security_unregistered_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.key.partition(":")[2]


class ScanCoverage(models.Model):
    """That a report looked at a machine to the end, at `observed_at`: what it does not show there is not there, within its scope."""

    scan_import = models.ForeignKey(ScanImport, on_delete=models.PROTECT, related_name="coverage")
    machine = models.ForeignKey(Machine, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    unregistered = models.ForeignKey(
        UnregisteredMachine, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    observed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(machine__isnull=True) ^ Q(unregistered__isnull=True),
                name="security_coverage_of_one_machine",
            ),
        ]
        indexes = [
            models.Index(fields=["machine", "observed_at"], name="security_coverage_machine"),
            models.Index(fields=["unregistered", "observed_at"], name="security_coverage_unknown"),
        ]

    def __str__(self) -> str:
        return f"{self.machine_id or self.unregistered_id}, {self.observed_at}"
