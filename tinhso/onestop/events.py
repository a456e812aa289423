"""What happens in the one-stop shop. Fields are ids, codes, enumerations, times and numbers."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from tinhso.kernel.events.public import Code, Event
from tinhso.onestop import linked_labels


@dataclass(frozen=True, kw_only=True)
class CatalogueLoaded(Event):
    """The catalogue was read from the data of the province: how many of each are new or changed."""

    procedures: int
    versions: int
    services: int


@dataclass(frozen=True, kw_only=True)
class ProcedureVersionPublished(Event):
    """A version of a procedure comes into force for new dossiers; the one before it ends the day it begins.

    `weight` is what the change of the form means for drafts under way: safe or migration; `safe` and `migration` count
    its changes of each weight.
    """

    procedure_code: Code
    number: int
    weight: Code
    safe: int = 0
    migration: int = 0


@dataclass(frozen=True, kw_only=True)
class CatalogueImported(Event):
    """The good rows of a checked file were taken into the catalogue; `refused` rows were left out."""

    import_id: int
    created: int
    changed: int
    versions: int
    refused: int


@dataclass(frozen=True, kw_only=True)
class ProcedureChanged(Event):
    """A keeper mended name, field, words, moments of life or levels of a procedure."""

    procedure_code: Code


@dataclass(frozen=True, kw_only=True)
class OnlineServicesChanged(Event):
    """A keeper set at which levels a procedure is offered online; `services` is how many are offered now."""

    procedure_code: Code
    services: int


@dataclass(frozen=True, kw_only=True)
class FeeAsked(Event):
    """The dossier was handed in and owes fees: so many đồng, due before acceptance or at hand-over."""

    label: ClassVar[str] = "Đã tính phí, lệ phí"
    public: ClassVar[bool] = True
    charge_id: int
    total: int
    due: Code


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
    """Money came in, in đồng; the finding says whether it was what was owed."""

    label: ClassVar[str] = "Đã nhận tiền"
    public: ClassVar[bool] = True
    payment_id: int
    amount: int
    channel: Code
    finding: Code
    counted: bool


@dataclass(frozen=True, kw_only=True)
class PaymentMatched(Event):
    """The cashier counted a payment that waited for this dossier."""

    label: ClassVar[str] = "Đã ghi nhận khoản tiền"
    public: ClassVar[bool] = True
    payment_id: int
    amount: int


@dataclass(frozen=True, kw_only=True)
class PortalDossierReceived(Event):
    """A dossier came in from the national portal and lies at its desk."""

    label: ClassVar[str] = "Nhận từ Cổng Dịch vụ công quốc gia"
    public: ClassVar[bool] = True
    arrival_id: int


@dataclass(frozen=True, kw_only=True)
class PortalFeeReceived(Event):
    """The national portal told that a fee of this dossier was paid there; đồng."""

    label: ClassVar[str] = "Đã nộp phí, lệ phí tại Cổng Dịch vụ công quốc gia"
    public: ClassVar[bool] = True
    fee_id: int
    amount: int


@dataclass(frozen=True, kw_only=True)
class RefundAsked(Event):
    """A cashier asked that money be given back, in đồng; somebody else has to approve."""

    label: ClassVar[str] = "Đề nghị hoàn tiền"
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
    refund_id: int


@dataclass(frozen=True, kw_only=True)
class RefundPaid(Event):
    """The bank paid a refund out."""

    label: ClassVar[str] = "Đã hoàn tiền"
    public: ClassVar[bool] = True
    refund_id: int
    amount: int


@dataclass(frozen=True, kw_only=True)
class LinkedPartAsked(Event):
    """Another system was asked for its part of a dossier: the register of civil status, the police, social insurance."""

    label: ClassVar[str] = "Đã gửi hệ thống khác giải quyết"
    labels: ClassVar[dict[str, str]] = linked_labels.ASKED
    public: ClassVar[bool] = True
    part_id: int
    part: Code
    due_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class LinkedPartSettled(Event):
    """Another system settled its part; number and copy stand in the part."""

    label: ClassVar[str] = "Hệ thống khác đã có kết quả"
    labels: ClassVar[dict[str, str]] = linked_labels.SETTLED
    public: ClassVar[bool] = True
    part_id: int
    part: Code


@dataclass(frozen=True, kw_only=True)
class LinkedPartRefused(Event):
    """Another system turned its part down, in words that stand in the part; the other parts stay as they are."""

    label: ClassVar[str] = "Hệ thống khác từ chối"
    labels: ClassVar[dict[str, str]] = linked_labels.REFUSED
    public: ClassVar[bool] = True
    part_id: int
    part: Code


@dataclass(frozen=True, kw_only=True)
class LinkedPartSkipped(Event):
    """An officer said that a part is done by other means, with a reason that stands in the part."""

    label: ClassVar[str] = "Không làm qua hệ thống khác"
    labels: ClassVar[dict[str, str]] = linked_labels.SKIPPED
    public: ClassVar[bool] = True
    part_id: int
    part: Code


@dataclass(frozen=True, kw_only=True)
class LinkedMessageHeld(Event):
    """Another system does not take a request of ours: it refused its form, or was away for too long."""

    label: ClassVar[str] = "Tin gửi hệ thống khác bị kẹt"
    message_id: int
    answer: Code


@dataclass(frozen=True, kw_only=True)
class LinkedMessageRepeated(Event):
    """Somebody sent a request to another system again."""

    label: ClassVar[str] = "Gửi lại tin cho hệ thống khác"
    message_id: int


@dataclass(frozen=True, kw_only=True)
class LinkedAnswerSkipped(Event):
    """Somebody set an answer of another system aside, with a reason in its row."""

    answer_id: int


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


@dataclass(frozen=True, kw_only=True)
class PortalArrivalHeld(Event):
    """A message of the national portal could not be applied; it is kept and somebody has to look."""

    arrival_id: int
    error: Code


@dataclass(frozen=True, kw_only=True)
class PortalArrivalSkipped(Event):
    """Somebody set a message of the national portal aside, with a reason in its row."""

    arrival_id: int


@dataclass(frozen=True, kw_only=True)
class PortalMessageHeld(Event):
    """The national portal does not take a message of ours: it refused it, or was away for too long."""

    label: ClassVar[str] = "Tin gửi Cổng Dịch vụ công quốc gia bị kẹt"
    message_id: int
    answer: Code


@dataclass(frozen=True, kw_only=True)
class PortalMessageRepeated(Event):
    """Somebody sent a stuck message to the national portal again."""

    label: ClassVar[str] = "Gửi lại tin cho Cổng Dịch vụ công quốc gia"
    message_id: int


@dataclass(frozen=True, kw_only=True)
class PortalMessageSkipped(Event):
    """Somebody set a message to the national portal aside, with a reason in its row; the next ones go on."""

    label: ClassVar[str] = "Bỏ qua tin gửi Cổng Dịch vụ công quốc gia"
    message_id: int


@dataclass(frozen=True, kw_only=True)
class ResultDelivered(Event):
    """The post has delivered a result that the desk sent."""

    label: ClassVar[str] = "Bưu chính đã phát kết quả"
    public: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class VersionDrafted(Event):
    """A keeper began the draft of a procedure's next version, from version `copied` or from nothing (0)."""

    procedure_code: Code
    number: int
    copied: int


