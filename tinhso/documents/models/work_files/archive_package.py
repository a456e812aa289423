from django.db import models
from django.db.models import Q

from tinhso.documents.models.work_files.work_file import WorkFile
from tinhso.kernel.files.public import StoredFile
from tinhso.kernel.people.public import User


class ArchivePackage(models.Model):
    """A file of work as one package (E-ARK SIP) for the historical archive, and what the archive said when it received it.

    `contents` names each file of the package: path, title, size, SHA-256, format, and whether archives take that format as it is.
    """

    class State(models.TextChoices):
        ASKED = "asked", "Đang lập"
        BUILT = "built", "Đã lập"
        FAILED = "failed", "Không lập được"
        RECEIVED = "received", "Lưu trữ lịch sử đã nhận"

    work_file = models.ForeignKey(WorkFile, on_delete=models.PROTECT, related_name="packages")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=8, choices=State)
    problem = models.CharField(max_length=500, blank=True)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    built_at = models.DateTimeField(null=True, blank=True)
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    contents = models.JSONField(default=list)
    receiver = models.CharField(max_length=200, blank=True)
    receipt = models.CharField(max_length=120, blank=True)
    received_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["work_file", "number"], name="documents_package_number_once"),
            models.UniqueConstraint(
                fields=["work_file"], condition=Q(state="asked"), name="documents_one_package_asked"
            ),
            models.UniqueConstraint(
                fields=["work_file"], condition=Q(state="received"), name="documents_one_package_received"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["asked", "built", "failed", "received"]),
                name="documents_package_state_known",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["built", "received"], file__isnull=False, built_at__isnull=False)
                | Q(state__in=["asked", "failed"], file__isnull=True),
                name="documents_built_package_has_file",
            ),
            models.CheckConstraint(
                condition=~Q(state="received")
                | (Q(received_on__isnull=False) & ~Q(receiver="") & ~Q(receipt="")),
                name="documents_received_package_has_receipt",
            ),
            models.CheckConstraint(
                condition=~Q(state="failed") | ~Q(problem=""), name="documents_failed_package_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"package {self.number} of work file {self.work_file_id}"

    @property
    def code(self) -> str:
        """The package's name for ever, and that of its folder."""
        return f"TINHSO-HS-{self.work_file_id}-{self.number}"
