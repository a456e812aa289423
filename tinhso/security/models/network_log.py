from datetime import date, datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Exists, Q

from tinhso.kernel.events.public import Actor
from tinhso.kernel.files.public import StoredFile
from tinhso.kernel.people.public import Agency, User
from tinhso.kernel.people.roles import SecurityCoordinator
from tinhso.security.models.duty import SecurityDuty
from tinhso.security.models.machine import Machine, OfAgencyQuerySet
from tinhso.security.models.scan_import import ScanImport

REVIEWED_WITHIN = timedelta(days=1)
"""After which the job of a log was lost with its worker."""


class NetworkLogQuerySet(OfAgencyQuerySet):
    def at_fault(self, now: datetime) -> Self:
        """Those that could not be stored, hunted in or reviewed, or of which nobody heard for a day after they were stored."""
        refused = ~Q(refusal="") | ~Q(hunt_refusal="") | ~Q(review_refusal="")
        lost = Q(file__isnull=False, reviewed_at=None, stored_at__lte=now - REVIEWED_WITHIN)
        return self.filter(refused | lost, erased_at=None)


class NetworkLog(models.Model):
    """A network log that is stored to be hunted in until its day: rows and names as Parquet, sealed, read by hunts and openings alone.

    `agency` is whose log it is, None for one that speaks of several. `hunted_at` is the moment up to which every known indicator was
    held against it. `refusal` says why a log could not be stored, `hunt_refusal` and `review_refusal` why the last hunt or review of it
    came to nothing; both are tried again each night. After its day the file goes; the numbers stay.
    """

    code = models.CharField(max_length=16, unique=True)
    scan_import = models.OneToOneField(ScanImport, on_delete=models.PROTECT, related_name="network_log")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    rows = models.PositiveBigIntegerField()
    names = models.PositiveIntegerField(default=0)
    nameless = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    stored_at = models.DateTimeField()
    hunted_at = models.DateTimeField()
    reviewed_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    refusal = models.CharField(max_length=300, blank=True)
    hunt_refusal = models.CharField(max_length=300, blank=True, default="", db_default="")
    review_refusal = models.CharField(max_length=300, blank=True, default="", db_default="")

    objects = NetworkLogQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["ended_at"], condition=Q(file__isnull=False), name="security_log_stored")
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def refusals(self) -> str:
        return " ".join(filter(None, (self.refusal, self.hunt_refusal, self.review_refusal)))


class HuntedIndicator(models.Model):
    """A name or address that was first held against stored logs at `since`: what is newer than a log's `hunted_at` is new to it."""

    kind = models.CharField(max_length=8)
    value = models.CharField(max_length=255)
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "value"], name="security_hunted_once"),
            models.CheckConstraint(
                condition=Q(kind__in=["name", "address", "network"]), name="security_hunted_kind_known"
            ),
        ]
        indexes = [models.Index(fields=["since"], name="security_hunted_since")]

    def __str__(self) -> str:
        return self.value


