from django.db import models
from django.db.models import Q

from tinhso.onestop.models.money.collection_account import CollectionAccount
from tinhso.onestop.models.money.payment import Payment
from tinhso.onestop.models.money.refund import Refund


class Reconciliation(models.Model):
    """The comparison of one account and day with the bank's statement, as it was made last."""

    account = models.ForeignKey(CollectionAccount, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "day"], name="onestop_reconciled_once_a_day")
        ]

    def __str__(self) -> str:
        return f"Reconciliation {self.account_id} {self.day}"


class ReconciliationLine(models.Model):
    """One line of the comparison. Amounts are whole đồng, below zero for a refund; null on the side that lacks it."""

    class Finding(models.TextChoices):
        MATCHED = "matched", "Khớp"
        TAKEN = "taken", "Ngân hàng có, ta chưa có: đã nhận vào"
        MISSING = "missing", "Ta có, ngân hàng không có"
        DIFFERENT = "different", "Lệch số tiền"
        STRANGE = "strange", "Ngân hàng chi ra, ta không có lệnh"

    reconciliation = models.ForeignKey(Reconciliation, on_delete=models.PROTECT, related_name="lines")
    finding = models.CharField(max_length=10, choices=Finding)
    bank_ref = models.CharField(max_length=40)
    bank_amount = models.BigIntegerField(null=True)
    our_amount = models.BigIntegerField(null=True)
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, null=True, related_name="+")
    refund = models.ForeignKey(Refund, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["reconciliation", "bank_ref"], name="onestop_reconciled_line_once"
            ),
            models.CheckConstraint(
                condition=Q(bank_amount__isnull=False) | Q(our_amount__isnull=False),
                name="onestop_reconciled_line_has_a_side",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.finding} {self.bank_ref}"
