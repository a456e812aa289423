"""What happens in the one-stop shop. Fields are ids, codes, enumerations, times and numbers."""

from dataclasses import dataclass
from typing import ClassVar

from tinhso.kernel.events.public import Code, Event
from tinhso.onestop.appointment_events import (
    AppointmentBooked,
    AppointmentCancelled,
    AppointmentMissed,
    DeskCapacitySet,
    VisitorCalled,
    VisitorNumbered,
)
from tinhso.onestop.exchange_events import (
    DossierSynchronised,
    LinkedAnswerSkipped,
    LinkedMessageHeld,
    LinkedMessageRepeated,
    LinkedPartAsked,
    LinkedPartRefused,
    LinkedPartSettled,
    LinkedPartSkipped,
    PortalArrivalHeld,
    PortalArrivalSkipped,
    PortalDossierReceived,
    PortalFeeReceived,
    PortalMessageHeld,
    PortalMessageRepeated,
    PortalMessageSkipped,
)
from tinhso.onestop.money_events import (
    CollectionAccountOpened,
    DayReconciled,
    FeeAmountSet,
    FeeAsked,
    FeeRecounted,
    FeeWaived,
    PaymentMatched,
    PaymentMovedAway,
    PaymentReceived,
    RefundApproved,
    RefundAsked,
    RefundPaid,
    RefundRefused,
)
from tinhso.onestop.publication_events import ProceduresShown, PublicationEntered, PublicationRevoked

__all__ = [
    "AppointmentBooked",
    "AppointmentCancelled",
    "AppointmentMissed",
    "DeskCapacitySet",
    "VisitorCalled",
    "VisitorNumbered",
    "CatalogueImported",
    "CatalogueLoaded",
    "CollectionAccountOpened",
    "ConsentAsked",
    "ConsentGiven",
    "DayReconciled",
    "DossierErased",
    "DossierMigrated",
    "DossierStarted",
    "DossierSynchronised",
    "FeeAmountSet",
    "FeeAsked",
    "FeeRecounted",
    "FeeWaived",
    "LinkedAnswerSkipped",
    "LinkedMessageHeld",
    "LinkedMessageRepeated",
    "LinkedPartAsked",
    "LinkedPartRefused",
    "LinkedPartSettled",
    "LinkedPartSkipped",
    "MigrationFinished",
    "MigrationOrdered",
    "OnlineServicesChanged",
    "PaperKept",
    "PaperReused",
    "PaperReuseUndone",
    "PaymentMatched",
    "PaymentMovedAway",
    "PaymentReceived",
    "PortalArrivalHeld",
    "PortalArrivalSkipped",
    "PortalDossierReceived",
    "PortalFeeReceived",
    "PortalMessageHeld",
    "PortalMessageRepeated",
    "PortalMessageSkipped",
    "ProcedureChanged",
    "ProcedureVersionPublished",
    "ProceduresShown",
    "PublicationEntered",
    "PublicationRevoked",
    "RefundApproved",
    "RefundAsked",
    "RefundPaid",
    "RefundRefused",
    "ResultDelivered",
    "ResultDrafted",
    "ResultDrawn",
    "RetentionHeld",
    "RetentionHoldLifted",
    "StoredPaperErased",
    "TripMade",
    "VersionDraftChanged",
    "VersionDraftDiscarded",
    "VersionDrafted",
]


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
class DossierStarted(Event):
    """A draft, or a dossier of a former system, keeps that version of its procedure, settled at that level, for that
    person.
    """

    version_id: int
    level: Code
    person_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class ResultDrafted(Event):
    """The examiner drafted the result, or drafted it anew: no paper of it stands yet."""


@dataclass(frozen=True, kw_only=True)
class ResultDrawn(Event):
    """The drafted result was drawn up as that paper, which the head signs."""

    paper_id: int


@dataclass(frozen=True, kw_only=True)
class TripMade(Event):
    """Somebody came to the desk for the dossier: to hand in, to supplement, to collect."""

    trip_id: int
    why: Code


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
    version_id: int | None = None


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
    """A paper stands in its owner's store: a result, or one that an officer accepted; `origin`: result, accepted or scan."""

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
class PaperReuseUndone(Event):
    """A dossier does not use that paper of the store any more."""

    attachment_id: int


@dataclass(frozen=True, kw_only=True)
class StoredPaperErased(Event):
    """A paper that came from this dossier left its owner's store: its time is over and no other dossier uses it."""

    entry_id: int


@dataclass(frozen=True, kw_only=True)
class DossierErased(Event):
    """The time for keeping a dossier is over by that rule: what is personal in it was erased, so many files and bytes.

    `papers` had been handed in as files; a result that was never issued was `result_dropped` too.
    """

    label: ClassVar[str] = "Đã xoá dữ liệu cá nhân vì hết thời hạn lưu giữ"
    public: ClassVar[bool] = True
    erasure_id: int
    rule: Code
    files: int
    size: int
    papers: int | None = None
    result_dropped: bool = False


@dataclass(frozen=True, kw_only=True)
class RetentionHeld(Event):
    """An officer stopped the erasing of a dossier; the reason stands in the row of the hold."""

    label: ClassVar[str] = "Tạm dừng huỷ hồ sơ"
    public: ClassVar[bool] = False
    hold_id: int


@dataclass(frozen=True, kw_only=True)
class RetentionHoldLifted(Event):
    """An officer let a dossier go again that was kept from erasing."""

    label: ClassVar[str] = "Thôi tạm dừng huỷ hồ sơ"
    public: ClassVar[bool] = False
    hold_id: int


@dataclass(frozen=True, kw_only=True)
class CutoverFinished(Event):
    """A run took dossiers of a former system over: so many taken, known before, changed since, refused."""

    cutover_id: int
    taken: int
    known: int
    changed: int
    refused: int


@dataclass(frozen=True, kw_only=True)
class NumberTakenOver(Event):
    """A counter goes on after the last number that a former system had given; `before` is where it stood here."""

    scope: Code
    before: int
    last: int
