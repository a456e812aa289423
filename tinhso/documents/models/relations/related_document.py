from datetime import date

from django.db import models
from django.db.models import Q

from tinhso.documents.models.arriving_document import ArrivingDocument
from tinhso.documents.models.outgoing_document import OutgoingDocument
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import User


class RelatedDocumentQuerySet(models.QuerySet["RelatedDocument"]):
    def seen_by(self, actor: Actor, *, on: date) -> "RelatedDocumentQuerySet":
        """Those of which the actor may read both sides; to everybody else there are none."""
        outgoing = OutgoingDocument.objects.visible_to(actor, on=on).values("pk")
        arriving = ArrivingDocument.objects.visible_to(actor, on=on).filter(destroyed_at=None).values("pk")
        return self.filter(
            Q(outgoing__in=outgoing) | Q(arriving__in=arriving), document__in=outgoing
        ).select_related(
            "document__case", "document__number", "outgoing__case", "outgoing__number", "arriving__case"
        )


class RelatedDocument(models.Model):
    """A document that the drafter named as related to the draft: one of the agency's own, or one that arrived, which it may answer."""

    class Kind(models.TextChoices):
        ABOUT = "about", "Liên quan"
        ANSWERS = "answers", "Trả lời"

    document = models.ForeignKey(OutgoingDocument, on_delete=models.PROTECT, related_name="relations")
    outgoing = models.ForeignKey(
        OutgoingDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="related_from"
    )
    arriving = models.ForeignKey(
        ArrivingDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="related_from"
    )
    kind = models.CharField(max_length=8, choices=Kind)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = RelatedDocumentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outgoing__isnull=False, arriving__isnull=True)
                | Q(outgoing__isnull=True, arriving__isnull=False),
                name="documents_related_to_one",
            ),
            models.CheckConstraint(
                condition=Q(kind="about") | Q(kind="answers", arriving__isnull=False),
                name="documents_related_kind_known",
            ),
            models.UniqueConstraint(
                fields=["document", "outgoing", "arriving"],
                nulls_distinct=False,
                name="documents_related_once",
            ),
            models.CheckConstraint(
                condition=Q(outgoing__isnull=True) | ~Q(outgoing=models.F("document")),
                name="documents_related_to_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.document_id}"
