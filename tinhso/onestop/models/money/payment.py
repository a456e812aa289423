from typing import Any

from django.db import models
from django.db.models import F, Q

from tinhso.casework.public import Conflict
from tinhso.kernel.people.public import Agency, User
from tinhso.onestop.models.money.fee_charge import FeeCharge


class Payment(models.Model):
    """Money that came in, by whatever way; never deleted. `amount` is whole đồng.

    `finding` says what was odd about it; what is `waiting` needs the cashier. A payment whose transfer named no code
    of ours has no charge until the cashier matches it. `memo` is what the payer typed and may be personal.
    """

    class Channel(models.TextChoices):
        VIETQR = "vietqr", "Chuyển khoản VietQR"
        CASH = "cash", "Tiền mặt tại quầy"
        NATIONAL_PORTAL = "dvcqg", "Cổng Dịch vụ công quốc gia"
        OTHER = "other", "Thẻ, cách khác"

    class State(models.TextChoices):
        COUNTED = "counted", "Đã ghi nhận"
        WAITING = "waiting", "Chờ thu ngân xử lý"
        REFUNDED = "refunded", "Đã hoàn"

    class Finding(models.TextChoices):
        EXACT = "exact", "Đúng số tiền"
        SHORT = "short", "Thiếu tiền"
        OVER = "over", "Thừa tiền"
        TWICE = "twice", "Nộp lần nữa khi đã đủ"
        LATE = "late", "Hồ sơ đã kết thúc"
        EXPIRED = "expired", "Quá hạn của mã thanh toán"
        EARLY = "early", "Nộp khi chưa xác định mức thu"
        UNKNOWN = "unknown", "Không rõ nộp cho hồ sơ nào"

    charge = models.ForeignKey(
        FeeCharge, on_delete=models.PROTECT, null=True, blank=True, related_name="payments"
    )
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=8, choices=Channel)
    state = models.CharField(max_length=8, choices=State)
    finding = models.CharField(max_length=8, choices=Finding)
    amount = models.PositiveBigIntegerField()
    bank_ref = models.CharField(max_length=40, null=True, blank=True, unique=True)  # noqa: DJ001 - cash has none
    memo = models.CharField(max_length=200, blank=True)
    paid_at = models.DateTimeField()
    receipt = models.CharField(max_length=40, blank=True)
    officer = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    note = models.CharField(max_length=500, blank=True)
    ver = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="onestop_payment_is_some_money"),
            models.CheckConstraint(
                condition=~Q(state="counted") | Q(charge__isnull=False), name="onestop_counted_for_a_charge"
            ),
            models.UniqueConstraint(
                fields=["receipt"], condition=~Q(receipt=""), name="onestop_receipt_number_once"
            ),
        ]

    def __str__(self) -> str:
        return f"Payment {self.pk}"

    def move(self, *, ver: int, **changes: Any) -> None:
        """Compare-and-set on (id, ver, state); PaymentChanged if somebody was faster."""
        same = Payment.objects.filter(pk=self.pk, ver=ver, state=self.state)
        if not same.update(ver=F("ver") + 1, **changes):
            raise PaymentChanged(self.charge.dossier_id if self.charge else 0)
        self.ver = ver + 1
        for name, value in changes.items():
            setattr(self, name, value)


class PaymentChanged(Conflict):
    """Somebody else dealt with this payment in the meantime."""