class SeenDomain(models.Model):
    """That the logs of an agency held a domain, since when and until when: a digest with the key `mark`, which lies in no database. Nobody reads a name out of it."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    mark = models.CharField(max_length=8)
    digest = models.CharField(max_length=32)
    since = models.DateField()
    last_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "mark", "digest"], nulls_distinct=False, name="security_domain_seen_once"
            ),
            models.CheckConstraint(
                condition=Q(last_on__gte=models.F("since")), name="security_domain_seen_in_order"
            ),
        ]
        indexes = [models.Index(fields=["last_on"], name="security_domain_last")]

    def __str__(self) -> str:
        return self.digest


class LogSuspicion(models.Model):
    """What in a stored log a person has to look at: never a finding by itself. `target` is the registered domain or the address that is the
    reason; where no single one is, it is empty. The machine is that of the address at the time."""

    class Kind(models.TextChoices):
        MADE_NAMES = "made_names", "Hỏi nhiều tên không tồn tại, giống do chương trình sinh ra"
        BEACON = "beacon", "Liên lạc đều đặn với nơi hiếm máy nào hỏi"
        LONG_CONNECTION = "long_connection", "Kết nối kéo dài nhiều giờ ra ngoài"
        TUNNEL = "tunnel", "Nhiều tên dài dưới một tên miền"
        FIRST_SEEN = "first_seen", "Hỏi nhiều lần tên miền mới gặp lần đầu"

    class State(models.TextChoices):
        WAITING = "waiting", "Chờ xem xét"
        DISMISSED = "dismissed", "Đã bỏ qua, có lý do"
        FINDING = "finding", "Đã thành điểm yếu"

    code = models.CharField(max_length=16, unique=True)
    network_log = models.ForeignKey(NetworkLog, on_delete=models.PROTECT, related_name="suspicions")
    kind = models.CharField(max_length=16, choices=Kind)
    address = models.CharField(max_length=45)
    machine = models.ForeignKey(Machine, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    target = models.CharField(max_length=255, blank=True)
    score = models.FloatField()
    figures = models.JSONField(default=dict)
    first_seen = models.DateTimeField()
    last_seen = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    reason = models.CharField(max_length=1000, blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = OfAgencyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["network_log", "kind", "address", "target"], name="security_suspicion_once"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["made_names", "beacon", "long_connection", "tunnel", "first_seen"]),
                name="security_suspicion_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting") | Q(decided_at__isnull=False) & ~Q(reason=""),
                name="security_suspicion_decided_why",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "-score", "code"], name="security_suspicion_queue"),
            models.Index(fields=["agency", "state", "-score", "code"], name="security_suspicion_agency"),
        ]

    def __str__(self) -> str:
        return self.code


class LogOpeningQuerySet(models.QuerySet["LogOpening"]):
    def visible_to(self, actor: Actor, *, on: date) -> Self:
        """Those of the officer's agency, for its security officer, coordinator and heads; all for a coordinator of that day."""
        if not actor.is_officer:
            return self.none()
        visible = Q(agency_id=actor.agency_id)
        if actor.holds(SecurityCoordinator):
            visible |= Q(Exists(SecurityDuty.objects.specialised(actor.agency_id, on)))
        return self.filter(visible)


class LogOpening(models.Model):
    """That somebody may read the names for which one address asked within a time: asked for with a case number and a reason, allowed by
    another person, for a few days. `every_agency` is whether a coordinator asked, who sees logs of all."""

    class State(models.TextChoices):
        REQUESTED = "requested", "Chờ người thứ hai"
        APPROVED = "approved", "Được mở"
        REFUSED = "refused", "Không được mở"

    code = models.CharField(max_length=16, unique=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    every_agency = models.BooleanField()
    address = models.CharField(max_length=45)
    since = models.DateTimeField()
    until = models.DateTimeField()
    case_number = models.CharField(max_length=60)
    reason = models.CharField(max_length=1000)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.REQUESTED)
    settled_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField(max_length=1000, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    readings = models.PositiveIntegerField(default=0)

    objects = LogOpeningQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_by=None) | ~Q(settled_by=models.F("by")),
                name="security_opening_by_another",
            ),
            models.CheckConstraint(
                condition=Q(state="requested") | Q(settled_by__isnull=False),
                name="security_opening_settled_by",
            ),
            models.CheckConstraint(
                condition=~Q(state="approved") | Q(expires_at__isnull=False), name="security_opening_ends"
            ),
            models.CheckConstraint(
                condition=Q(until__gt=models.F("since")), name="security_opening_in_order"
            ),
            models.CheckConstraint(
                condition=~Q(case_number="") & ~Q(reason=""), name="security_opening_has_case"
            ),
        ]
        indexes = [models.Index(fields=["agency", "-at"], name="security_opening_agency")]

    def __str__(self) -> str:
        return self.code
