import secrets
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tinhso.casework.public import Case
from tinhso.kernel.events.public import Actor
from tinhso.press.models.article import Article


def new_issue_salt() -> bytes:
    return secrets.token_bytes(16)


class PressIssueQuerySet(models.QuerySet["PressIssue"]):
    def visible_to(self, actor: Actor) -> Self:
        """Those whose cases this actor takes part in."""
        return self.filter(case__in=Case.objects.visible_to(actor))

    def published(self) -> Self:
        """What everybody may read, the newest first."""
        return self.filter(published_at__isnull=False).order_by("-published_at", "-pk")


class PressIssue(models.Model):
    """Vấn đề báo chí nêu: a journalist's question, or what one article or several of outlets tell of the province.

    State, responsible agency and clock are the case's. What everybody reads (`published_…`) was written anew. There is no
    column for who wrote an article, and none for what somebody thinks of it.
    """

    class Origin(models.TextChoices):
        QUESTION = "question", _("Câu hỏi của nhà báo")
        ARTICLE = "article", _("Nội dung báo chí nêu")
        FORWARDED = "forwarded", _("Ý kiến công dân do báo chuyển")
        COMPLAINT = "complaint", _("Khiếu nại, tố cáo do báo chuyển")
        APPOINTMENT = "appointment", _("Nhà báo xin gặp, làm việc")

    ASKED = ("question", "appointment")
    """What a journalist sends by the form; nothing of it was reported anywhere, so it needs no evidence."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, primary_key=True, related_name="press_issue")
    origin = models.CharField(max_length=12, choices=Origin)
    subject = models.CharField(max_length=200)
    text = models.TextField(max_length=4000)
    finding = models.TextField(max_length=4000, blank=True)
    verified_at = models.DateTimeField(null=True, blank=True)
    form = models.CharField(max_length=20, blank=True)
    answer = models.TextField(max_length=4000, blank=True)
    measures = models.TextField(max_length=4000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    refusal = models.CharField(max_length=20, blank=True)
    refusal_text = models.TextField(max_length=2000, blank=True)
    published_subject = models.CharField(max_length=200, blank=True)
    published_answer = models.TextField(max_length=4000, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    article = models.ForeignKey(
        Article, on_delete=models.PROTECT, null=True, blank=True, related_name="press_issues"
    )
    salt = models.BinaryField(max_length=16, default=new_issue_salt)

    objects = PressIssueQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="press_issue_origin_known",
                condition=Q(origin__in=["question", "article", "forwarded", "complaint", "appointment"]),
            ),
            models.CheckConstraint(
                name="press_issue_answered_whole",
                condition=Q(answered_at__isnull=True) | ~Q(answer="") & ~Q(form="") | ~Q(refusal=""),
            ),
            models.CheckConstraint(
                name="press_issue_published_whole",
                condition=Q(published_at__isnull=True)
                | Q(answered_at__isnull=False, refusal="")
                & ~Q(published_subject="")
                & ~Q(published_answer=""),
            ),
        ]
        indexes = [models.Index(fields=["-published_at"], name="press_issue_published")]

    def __str__(self) -> str:
        return f"press issue {self.case_id}"

    @property
    def is_asked(self) -> bool:
        """Whether a journalist sent it by the form."""
        return self.origin in self.ASKED
