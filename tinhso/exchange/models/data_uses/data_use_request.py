import secrets
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tinhso.casework.public import Case
from tinhso.kernel.events.public import Actor


def new_request_salt() -> bytes:
    return secrets.token_bytes(16)


class DataUseRequestQuerySet(models.QuerySet["DataUseRequest"]):
    def visible_to(self, actor: Actor) -> Self:
        """Those whose cases this actor takes part in."""
        return self.filter(case__in=Case.objects.visible_to(actor))

    def whole(self) -> Self:
        """With everything that a page of one reads."""
        return self.select_related("case__agency", "case__process", "case__person")


class DataUseRequest(models.Model):
    """Câu hỏi, khiếu nại về một lần dùng dữ liệu cá nhân: what a person asked about one line of the tracker, and the answer.

    The line is a call of the exchange or a reading inside (`call`, `reading`: their ids); `about` is how it was shown then. State and
    answering agency are the case's; `due_at` ends the time for an answer, by the rule of the day when it was sent.
    """

    class Kind(models.TextChoices):
        QUESTION = "question", _("Hỏi vì sao dữ liệu của tôi được dùng")
        COMPLAINT = "complaint", _("Khiếu nại: dữ liệu của tôi bị dùng sai")

    class Finding(models.TextChoices):
        RIGHT = "right", _("Dùng đúng mục đích, đúng thẩm quyền")
        WRONG = "wrong", _("Có sai sót, cơ quan đã khắc phục")
        NOT_OURS = "not_ours", _("Không phải cơ quan này dùng dữ liệu")

    case = models.OneToOneField(
        Case, on_delete=models.PROTECT, primary_key=True, related_name="data_use_request"
    )
    kind = models.CharField(max_length=10, choices=Kind)
    call = models.UUIDField(null=True, blank=True)
    reading = models.BigIntegerField(null=True, blank=True)
    used_at = models.DateTimeField()
    about = models.CharField(max_length=1000, blank=True)
    text = models.TextField(max_length=4000, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    finding = models.CharField(max_length=10, choices=Finding, blank=True)
    answer = models.TextField(max_length=4000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    salt = models.BinaryField(max_length=16, default=new_request_salt)

    objects = DataUseRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="exchange_request_one_line",
                condition=Q(call__isnull=False, reading__isnull=True)
                | Q(call__isnull=True, reading__isnull=False),
            ),
            models.CheckConstraint(
                name="exchange_request_answer_has_a_finding",
                condition=Q(answered_at__isnull=True) | ~Q(finding=""),
            ),
        ]

    def __str__(self) -> str:
        return f"request {self.case_id}"

    @property
    def is_late(self) -> bool:
        """Answered after its time."""
        return bool(self.due_at and self.answered_at and self.answered_at > self.due_at)
