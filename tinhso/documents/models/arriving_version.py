from django.db import models
from django.db.models import F, Q

from tinhso.documents.models.arriving_document import ArrivingDocument


class ArrivingVersion(models.Model):
    """The sender of an arriving document updated it (edXML type 2): what stood there before, and what stands since.

    `changes` has a pair for each column that changed; files that left or came point to it from `ArrivingFile`. `sent_at` is
    the sender's clock, which says what is newer: one that a newer overtook changes nothing (`applied` is false).
    `origin_id` is the message: the same comes once.
    """

    document = models.ForeignKey(ArrivingDocument, on_delete=models.PROTECT, related_name="versions")
    origin_id = models.CharField(max_length=64)
    reason = models.CharField(max_length=500, blank=True)
    changes = models.JSONField(default=dict)
    applied = models.BooleanField(default=True)
    sent_at = models.DateTimeField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["document", "origin_id"], name="documents_arriving_version_once")
        ]

    def __str__(self) -> str:
        return f"version {self.pk} of {self.document_id}"


class ArrivingReplacement(models.Model):
    """An arriving document that takes the place of another of the same sender (edXML type 3); one is replaced once."""

    document = models.ForeignKey(ArrivingDocument, on_delete=models.PROTECT, related_name="replacements")
    replaced = models.OneToOneField(ArrivingDocument, on_delete=models.PROTECT, related_name="replaced_by")
    reason = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(document=F("replaced")), name="documents_arriving_replacement_other"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.replaced_id} by {self.document_id}"
