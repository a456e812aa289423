import secrets
from typing import Self

from django.db import models

from tinhso.casework.public import Case
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import Agency


def new_feedback_salt() -> bytes:
    return secrets.token_bytes(16)


class FeedbackQuerySet(models.QuerySet["Feedback"]):
    def visible_to(self, actor: Actor) -> Self:
        """Those whose cases this actor takes part in."""
        return self.filter(case__in=Case.objects.visible_to(actor))

    def whole(self) -> Self:
        """With everything that a page of one reads."""
        return self.select_related("case__agency", "case__desk", "case__process", "case__person", "about")

    def published(self) -> Self:
        return self.filter(published_at__isnull=False, case__confidential=False)


class Feedback(models.Model):
    """Phản ánh, kiến nghị về quy định hành chính (NĐ 20/2008): what somebody wrote, what was answered and published.

    State, deadline and responsible agency are the case's. Sender, texts and answers stand here and can be erased.
    `kind` is what the receiving office found; `wished` what the sender ticked. `late_for` is the first of the legal
    times that was missed, "" while none was.
    """

    class Kind(models.TextChoices):
        POLICY = "policy", "Quy định, thủ tục hành chính"
        CONDUCT = "conduct", "Hành vi của cán bộ, công chức, viên chức"

    class LateFor(models.TextChoices):
        REFUSE = "refuse", "Từ chối chậm"
        SUPPLEMENT = "supplement", "Yêu cầu bổ sung chậm"
        SETTLE = "settle", "Trả lời chậm"
        PUBLISH = "publish", "Công khai chậm"

    case = models.OneToOneField(Case, on_delete=models.PROTECT, primary_key=True, related_name="feedback")
    wished = models.CharField(max_length=8, choices=Kind)
    kind = models.CharField(max_length=8, choices=Kind, blank=True)
    sender_name = models.CharField(max_length=200)
    phone = models.CharField(max_length=20)
    email = models.CharField(max_length=120, blank=True)
    address = models.CharField(max_length=300)
    subject = models.CharField(max_length=200)
    text = models.TextField(max_length=4000)
    more = models.TextField(max_length=4000, blank=True)  # what came as a supplement
    about = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    repeats = models.CharField(max_length=60, blank=True)  # the code of an earlier one about the same matter
    answer = models.TextField(max_length=4000, blank=True)
    refuse_by = models.DateTimeField()
    publish_by = models.DateTimeField(null=True, blank=True)
    late_for = models.CharField(max_length=10, choices=LateFor, blank=True)
    published_question = models.TextField(max_length=4000, blank=True)
    published_answer = models.TextField(max_length=4000, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    withheld = models.CharField(max_length=500, blank=True)  # why it is not published
    salt = models.BinaryField(max_length=16, default=new_feedback_salt)

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="citizen_feedback_kind_known",
                condition=models.Q(kind__in=["", "policy", "conduct"], wished__in=["policy", "conduct"]),
            ),
            models.CheckConstraint(
                name="citizen_feedback_late_known",
                condition=models.Q(late_for__in=["", "refuse", "supplement", "settle", "publish"]),
            ),
            models.CheckConstraint(
                name="citizen_feedback_published_or_withheld",
                condition=models.Q(published_at__isnull=True) | models.Q(withheld=""),
            ),
        ]
        indexes = [
            models.Index(
                fields=["-published_at"],
                condition=models.Q(published_at__isnull=False),
                name="citizen_feedback_published",
            )
        ]

    def __str__(self) -> str:
        return f"feedback {self.case_id}"

    @property
    def named_kind(self) -> str:
        """The class that the office found, or while it has not looked the one that the sender ticked."""
        return str(self.Kind(self.kind or self.wished).label)
