from django.db import models
from django.db.models import F, Q

from tinhso.documents.models.outgoing_document import OutgoingDocument
from tinhso.kernel.people.public import User


class DocumentUpdate(models.Model):
    """What an issued document says of itself was changed, or its accompanying files were: the signed paper stays as it is.

    `number` orders those of a document; each row holds what stood before and what stands since. Files point to it from
    `AttachedFile`. The receivers are told by a message of edXML's type 2.
    """

    document = models.ForeignKey(OutgoingDocument, on_delete=models.PROTECT, related_name="updates")
    client_key = models.UUIDField()
    number = models.PositiveSmallIntegerField()
    subject = models.CharField(max_length=500)
    urgency = models.CharField(max_length=12, choices=OutgoingDocument.Urgency, blank=True)
    answer_by = models.DateField(null=True, blank=True)
    former_subject = models.CharField(max_length=500)
    former_urgency = models.CharField(max_length=12, choices=OutgoingDocument.Urgency, blank=True)
    former_answer_by = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="documents_update_place"),
            models.UniqueConstraint(fields=["document", "client_key"], name="documents_update_once"),
            models.CheckConstraint(
                condition=Q(number__gte=1) & ~Q(reason="") & ~Q(subject=""), name="documents_update_whole"
            ),
            models.CheckConstraint(
                condition=Q(urgency__in=["", "khan", "thuong_khan", "hoa_toc"])
                & Q(former_urgency__in=["", "khan", "thuong_khan", "hoa_toc"]),
                name="documents_update_urgency_known",
            ),
        ]

    def __str__(self) -> str:
        return f"update {self.number} of {self.document_id}"


class DocumentReplacement(models.Model):
    """An issued document takes the place of another of the same agency; one document is replaced once.

    The receivers of the replaced one are told by a message of edXML's type 3, which carries the document that replaces it.
    """

    document = models.ForeignKey(OutgoingDocument, on_delete=models.PROTECT, related_name="replacements")
    replaced = models.OneToOneField(OutgoingDocument, on_delete=models.PROTECT, related_name="replaced_by")
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(document=F("replaced")), name="documents_replacement_whole"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.replaced_id} by {self.document_id}"