@dataclass(frozen=True, kw_only=True)
class VersionDraftChanged(Event):
    """A keeper changed one part of a draft, which is its `ver`-th state now."""

    procedure_code: Code
    number: int
    part: Code
    ver: int


@dataclass(frozen=True, kw_only=True)
class VersionDraftDiscarded(Event):
    """A keeper threw the draft of a version away; it was never in force."""

    procedure_code: Code
    number: int


@dataclass(frozen=True, kw_only=True)
class MigrationOrdered(Event):
    """A keeper ordered open dossiers onto another version; `foreseen` are the dossiers that the dry run would move."""

    migration_id: int
    procedure_code: Code
    number: int
    foreseen: int


@dataclass(frozen=True, kw_only=True)
class DossierMigrated(Event):
    """An open dossier goes on under another version of its procedure; `asks` new answers are wanted of the citizen."""

    label: ClassVar[str] = "Chuyển sang nội dung mới của thủ tục"
    public: ClassVar[bool] = True
    migration_id: int
    old_version: int
    new_version: int
    old_step: Code | None
    new_step: Code | None
    left: int
    asks: int


@dataclass(frozen=True, kw_only=True)
class MigrationFinished(Event):
    """Every open dossier was looked at: so many moved, of those so many ask the citizen, kept, refused."""

    migration_id: int
    moved: int
    asked: int
    kept: int
    refused: int


@dataclass(frozen=True, kw_only=True)
class ConsentAsked(Event):
    """A code was sent to the person for whom somebody else files."""

    label: ClassVar[str] = "Đã gửi mã xác nhận đồng ý nộp hộ"
    public: ClassVar[bool] = True
    consent_id: int


@dataclass(frozen=True, kw_only=True)
class ConsentGiven(Event):
    """The consent or authority to file for somebody else is recorded: by code, authority paper or signed form."""

    label: ClassVar[str] = "Đã ghi nhận đồng ý nộp hộ"
    public: ClassVar[bool] = True
    consent_id: int
    basis: Code


@dataclass(frozen=True, kw_only=True)
class PaperKept(Event):
    """A paper of a dossier was accepted by an officer and stands in its owner's store; `origin`: accepted or scan."""

    label: ClassVar[str] = "Đã đưa giấy tờ vào kho dữ liệu điện tử"
    public: ClassVar[bool] = True
    entry_id: int
    origin: Code


@dataclass(frozen=True, kw_only=True)
class PaperReused(Event):
    """A dossier uses a paper of its applicant's store instead of a new upload."""

    label: ClassVar[str] = "Đã dùng giấy tờ có trong kho dữ liệu điện tử"
    public: ClassVar[bool] = True
    entry_id: int
    attachment_id: int


@dataclass(frozen=True, kw_only=True)
class DossierErased(Event):
    """The time for keeping a dossier is over by that rule: what is personal in it was erased, so many files and bytes."""

    label: ClassVar[str] = "Đã xoá dữ liệu cá nhân vì hết thời hạn lưu giữ"
    public: ClassVar[bool] = True
    erasure_id: int
    rule: Code
    files: int
    size: int


@dataclass(frozen=True, kw_only=True)
class RetentionHeld(Event):
    """An officer stopped the erasing of a dossier; the reason stands in the row of the hold."""

    label: ClassVar[str] = "Tạm dừng huỷ hồ sơ"
    hold_id: int


@dataclass(frozen=True, kw_only=True)
class RetentionHoldLifted(Event):
    """An officer let a dossier go again that was kept from erasing."""

    label: ClassVar[str] = "Thôi tạm dừng huỷ hồ sơ"
    hold_id: int
