from django.db import models
from django.db.models import Q

from tinhso.citizen.models.report import Report
from tinhso.kernel.moderation.public import flag_words
from tinhso.kernel.people.public import User


class ReportComment(models.Model):
    """What somebody else wrote under a report; shown once the desk lets it through. Erasable."""

    class State(models.TextChoices):
        PENDING = "pending", "Chờ duyệt"
        SHOWN = "shown", "Đang hiện"
        HIDDEN = "hidden", "Không hiện"

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="comments")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    state = models.CharField(max_length=10, choices=State, default=State.PENDING)
    flags = models.JSONField(default=list, blank=True)
    written_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["written_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="citizen_comment_state_known", condition=Q(state__in=["pending", "shown", "hidden"])
            )
        ]
        indexes = [
            models.Index(
                fields=["written_at"], condition=Q(state="pending"), name="citizen_comments_to_moderate"
            )
        ]

    def __str__(self) -> str:
        return f"Comment {self.pk}"

    @property
    def flag_words(self) -> list[str]:
        """What may be wrong with it, as the desk reads it."""
        return flag_words(self.flags)
