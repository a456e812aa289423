from django.db import models
from django.db.models import Q

from tinhso.documents.models.consultation import Consultation
from tinhso.kernel.people.public import User


class CommentAnswer(models.Model):
    """What the drafting agency says to one public comment, or to several that are alike; everybody reads it once published."""

    class Decision(models.TextChoices):
        ADOPTED = "adopted", "Tiếp thu"
        PARTLY = "partly", "Tiếp thu một phần"
        REJECTED = "rejected", "Không tiếp thu"

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="answers")
    decision = models.CharField(max_length=8, choices=Decision)
    text = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decision__in=["adopted", "partly", "rejected"]),
                name="documents_answer_decision_known",
            )
        ]

    def __str__(self) -> str:
        return f"answer {self.pk}"
