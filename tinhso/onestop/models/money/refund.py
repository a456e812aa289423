from django.db import models
from django.db.models import F, Q

from tinhso.kernel.people.public import User
from tinhso.onestop.models.money.payment import Payment


class Refund(models.Model):
    """Money on its way back: one officer asks with a reason, another approves, the bank pays. Whole đồng."""

    class State(models.TextChoices):
        ASKED = "asked", "Chờ duyệt hoàn"
        APPROVED = "approved", "Đã duyệt, chờ ngân hàng"
        PAID = "paid", "Đã hoàn cho người nộp"
        REFUSED = "refused", "Không hoàn"

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="refunds")
    state = models.CharField(max_length=8, choices=State, default=State.ASKED)
    amount = models.PositiveBigIntegerField()
    reason = models.CharField(max_length=500)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    bank_ref = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="onestop_refund_is_some_money"),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("asked_by")),
                name="onestop_refund_needs_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(state="asked") | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="onestop_refund_decided_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["payment"], condition=~Q(state="refused"), name="onestop_one_refund_a_payment"
            ),
        ]

    def __str__(self) -> str:
        return f"Refund {self.pk}"
