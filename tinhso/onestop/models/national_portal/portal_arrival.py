from django.db import models
from django.db.models import Q

from tinhso.kernel.people.public import User
from tinhso.onestop.models.dossier.dossier import Dossier


class PortalArrival(models.Model):
    """A message from the national portal as it came, kept whatever becomes of it.

    `seq` counts the messages of one national code from 1: a later one waits for those before it. `held` means that it
    could not be applied (`error_code` says why) and that somebody, or the portal by repeating it, has to try again.
    """

    class Kind(models.TextChoices):
        DOSSIER = "HoSo", "Hồ sơ mới"
        SUPPLEMENT = "BoSung", "Bổ sung hồ sơ"
        PAYMENT = "ThanhToan", "Đã nộp phí, lệ phí"
        WITHDRAWAL = "RutHoSo", "Rút hồ sơ"

    class State(models.TextChoices):
        WAITING = "waiting", "Chờ tin trước"
        APPLIED = "applied", "Đã nhận vào hồ sơ"
        HELD = "held", "Chưa nhận được, cần xem"
        SKIPPED = "skipped", "Đã bỏ qua"

    message_id = models.UUIDField()
    national_code = models.CharField(max_length=60)
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind)
    body = models.JSONField()  # personal: erased with the dossier
    digest = models.CharField(max_length=64)  # of the body, to tell a repetition from another message
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    error_code = models.CharField(max_length=4, blank=True)
    error_text = models.CharField(max_length=300, blank=True)
    received_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)  # applied or skipped
    dossier = models.ForeignKey(
        Dossier, on_delete=models.PROTECT, null=True, blank=True, related_name="arrivals"
    )
    skip_reason = models.CharField(max_length=500, blank=True)
    skipped_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["message_id"], name="onestop_arrival_once"),
            models.UniqueConstraint(fields=["national_code", "seq"], name="onestop_arrival_place_once"),
            models.CheckConstraint(
                name="onestop_arrival_state",
                condition=Q(state__in=["waiting", "applied", "held", "skipped"]),
            ),
        ]
        indexes = [
            models.Index(
                fields=["received_at"],
                condition=Q(state__in=["waiting", "held"]),
                name="onestop_arrivals_open",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.national_code}/{self.seq}"
