from datetime import date, datetime
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import Agency, User
from tinhso.kernel.people.roles import SecurityCoordinator, SecurityOfficer
from tinhso.security.models.duty import SecurityDuty
from tinhso.security.models.machine import Machine
from tinhso.security.models.scan_import import ScanImport, UnregisteredMachine
from tinhso.security.models.software_bill import VexStatement

OPEN_STATES = ("open", "reopened", "acknowledged", "reported")
LISTED_FIRST = Q(state__in=OPEN_STATES) | Q(state="mended", mended_at__gt=models.F("due_at"))
"""What the lists of open and of late ones walk: an index of these alone."""


class SecurityFindingQuerySet(models.QuerySet["SecurityFinding"]):
    def visible_to(self, actor: Actor, *, on: date) -> Self:
        """Those of the officer's agency; all, of unregistered machines too, for a coordinator of that day; and those whose risk
        the officer was named to accept.

        Two small queries say which of these hold, so that the lists walk an index: as parts of one OR they read a million rows.
        """
        if not actor.is_officer:
            return self.none()
        if (
            actor.holds(SecurityCoordinator)
            and SecurityDuty.objects.specialised(actor.agency_id, on).exists()
        ):
            return self.all()
        waiting = list(FindingDecision.objects.waiting_for(actor).values_list("finding_id", flat=True))
        visible = Q(pk__in=waiting)
        if actor.holds(SecurityOfficer):
            visible |= Q(agency_id=actor.agency_id)
        return self.filter(visible)

    def still_open(self) -> Self:
        return self.filter(state__in=OPEN_STATES)

    def late(self, at: datetime) -> Self:
        """Still open past the deadline, or mended after it: mending takes nobody off the list of what was late."""
        open_late = Q(state__in=OPEN_STATES, due_at__lt=at)
        return self.filter(open_late | Q(state="mended", mended_at__gt=models.F("due_at")))


