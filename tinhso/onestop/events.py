"""What happens in the one-stop shop. Fields are ids, codes, enumerations, times and numbers."""

from dataclasses import dataclass
from typing import ClassVar

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class CatalogueLoaded(Event):
    """The catalogue was read from the data of the province: how many of each are new or changed."""

    procedures: int
    versions: int
    services: int


@dataclass(frozen=True, kw_only=True)
class ProcedureVersionPublished(Event):
    """A version of a procedure comes into force for new dossiers; the one before it ends the day it begins.

    `weight` is what the change of the form means for drafts under way: safe or migration.
    """

    procedure_code: Code
    number: int
    weight: Code


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
    public: ClassVar[bool] = False
    message_id: int
    answer: Code


@dataclass(frozen=True, kw_only=True)
class PortalMessageRepeated(Event):
    """Somebody sent a stuck message to the national portal again."""

    label: ClassVar[str] = "Gửi lại tin cho Cổng Dịch vụ công quốc gia"
    public: ClassVar[bool] = False
    message_id: int


@dataclass(frozen=True, kw_only=True)
class PortalMessageSkipped(Event):
    """Somebody set a message to the national portal aside, with a reason in its row; the next ones go on."""

    label: ClassVar[str] = "Bỏ qua tin gửi Cổng Dịch vụ công quốc gia"
    public: ClassVar[bool] = False
    message_id: int
