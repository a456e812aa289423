from django.db import models
from django.db.models import Q

from tinhso.documents.models.arriving_document import ArrivingDocument
from tinhso.kernel.people.public import User


class TakeBack(models.Model):
    """A sender wants an arriving document back: asked for (13), which may be declined, or recalled, which binds the receiver.

    What is kept here outlives the document itself (NĐ 30/2020, phụ lục VI, III.8c). `origin_id` is the message.
    """

    class Kind(models.TextChoices):
        ASKED = "asked", "Yêu cầu lấy lại"
        RECALL = "recall", "Thu hồi"

    class Answer(models.TextChoices):
        WAITING = "", "Chờ xử lý"
        AGREED = "agreed", "Đã hủy văn bản"
        DECLINED = "declined", "Không đồng ý"

    document = models.ForeignKey(ArrivingDocument, on_delete=models.PROTECT, related_name="take_backs")
    kind = models.CharField(max_length=6, choices=Kind)
    origin_id = models.CharField(max_length=64)
    reason = models.CharField(max_length=500, blank=True)
    issuer_name = models.CharField(max_length=200)
    issuer_ident = models.CharField(max_length=35)
    document_ident = models.CharField(max_length=120, blank=True)
    full_number = models.CharField(max_length=90, blank=True)
    dated = models.DateField(null=True, blank=True)
    at = models.DateTimeField()
    answer = models.CharField(max_length=8, choices=Answer, blank=True, default=Answer.WAITING)
    answer_reason = models.CharField(max_length=500, blank=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["document", "origin_id"], name="documents_take_back_came_once"),
            models.CheckConstraint(
                condition=Q(kind="asked") | Q(kind="recall") & ~Q(answer="declined"),
                name="documents_recall_binds",
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None, answered_by=None)
                | Q(answer="agreed", answered_at__isnull=False, answered_by__isnull=False)
                | Q(answer="declined", answered_at__isnull=False, answered_by__isnull=False)
                & ~Q(answer_reason=""),
                name="documents_take_back_answer_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["document_ident"], name="documents_take_back_ident"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.document_id}"
