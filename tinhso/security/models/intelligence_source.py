from datetime import date
from typing import Self

from django.db import models
from django.db.models import Exists, Q

from tinhso.kernel.events.public import Actor
from tinhso.kernel.files.public import StoredFile
from tinhso.kernel.people.public import User
from tinhso.kernel.people.roles import SecurityCoordinator, SecurityOfficer
from tinhso.security.models.duty import SecurityDuty


class Tlp(models.TextChoices):
    """How far it may be handed on (TLP 2.0)."""

    CLEAR = "clear", "TLP:CLEAR – công khai"
    GREEN = "green", "TLP:GREEN – trong cộng đồng"
    AMBER = "amber", "TLP:AMBER – trong tổ chức và đơn vị phục vụ"
    AMBER_STRICT = "amber_strict", "TLP:AMBER+STRICT – chỉ trong tổ chức"
    RED = "red", "TLP:RED – chỉ người nhận"


NARROW = (Tlp.AMBER_STRICT, Tlp.RED)
"""What coordinators alone may see."""


class IntelligenceSourceQuerySet(models.QuerySet["IntelligenceSource"]):
    def visible_to(self, actor: Actor, *, on: date) -> Self:
        """All for a coordinator of that day; those for security officers for each of them."""
        if not actor.is_officer:
            return self.none()
        visible = Q(pk__in=[])
        if actor.holds(SecurityOfficer):
            visible |= Q(audience=IntelligenceSource.Audience.OFFICERS)
        if actor.holds(SecurityCoordinator):
            visible |= Q(Exists(SecurityDuty.objects.specialised(actor.agency_id, on)))
        return self.filter(visible)


class IntelligenceSource(models.Model):
    """Who gives lists of indicators: under which licence, from where and how often, how far they may be handed on, how much they are trusted.

    `key_name` names the key of the instance's settings by which one signs in there; the key itself lies in no table. `added_until` is how
    far a server of TAXII was read. What a source without `fades` lists is as sure after a year as on the first day.
    """

    class Kind(models.TextChoices):
        UPLOAD = "upload", "Nạp tệp bằng tay"
        FILE = "file", "Tệp ở một địa chỉ (danh sách, CSV, MISP, STIX, KEV, EPSS)"
        TAXII = "taxii", "Máy chủ TAXII 2.1"

    class Audience(models.TextChoices):
        COORDINATORS = "coordinators", "Chỉ đơn vị chuyên trách"
        OFFICERS = "officers", "Cán bộ an toàn thông tin mọi cơ quan"

    code = models.CharField(max_length=16, unique=True)
    name = models.CharField(max_length=150)
    licence = models.CharField(max_length=200)
    kind = models.CharField(max_length=8, choices=Kind)
    address = models.CharField(max_length=2000, blank=True)
    collection = models.CharField(max_length=200, blank=True)
    key_name = models.CharField(max_length=40, blank=True)
    hours = models.PositiveSmallIntegerField(null=True, blank=True)
    tlp = models.CharField(max_length=12, choices=Tlp)
    audience = models.CharField(max_length=12, choices=Audience)
    trust = models.PositiveSmallIntegerField()
    fades = models.BooleanField(default=True)
    added_until = models.DateTimeField(null=True, blank=True)
    loaded_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    objects = IntelligenceSourceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["name"], condition=Q(ended_at=None), name="security_source_name_once"
            ),
            models.CheckConstraint(condition=Q(trust__gte=1, trust__lte=100), name="security_source_trust"),
            models.CheckConstraint(
                condition=~Q(tlp__in=["amber_strict", "red"]) | Q(audience="coordinators"),
                name="security_source_audience",
            ),
            models.CheckConstraint(
                condition=Q(kind="upload") ^ ~Q(address=""), name="security_source_address"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class IntelligenceLoad(models.Model):
    """One list of a source: sent in as a file or fetched by a job, how far that is, what became of its records."""

    class State(models.TextChoices):
        WAITING = "waiting", "Chờ đọc"
        READING = "reading", "Đang đọc"
        DONE = "done", "Đã đọc"
        REFUSED = "refused", "Không đọc được"

    code = models.CharField(max_length=16, unique=True)
    source = models.ForeignKey(IntelligenceSource, on_delete=models.PROTECT, related_name="loads")
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    file_name = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    progress = models.PositiveIntegerField(default=0)
    format = models.CharField(max_length=12, blank=True)
    records = models.PositiveIntegerField(default=0)
    new = models.PositiveIntegerField(default=0)
    repeated = models.PositiveIntegerField(default=0)
    held_back = models.PositiveIntegerField(default=0)
    revoked = models.PositiveIntegerField(default=0)
    skipped = models.PositiveIntegerField(default=0)
    rejected_count = models.PositiveIntegerField(default=0)
    rejected = models.JSONField(default=list, blank=True)
    refusal = models.CharField(max_length=500, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "reading", "done", "refused"]),
                name="security_load_state_known",
            ),
            models.UniqueConstraint(
                fields=["source"],
                condition=Q(state__in=["waiting", "reading"], file=None),
                name="security_fetch_one_at_a_time",
            ),
        ]
        indexes = [models.Index(fields=["source", "-at"], name="security_load_source")]

    def __str__(self) -> str:
        return self.file_name or self.code
