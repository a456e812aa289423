import secrets
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from tinhso.casework.public import Case
from tinhso.kernel.events.public import Actor
from tinhso.opendata.models.dataset import Dataset


def new_question_salt() -> bytes:
    return secrets.token_bytes(16)


class DataQuestionQuerySet(models.QuerySet["DataQuestion"]):
    def visible_to(self, actor: Actor) -> Self:
        """Those whose cases this actor takes part in."""
        return self.filter(case__in=Case.objects.visible_to(actor))

    def whole(self) -> Self:
        """With everything that a page of one reads."""
        return self.select_related("case__agency", "case__process", "case__person", "dataset")

    def published(self) -> Self:
        """Answered in public, the newest first."""
        return self.filter(published_at__isnull=False).order_by("-published_at", "-pk")


class DataQuestion(models.Model):
    """Câu hỏi về một bộ dữ liệu, or without `dataset` a request for data that are not there (yêu cầu dữ liệu).

    State and responsible agency are the case's. What somebody wrote and what was answered stands here and can be
    erased; what the public reads (`published_…`) was written anew without who asked. `due_at` ends the time for an
    answer, by the rule of the day when it was asked.
    """

    class Refusal(models.TextChoices):
        SECRET = "secret", _("Thuộc bí mật nhà nước hoặc thông tin không được cung cấp")
        PERSONAL = "personal", _("Có dữ liệu cá nhân, bí mật kinh doanh của người khác")
        NOT_HELD = "not_held", _("Cơ quan của tỉnh không có dữ liệu này")
        NOT_LISTED = "not_listed", _("Dữ liệu chưa có trong danh mục dữ liệu mở")
        ELSEWHERE = "elsewhere", _("Thuộc thủ tục khác, không phải câu hỏi về dữ liệu mở")
        UNCLEAR = "unclear", _("Nội dung chưa rõ, không xác định được dữ liệu cần hỏi")

    case = models.OneToOneField(
        Case, on_delete=models.PROTECT, primary_key=True, related_name="data_question"
    )
    dataset = models.ForeignKey(
        Dataset, on_delete=models.PROTECT, null=True, blank=True, related_name="questions"
    )
    subject = models.CharField(max_length=200)
    text = models.TextField(max_length=4000)
    due_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(max_length=4000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    refusal = models.CharField(max_length=12, choices=Refusal, blank=True)
    refusal_text = models.TextField(max_length=4000, blank=True)
    published_question = models.TextField(max_length=4000, blank=True)
    published_answer = models.TextField(max_length=4000, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    salt = models.BinaryField(max_length=16, default=new_question_salt)

    objects = DataQuestionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="opendata_question_refusal_known",
                condition=models.Q(
                    refusal__in=["", "secret", "personal", "not_held", "not_listed", "elsewhere", "unclear"]
                ),
            ),
            models.CheckConstraint(
                name="opendata_question_published_whole",
                condition=models.Q(published_at__isnull=True)
                | ~models.Q(published_question="") & ~models.Q(published_answer=""),
            ),
        ]
        indexes = [models.Index(fields=["-published_at"], name="opendata_question_published")]

    def __str__(self) -> str:
        return f"question {self.case_id}"

    @property
    def is_late(self) -> bool:
        """Answered after its time."""
        return bool(self.due_at and self.answered_at and self.answered_at > self.due_at)
