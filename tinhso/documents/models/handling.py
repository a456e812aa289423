from django.db import models
from django.db.models import Q

from tinhso.casework.public import Case
from tinhso.documents.models.arriving_document import ArrivingDocument
from tinhso.kernel.people.public import User


class HandlingNote(models.Model):
    """What somebody wrote on an arriving document: direction, opinion, report, return, urging; never written over."""

    class Kind(models.TextChoices):
        DIRECTION = "direction", "Ý kiến chỉ đạo"
        OPINION = "opinion", "Ý kiến"
        SUPPORT = "support", "Ý kiến phối hợp"
        REPORT = "report", "Báo cáo kết quả"
        RETURN = "return", "Trả lại"
        URGING = "urging", "Đôn đốc"

    document = models.ForeignKey(ArrivingDocument, on_delete=models.PROTECT, related_name="notes")
    kind = models.CharField(max_length=10, choices=Kind)
    text = models.CharField(max_length=4000)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    post_title = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="documents_handling_note_says_something")
        ]

    def __str__(self) -> str:
        return f"{self.kind} on {self.document_id}"


class DocumentSupport(models.Model):
    """The part of one supporting unit or officer: the details of a case of kind `document_support`."""

    case = models.OneToOneField(
        Case, on_delete=models.PROTECT, primary_key=True, related_name="document_support"
    )
    document = models.ForeignKey(ArrivingDocument, on_delete=models.PROTECT, related_name="supports")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"support {self.pk} of {self.document_id}"
