from django.db import models
from django.db.models import Q

from tinhso.documents.models.comment_answer import CommentAnswer
from tinhso.documents.models.consultation import Consultation
from tinhso.kernel.moderation.public import flag_words
from tinhso.kernel.people.public import User


class PublicComment(models.Model):
    """What somebody says about a paragraph of a draft under consultation, or about the words of it that are quoted.

    `paragraph` counts the paragraphs of the consultation's version from 1, 0 for the whole. The text is masked before it is
    written; others read it once a moderator let it through. `receipt` opens the page of this one comment to who wrote it.
    """

    class State(models.TextChoices):
        PENDING = "pending", "Chờ duyệt"
        SHOWN = "shown", "Đang hiện"
        HIDDEN = "hidden", "Không hiện"

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="comments")
    paragraph = models.PositiveSmallIntegerField(default=0)
    quote = models.CharField(max_length=500, blank=True)
    text = models.TextField()
    organisation = models.CharField(max_length=200, blank=True)
    author = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    receipt = models.CharField(max_length=32, unique=True)
    client_key = models.UUIDField(null=True, blank=True, unique=True)
    state = models.CharField(max_length=10, choices=State, default=State.PENDING)
    flags = models.JSONField(default=list, blank=True)
    written_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.ForeignKey(
        CommentAnswer, on_delete=models.PROTECT, null=True, blank=True, related_name="comments"
    )

    class Meta:
        ordering = ["written_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["pending", "shown", "hidden"]),
                name="documents_public_comment_state_known",
            ),
            models.CheckConstraint(
                condition=Q(quote="") | Q(paragraph__gte=1), name="documents_quote_has_paragraph"
            ),
            models.CheckConstraint(
                condition=Q(state="pending", decided_at__isnull=True)
                | Q(state__in=["shown", "hidden"], decided_at__isnull=False),
                name="documents_public_comment_decided_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["consultation", "paragraph"], name="documents_comments_by_place"),
            models.Index(
                fields=["written_at"], condition=Q(state="pending"), name="documents_comments_waiting"
            ),
        ]

    def __str__(self) -> str:
        return f"public comment {self.pk}"

    @property
    def flag_words(self) -> list[str]:
        """What may be wrong with it, as the moderator reads it."""
        return flag_words(self.flags)
