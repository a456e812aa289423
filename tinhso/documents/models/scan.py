from typing import Self

from django.db import models
from django.db.models import Q

from tinhso.documents.models.arriving_document import ArrivingDocument
from tinhso.kernel.events.public import Actor
from tinhso.kernel.files.public import StoredFile
from tinhso.kernel.people.public import Agency, User
from tinhso.kernel.people.roles import Clerk


class ScanQuerySet(models.QuerySet["Scan"]):
    def visible_to(self, actor: Actor) -> Self:
        """Those of the actor's own agency, for its clerk."""
        if not actor.is_officer or not actor.holds(Clerk):
            return self.none()
        return self.filter(agency_id=actor.agency_id)


class Scan(models.Model):
    """A batch of paper that was scanned in one go: the file as it came, never written over, and where its splitting stands.

    A frozen one bears a mark of secrecy: nobody opens its file, no text of it is kept.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Đang tách"
        SPLIT = "split", "Đã tách"
        FAILED = "failed", "Không đọc được"
        FROZEN = "frozen", "Niêm lại vì có dấu mật"

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=State)
    problem = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ScanQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["agency", "-id"], name="documents_scans_of_agency")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "split", "failed", "frozen"]),
                name="documents_scan_state_known",
            ),
            models.CheckConstraint(
                condition=~Q(state="failed") | ~Q(problem=""), name="documents_failed_scan_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"scan {self.pk}"


class ScanPart(models.Model):
    """One document of a scan: its pages, its own file where the scan was cut, the text that was read off it.

    `last_page` is 0 where nothing here counts the pages. `document` is what was registered of it.
    """

    class State(models.TextChoices):
        READING = "reading", "Đang nhận dạng chữ"
        READ = "read", "Đã nhận dạng chữ"
        UNREAD = "unread", "Không có chữ nhận dạng"
        SECRET = "secret", "Có dấu mật"

    scan = models.ForeignKey(Scan, on_delete=models.PROTECT, related_name="parts")
    position = models.PositiveSmallIntegerField()
    first_page = models.PositiveSmallIntegerField()
    last_page = models.PositiveSmallIntegerField()
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=State)
    text = models.TextField(blank=True)
    document = models.OneToOneField(
        ArrivingDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="scan_part"
    )

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["scan", "position"], name="documents_scan_part_once"),
            models.CheckConstraint(
                condition=Q(state__in=["reading", "read", "unread", "secret"]),
                name="documents_scan_part_state_known",
            ),
            models.CheckConstraint(
                condition=~Q(state="secret") | Q(text="", document__isnull=True),
                name="documents_secret_part_holds_nothing",
            ),
        ]

    def __str__(self) -> str:
        return f"part {self.position} of scan {self.scan_id}"