class SecurityFinding(models.Model):
    """One weakness of one machine, however many reports show it.

    `weakness` says what it is on whatever machine, `fingerprint` on this one. What reports say decides `mended_at`: the first report after `last_seen` that looked there and did not show it. What people
    decide lies over it (`decision`). `due_at` is fixed when it opens and is never moved by a later rule or report.
    """

    class State(models.TextChoices):
        OPEN = "open", "Chưa khắc phục"
        REOPENED = "reopened", "Xuất hiện lại"
        ACKNOWLEDGED = "acknowledged", "Đã biết, đang xử lý"
        REPORTED = "reported", "Đã báo khắc phục, chờ quét lại"
        MENDED = "mended", "Đã khắc phục"
        FALSE_POSITIVE = "false_positive", "Báo nhầm"
        ACCEPTED = "accepted", "Chấp nhận rủi ro có thời hạn"

    class Kind(models.TextChoices):
        VULNERABILITY = "vulnerability", "Lỗ hổng"
        MISCONFIGURATION = "misconfiguration", "Cấu hình sai"
        MALWARE = "malware", "Mã độc"
        BOTNET = "botnet", "Kết nối tới địa chỉ độc hại"
        INFORMATION = "information", "Thông tin"

    class Severity(models.IntegerChoices):
        CRITICAL = 4, "Nghiêm trọng"
        HIGH = 3, "Cao"
        MEDIUM = 2, "Trung bình"
        LOW = 1, "Thấp"
        INFORMATION = 0, "Thông tin"

    code = models.CharField(max_length=16)
    weakness = models.CharField(max_length=64)
    fingerprint = models.CharField(max_length=64)
    machine = models.ForeignKey(
        Machine, on_delete=models.PROTECT, null=True, blank=True, db_index=False, related_name="findings"
    )
    unregistered = models.ForeignKey(
        UnregisteredMachine,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="findings",
    )
    agency = models.ForeignKey(
        Agency,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="security_findings",
    )
    kind = models.CharField(max_length=16, choices=Kind)
    severity = models.PositiveSmallIntegerField(choices=Severity)
    cvss = models.FloatField(null=True, blank=True)
    cvss_vector = models.CharField(max_length=200, blank=True)
    title = models.CharField(max_length=300)
    rule = models.CharField(max_length=200)
    cves = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    checks = ArrayField(models.CharField(max_length=250), default=list)
    port = models.PositiveIntegerField(null=True, blank=True)
    protocol = models.CharField(max_length=10, blank=True)
    location = models.CharField(max_length=500, blank=True)
    package = models.CharField(max_length=300, blank=True)
    package_version = models.CharField(max_length=100, blank=True)
    description = models.TextField(blank=True)
    solution = models.TextField(blank=True)
    evidence = models.TextField(blank=True)
    folded = models.CharField(max_length=700, blank=True)
    first_seen = models.DateTimeField()
    last_seen = models.DateTimeField()
    times = models.PositiveIntegerField(default=1)
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, blank=True)
    mended_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    reported_at = models.DateTimeField(null=True, blank=True)
    decision = models.CharField(max_length=14, blank=True)
    opened_before = models.BooleanField(default=False)
    state = models.CharField(max_length=14, choices=State, default=State.OPEN)
    level = models.PositiveSmallIntegerField(default=0)
    priority = models.IntegerField(default=0)

    objects = SecurityFindingQuerySet.as_manager()

    class Meta:
        constraints = [  # by these, and not by `unique`: no text is searched by its beginning, so no second index
            models.UniqueConstraint(fields=["code"], name="security_finding_code"),
            models.UniqueConstraint(fields=["fingerprint"], name="security_finding_fingerprint"),
            models.CheckConstraint(
                condition=Q(machine__isnull=True) ^ Q(unregistered__isnull=True),
                name="security_finding_of_one_machine",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=[
                        "open",
                        "reopened",
                        "acknowledged",
                        "reported",
                        "mended",
                        "false_positive",
                        "accepted",
                    ]
                ),
                name="security_finding_state_known",
            ),
            models.CheckConstraint(
                condition=~Q(state="mended") | Q(mended_at__isnull=False),
                name="security_finding_mended_when",
            ),
            models.CheckConstraint(
                condition=Q(last_seen__gte=models.F("first_seen")), name="security_finding_seen_in_order"
            ),
        ]
        indexes = [
            models.Index(fields=["machine", "kind"], name="security_finding_machine"),
            models.Index(fields=["unregistered"], name="security_finding_unknown"),
            models.Index(
                fields=["agency", "state", "-priority", "code"], name="security_finding_agency_queue"
            ),
            models.Index(fields=["state", "-priority", "code"], name="security_finding_queue"),
            models.Index(
                fields=["agency", "-priority", "code"],
                condition=LISTED_FIRST,
                name="security_finding_agency_open",
            ),
            models.Index(fields=["-priority", "code"], condition=LISTED_FIRST, name="security_finding_open"),
            GinIndex(fields=["cves"], name="security_finding_cves"),
            models.Index(fields=["rule"], condition=Q(kind="botnet"), name="security_finding_contact"),
            models.Index(fields=["package"], condition=~Q(package=""), name="security_finding_package"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def in_time(self) -> bool | None:
        """Whether it was mended by its deadline; None while it is not mended, or where it has no deadline."""
        if self.mended_at is None or self.due_at is None:
            return None
        return self.mended_at <= self.due_at


class FindingChange(models.Model):
    """A finding came into a state, when and through what; with the deadline that then held, so that late stays late."""

    finding = models.ForeignKey(
        SecurityFinding, on_delete=models.PROTECT, db_index=False, related_name="changes"
    )
    state = models.CharField(max_length=14, choices=SecurityFinding.State)
    at = models.DateTimeField()
    effective_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, blank=True)
    scan_import = models.ForeignKey(
        ScanImport, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    note = models.CharField(max_length=1000, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["finding", "at"], name="security_change_finding"),
            models.Index(fields=["effective_at"], condition=Q(state="mended"), name="security_change_mended"),
            models.Index(fields=["effective_at"], name="security_change_effective"),
        ]

    def __str__(self) -> str:
        return f"{self.finding_id}, {self.state}"


class FindingDecisionQuerySet(models.QuerySet["FindingDecision"]):
    def waiting_for(self, actor: Actor) -> Self:
        return self.filter(state="proposed", approver_id=actor.user_id or 0)


class FindingDecision(models.Model):
    """What people decide over a finding: with a reason, until a day, and a risk only by another than who proposes it. With `statement` it is what a
    VEX statement says of every such finding, and ends with it."""

    class Kind(models.TextChoices):
        FALSE_POSITIVE = "false_positive", "Báo nhầm"
        ACKNOWLEDGED = "acknowledged", "Đã biết, đang xử lý"
        ACCEPTED = "accepted", "Chấp nhận rủi ro"

    class State(models.TextChoices):
        PROPOSED = "proposed", "Chờ người có thẩm quyền"
        ACTIVE = "active", "Đang có hiệu lực"
        REFUSED = "refused", "Không chấp nhận"
        ENDED = "ended", "Đã hết hiệu lực"

    finding = models.ForeignKey(SecurityFinding, on_delete=models.PROTECT, related_name="decisions")
    kind = models.CharField(max_length=14, choices=Kind)
    state = models.CharField(max_length=8, choices=State)
    reason = models.CharField(max_length=1000)
    expires_on = models.DateField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    approver = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)
    statement = models.ForeignKey(
        VexStatement, on_delete=models.PROTECT, null=True, blank=True, related_name="decisions"
    )

    objects = FindingDecisionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["finding"],
                condition=Q(state__in=["proposed", "active"]),
                name="security_one_decision_a_finding",
            ),
            models.CheckConstraint(
                condition=~Q(kind="accepted") | Q(approver__isnull=False) & ~Q(approver=models.F("by")),
                name="security_risk_accepted_by_another",
            ),
            models.CheckConstraint(
                condition=Q(statement=None) | Q(kind="false_positive"), name="security_statement_says_false"
            ),
        ]
        indexes = [
            models.Index(
                fields=["expires_on"],
                condition=Q(state__in=["proposed", "active"]),
                name="security_decision_expiry",
            ),
            models.Index(
                fields=["approver"], condition=Q(state="proposed"), name="security_decision_waiting"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.finding_id}, {self.kind}"


class FindingYearQuerySet(models.QuerySet["FindingYear"]):
    def without_alarms(self) -> Self:
        """Of machines of the register, without what was held for a false alarm when the year ended."""
        alarm = FindingDecision.objects.filter(
            Q(settled_at__isnull=True) | Q(settled_at__year__gt=OuterRef("year")),
            finding=OuterRef("finding"),
            kind=FindingDecision.Kind.FALSE_POSITIVE,
            at__year__lte=OuterRef("year"),
        )
        return self.filter(~Exists(alarm), finding__machine__isnull=False)


class FindingYear(models.Model):
    """That a finding was seen in a year: when first, when last, in which months. Written once and only ever widened: what was seen stays seen, whatever becomes of the finding.

    Of years before this table the upgrade wrote what was still there. `unclear_months`: it was open then, and nothing says whether it was seen.
    """

    finding = models.ForeignKey(
        SecurityFinding, on_delete=models.PROTECT, db_index=False, related_name="years"
    )
    year = models.PositiveSmallIntegerField()
    first_seen = models.DateTimeField(null=True, blank=True)
    last_seen = models.DateTimeField(null=True, blank=True)
    months = ArrayField(models.PositiveSmallIntegerField(), default=list)
    unclear_months = ArrayField(models.PositiveSmallIntegerField(), default=list, db_default=[])

    objects = FindingYearQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["finding", "year"], name="security_finding_year_once"),
            models.CheckConstraint(
                condition=Q(first_seen__isnull=True, last_seen__isnull=True, months=[])
                & ~Q(unclear_months=[])
                | Q(first_seen__isnull=False, last_seen__gte=F("first_seen")) & ~Q(months=[]),
                name="security_finding_year_says_when",
            ),
        ]
        indexes = [models.Index(fields=["year", "finding"], name="security_finding_year")]

    def __str__(self) -> str:
        return f"{self.finding_id}, {self.year}"
