from dataclasses import dataclass
from typing import ClassVar

from tinhso.kernel.events.public import Code, Event


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
class DossierSynchronised(Event):
    """The national portal confirmed that message, which told it the whole dossier."""

    message_id: int
