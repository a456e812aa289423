from typing import Any, Self

from django.db import models
from django.db.models import F, Q

from tinhso.casework.public import Conflict
from tinhso.kernel.people.public import Agency
from tinhso.lib.money.fees import Line
from tinhso.onestop.models.dossier.dossier import Dossier


class FeeChargeQuerySet(models.QuerySet["FeeCharge"]):
    def whole(self) -> Self:
        return self.select_related("dossier__case", "dossier__version__procedure", "agency")


class FeeCharge(models.Model):
    """What one dossier owes in fees, line by line, and how much of it came in. All money is whole đồng.

    `lines` is `lib.fees.Line` as JSON. `pay_code` is what a transfer carries: it says nothing of the payer.
    A change is a compare-and-set on (id, ver, state). What a version announces is one charge for each moment at which it is
    due; financial duties (`due` duty: a tax notice, a levy for land) are charges of their own, one open at a time. While
    the desk has still to enter the amount of a line, the charge `awaits_amount`: it is open, and nothing can be paid yet.
    """

    class State(models.TextChoices):
        OPEN = "open", "Chưa nộp"
        PAID = "paid", "Đã nộp"
        EXEMPT = "exempt", "Miễn"

    class Due(models.TextChoices):
        ACCEPT = "accept", "Nộp trước khi tiếp nhận"
        HAND_OVER = "hand_over", "Nộp khi nhận kết quả"
        DUTY = "duty", "Nghĩa vụ tài chính, nộp xong thì giải quyết tiếp"

    dossier = models.ForeignKey(
        Dossier, on_delete=models.PROTECT, related_name="charges", related_query_name="charge"
    )
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")  # the desk that collects
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    due = models.CharField(max_length=10, choices=Due)
    lines = models.JSONField()
    total = models.PositiveBigIntegerField()
    paid = models.PositiveBigIntegerField(default=0)
    awaits_amount = models.BooleanField(default=False)
    pay_code = models.CharField(max_length=16, unique=True)
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    exempt_reason = models.CharField(max_length=500, blank=True)
    exempt_paper = models.CharField(max_length=200, blank=True)
    ver = models.PositiveIntegerField(default=1)

    objects = FeeChargeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "due"], condition=~Q(due="duty"), name="onestop_one_fee_a_moment"
            ),
            models.UniqueConstraint(
                fields=["dossier"], condition=Q(due="duty", state="open"), name="onestop_one_open_duty"
            ),
            models.CheckConstraint(
                condition=Q(state="open", paid__lt=F("total"))
                | Q(state="open", awaits_amount=True)
                | Q(state="paid", paid__gte=F("total"), total__gt=0)
                | Q(state="exempt"),
                name="onestop_charge_state_fits_money",
            ),
            models.CheckConstraint(
                condition=Q(awaits_amount=False) | Q(state="open", paid=0),
                name="onestop_charge_awaits_unpaid",
            ),
            models.CheckConstraint(
                condition=~Q(exempt_reason="") | ~Q(state="exempt") | Q(total=0),
                name="onestop_exemption_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"FeeCharge {self.pk}"

    @property
    def moment_is_guessed(self) -> bool:
        """Whether no text says that something of it is due at this moment."""
        return any(line.guessed for line in self.parts)

    @property
    def is_duty(self) -> bool:
        return self.due == self.Due.DUTY

    @property
    def is_owed(self) -> bool:
        """Neither paid nor exempted; a financial duty that was asked has its pause."""
        return self.state == self.State.OPEN and (not self.is_duty or self.awaits_amount)

    @property
    def rest(self) -> int:
        """Đồng that can be paid now."""
        payable = self.state == self.State.OPEN and not self.awaits_amount
        return max(0, self.total - self.paid) if payable else 0

    @property
    def parts(self) -> list[Line]:
        return [Line(**line) for line in self.lines]

    def move(self, *, ver: int, **changes: Any) -> None:
        """Compare-and-set on (id, ver, state); ChargeChanged if somebody was faster."""
        same = FeeCharge.objects.filter(pk=self.pk, ver=ver, state=self.state)
        if not same.update(ver=F("ver") + 1, **changes):
            raise ChargeChanged(self.dossier_id)
        self.ver = ver + 1
        for name, value in changes.items():
            setattr(self, name, value)


class ChargeChanged(Conflict):
    """Somebody else changed what is owed, or money came in, in the meantime."""
