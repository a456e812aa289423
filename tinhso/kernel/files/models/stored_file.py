import uuid
from datetime import datetime

from django.db import models

from tinhso.kernel.people.models import User


class StoredFileQuerySet(models.QuerySet["StoredFile"]):
    def pending(self) -> "StoredFileQuerySet":
        """Still waiting for a scan."""
        return self.filter(state=StoredFile.State.QUARANTINE)

    def in_scope(self, scope: str) -> "StoredFileQuerySet":
        """The files of one draft, dossier or report, as its owner named the scope."""
        return self.filter(scope=scope)

    def unclaimed(self, before: datetime) -> "StoredFileQuerySet":
        """Uploaded before that moment and never attached to anything."""
        return self.filter(claimed_at=None, created_at__lt=before)


class StoredFile(models.Model):
    """A file that somebody gave or that the system made. Its bytes lie in the store under their SHA-256.

    `scope` is a word of the caller (such as `draft:12`) in which files are counted; `claimed_at` is set when
    an action attaches the file, and an unclaimed file is purged after two days. `scanner` and `signature`
    are for officers and administrators only.
    """

    class State(models.TextChoices):
        QUARANTINE = "quarantine", "Đang kiểm tra"
        CLEAN = "clean", "Đã kiểm tra"
        INFECTED = "infected", "Có mã độc"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.BigIntegerField()
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    state = models.CharField(max_length=12, choices=State, default=State.QUARANTINE)
    scope = models.CharField(max_length=80, blank=True)
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    scanned_at = models.DateTimeField(null=True, blank=True)
    scanner = models.CharField(max_length=20, blank=True)
    signature = models.CharField(max_length=120, blank=True)

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="files_state_known", condition=models.Q(state__in=["quarantine", "clean", "infected"])
            ),
            models.CheckConstraint(name="files_size_positive", condition=models.Q(size__gt=0)),
        ]
        indexes = [
            models.Index(fields=["scope"], condition=~models.Q(scope=""), name="files_by_scope"),
            models.Index(
                fields=["created_at"], condition=models.Q(state="quarantine"), name="files_waiting_for_scan"
            ),
            models.Index(fields=["created_at"], condition=models.Q(claimed_at=None), name="files_unclaimed"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
