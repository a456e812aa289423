from django.db import models
from django.db.models import F, Q

from tinhso.documents.models.outgoing_document import OutgoingDocument
from tinhso.kernel.people.public import Post, User


class ChangeOrderQuerySet(models.QuerySet["ChangeOrder"]):
    def open(self) -> "ChangeOrderQuerySet":
        return self.filter(done_at=None, dropped_at=None)


class ChangeOrder(models.Model):
    """That a signed and issued document is recalled, replaced or corrected (NĐ 30/2020/NĐ-CP, Điều 18 khoản 3 và 4): ordered by
    its signer or the head of the agency, carried out by the clerk through another issued document (`letter`): the numbered
    notice of the recall, the document that replaces it, the official letter that corrects it."""

    class Kind(models.TextChoices):
        RECALL = "recall", "Thu hồi"
        REPLACE = "replace", "Thay thế"
        CORRECT = "correct", "Đính chính"

    document = models.ForeignKey(OutgoingDocument, on_delete=models.PROTECT, related_name="change_orders")
    kind = models.CharField(max_length=7, choices=Kind)
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    letter = models.ForeignKey(
        OutgoingDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="carries_out"
    )
    done_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)

    objects = ChangeOrderQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["document"],
                condition=Q(done_at=None, dropped_at=None),
                name="documents_one_open_order",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["recall", "replace", "correct"]) & ~Q(reason=""),
                name="documents_order_whole",
            ),
            models.CheckConstraint(
                condition=Q(done_at=None, done_by=None, letter=None)
                | Q(done_at__isnull=False, done_by__isnull=False, letter__isnull=False, dropped_at=None)
                & ~Q(letter=F("document")),
                name="documents_order_done_by_a_letter",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.document_id}"


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
