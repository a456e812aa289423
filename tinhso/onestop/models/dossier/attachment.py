from typing import Self

from django.db import models
from django.db.models import Q

from tinhso.casework.public import State
from tinhso.kernel.files.public import StoredFile
from tinhso.kernel.papers.public import Paper
from tinhso.kernel.people.public import User
from tinhso.onestop.models.dossier.dossier import Dossier
from tinhso.onestop.models.store.store_entry import StoreEntry


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def unsigned_scans(self) -> Self:
        """What was scanned at a desk and waits for the officer's signature."""
        return self.filter(scanned_by__isnull=False, signed_at=None)

    def at_desk(self, agency_id: int | None) -> Self:
        """Of the dossiers that this desk receives, those that were thrown away left out."""
        received = self.filter(dossier__case__desk_id=agency_id or 0)
        return received.exclude(dossier__case__state=State.WITHDRAWN, dossier__case__submitted_at=None)


class Attachment(models.Model):
    """A file handed in for one of the papers that the procedure asks for; a removed one is erased.

    With `entry` it is a paper of the applicant's store, used again: `file` is then the stored file itself.
    With `scanned_by` an officer scanned it at the desk: unsigned until `signed_at`, after which `file` is the signed
    copy, the paper `copy`, and the unsigned bytes are gone.
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="attachments")
    paper = models.CharField(max_length=60)  # the id of the paper in the procedure's version
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    round = models.PositiveSmallIntegerField(default=0)  # 0 with the dossier, 1 with its supplement
    added_at = models.DateTimeField()
    entry = models.ForeignKey(
        StoreEntry, on_delete=models.PROTECT, null=True, blank=True, related_name="uses"
    )
    scanned_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    copy = models.OneToOneField(Paper, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    signed_at = models.DateTimeField(null=True, blank=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["dossier", "file"], name="onestop_file_once"),
            models.CheckConstraint(
                name="onestop_signed_scan_has_its_copy",
                condition=Q(signed_at=None) | Q(copy__isnull=False, scanned_by__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["dossier"],
                condition=Q(scanned_by__isnull=False, signed_at=None),
                name="onestop_scans_unsigned",
            )
        ]

    def __str__(self) -> str:
        return f"{self.paper} of {self.dossier_id}"
