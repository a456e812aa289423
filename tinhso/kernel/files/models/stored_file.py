import uuid
from datetime import datetime

from django.db import models

from tinhso.kernel.files.holder import Owner, owned_by
from tinhso.kernel.people.models import User


class StoredFileQuerySet(models.QuerySet["StoredFile"]):
    def pending(self) -> "StoredFileQuerySet":
        """Still waiting for a scan."""
        return self.filter(state=StoredFile.State.QUARANTINE)

    def owned(self, by: Owner) -> "StoredFileQuerySet":
        """Those of that account, or of the holder of that draft."""
        return self.filter(owned_by(by))

    def in_scope(self, scope: str) -> "StoredFileQuerySet":
        """The files of one draft, dossier or report, as its owner named the scope."""
        return self.filter(scope=scope)

    def unclaimed(self, before: datetime) -> "StoredFileQuerySet":
        """Uploaded before that moment and never attached to anything."""
        return self.filter(claimed_at=None, created_at__lt=before)


class StoredFile(models.Model):
    """A file that somebody gave or that the system made. Its bytes lie in the store under their SHA-256.

    `scope` is a word of the caller (such as `draft:12`) in which files are counted; a `nameless` one belongs to whoever
    holds the ticket of its scope, and names no account. `claimed_at` is set when an action attaches the file, and an
    unclaimed file is purged after two days. `scanner` and `signature`
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
    nameless = models.BooleanField(default=False)
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
            models.CheckConstraint(
                name="files_nameless_names_nobody",
                condition=models.Q(nameless=False) | models.Q(uploaded_by__isnull=True) & ~models.Q(scope=""),
            ),
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
