from django.db import models
from django.db.models import Q

from tinhso.kernel.people.public import User
from tinhso.onestop.models.linked_services.linked_part import LinkedPart


class LinkedAnswer(models.Model):
    """What another system answered to a request, as it came, kept whatever becomes of it.

    `held` means that it could not be applied (`error_code` says why) and that somebody, or the other system by repeating it,
    has to try again. `skipped` by nobody: it came too late to change anything.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Vừa đến"
        APPLIED = "applied", "Đã ghi vào hồ sơ"
        HELD = "held", "Chưa nhận được, cần xem"
        SKIPPED = "skipped", "Không dùng đến"

    message_id = models.UUIDField()
    request_key = models.UUIDField()
    kind = models.CharField(max_length=10)  # KetQua or TuChoi
    body = models.JSONField()  # personal: erased with the dossier
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    error_code = models.CharField(max_length=4, blank=True)
    error_text = models.CharField(max_length=300, blank=True)
    received_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    part = models.ForeignKey(
        LinkedPart, on_delete=models.PROTECT, null=True, blank=True, related_name="answers"
    )
    skip_reason = models.CharField(max_length=500, blank=True)
    skipped_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["message_id"], name="onestop_linked_answer_once"),
            models.CheckConstraint(
                name="onestop_linked_answer_state",
                condition=Q(state__in=["waiting", "applied", "held", "skipped"]),
            ),
        ]
        indexes = [
            models.Index(
                fields=["received_at"],
                condition=Q(state__in=["waiting", "held"]),
                name="onestop_linked_answers_open",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.request_key}"
