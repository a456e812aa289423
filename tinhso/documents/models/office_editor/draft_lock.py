from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from tinhso.documents.models.outgoing_document import OutgoingDocument
from tinhso.kernel.files.public import StoredFile
from tinhso.kernel.people.public import User

LONGEST_LOCK = 1024
"""Characters of a lock's name (WOPI, SupportsExtendedLockLength)."""


class DraftLockQuerySet(models.QuerySet["DraftLock"]):
    def at(self, now: datetime) -> Self:
        """Those that hold at that moment."""
        return self.filter(expires_at__gt=now)


class DraftLock(models.Model):
    """A draft is open in the office suite: nobody writes it elsewhere until the suite closes it, or until half an hour
    after it was last heard of. `base` is the version that the suite opened, `version` the newest that it wrote."""

    document = models.OneToOneField(OutgoingDocument, on_delete=models.PROTECT, related_name="lock")
    name = models.CharField(max_length=LONGEST_LOCK)
    officer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    base = models.PositiveIntegerField()
    version = models.PositiveIntegerField()
    at = models.DateTimeField()
    expires_at = models.DateTimeField()

    objects = DraftLockQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="documents_lock_has_a_name"),
            models.CheckConstraint(
                condition=Q(version__gte=models.F("base")), name="documents_lock_version_after_its_base"
            ),
        ]

    def __str__(self) -> str:
        return f"lock of {self.document_id}"


class EditorSave(models.Model):
    """What the office suite saved and no version could be made of, with the reason: the bytes stay until somebody made a
    version of them and drops them. One an officer and draft: the next such save takes its place."""

    document = models.ForeignKey(OutgoingDocument, on_delete=models.PROTECT, related_name="editor_saves")
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=1000)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["document", "by"], name="documents_one_editor_save_each")
        ]

    def __str__(self) -> str:
        return f"save {self.pk} of {self.document_id}"
