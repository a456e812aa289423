"""Money of the one-stop shop: fees, payments, refunds, reconciliation."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class FeeAsked(Event):
    """The dossier owes fees, due before acceptance, at hand-over or by a notice: `total` đồng can be paid now, `owed` is
    all of it as far as it is known, and `state` is that of the charge.
    """

    label: ClassVar[str] = "Đã tính phí, lệ phí"
    public: ClassVar[bool] = True
    charge_id: int
    total: int
    due: Code
    owed: int | None = None
    state: Code | None = None


@dataclass(frozen=True, kw_only=True)
class FeeAmountSet(Event):
    """The desk entered what one line costs that the answers could not tell, in đồng for one piece; 0: it is not owed."""

    label: ClassVar[str] = "Đã xác định mức thu"
    public: ClassVar[bool] = True
    charge_id: int
    line: int
    amount: int
    total: int
    state: Code | None = None


@dataclass(frozen=True, kw_only=True)
class FeeRecounted(Event):
    """The desk counted copies or pages again; what is owed changed from one amount to another, in đồng."""

    label: ClassVar[str] = "Tính lại phí, lệ phí"
    public: ClassVar[bool] = True
    charge_id: int
    line: int
    quantity: int
    old_total: int
    new_total: int


@dataclass(frozen=True, kw_only=True)
class FeeWaived(Event):
    """An officer granted the exemption from fees, with a reason and a paper that stand in the charge."""

    label: ClassVar[str] = "Đã miễn phí, lệ phí"
    public: ClassVar[bool] = True
    charge_id: int
    total: int


@dataclass(frozen=True, kw_only=True)
class PaymentReceived(Event):
    """Money came in, in đồng; the finding says whether it was what was owed, `charge_state` what became of its charge."""

    label: ClassVar[str] = "Đã nhận tiền"
    public: ClassVar[bool] = True
    payment_id: int
    amount: int
    channel: Code
    finding: Code
    counted: bool
    charge_id: int | None = None
    charge_state: Code | None = None


@dataclass(frozen=True, kw_only=True)
class PaymentMatched(Event):
    """The cashier counted a payment that waited for this dossier; `charge_state` is what became of its charge."""

    label: ClassVar[str] = "Đã ghi nhận khoản tiền"
    public: ClassVar[bool] = True
    payment_id: int
    amount: int
    channel: Code | None = None
    charge_id: int | None = None
    charge_state: Code | None = None


@dataclass(frozen=True, kw_only=True)
class PaymentMovedAway(Event):
    """The cashier counted a payment that had named this dossier for another one."""

    payment_id: int


@dataclass(frozen=True, kw_only=True)
class RefundAsked(Event):
    """A cashier asked that money be given back, in đồng; somebody else has to approve."""

    label: ClassVar[str] = "Đề nghị hoàn tiền"
    public: ClassVar[bool] = False
    refund_id: int
    amount: int


@dataclass(frozen=True, kw_only=True)
class RefundApproved(Event):
    """A second officer approved a refund; the bank is asked to pay it."""

    label: ClassVar[str] = "Đã duyệt hoàn tiền"
    public: ClassVar[bool] = True
    refund_id: int
    amount: int


@dataclass(frozen=True, kw_only=True)
class RefundRefused(Event):
    """A second officer did not approve a refund; the payment waits as before."""

    label: ClassVar[str] = "Không duyệt hoàn tiền"
    public: ClassVar[bool] = False
    refund_id: int


@dataclass(frozen=True, kw_only=True)
class RefundPaid(Event):
    """The bank paid a refund out; `payment_state` is that of the payment from then on."""

    label: ClassVar[str] = "Đã hoàn tiền"
    public: ClassVar[bool] = True
    refund_id: int
    amount: int
    payment_id: int | None = None
    payment_state: Code | None = None


@dataclass(frozen=True, kw_only=True)
class DayReconciled(Event):
    """Our payments of a day were compared with the bank's statement of one account; how many lines of each kind."""

    account_id: int
    day: date
    matched: int
    taken: int
    missing: int
    different: int


@dataclass(frozen=True, kw_only=True)
class CollectionAccountOpened(Event):
    """An agency collects fees into a bank account from that day on."""

    account_id: int
    collector_id: int
