"""What happens to the numbers of the registers. Titles and reasons stand in their rows."""

from dataclasses import dataclass
from datetime import date

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class DocumentNumberGiven(Event):
    """A document got its number: the next of its agency, year and type, or one that was reserved for it; `dated` is the
    day that the document bears."""

    number_id: int
    agency_id: int
    year: int
    type_code: Code
    number: int
    reserved: bool
    dated: date | None = None


@dataclass(frozen=True, kw_only=True)
class DocumentNumberReserved(Event):
    """A number was set aside for a document that is still to come; its row says why."""

    number_id: int
    agency_id: int
    year: int
    type_code: Code
    number: int


@dataclass(frozen=True, kw_only=True)
class DocumentNumberReleased(Event):
    """A reserved number will not be used; it is never given to another document, and its row says why."""

    number_id: int
    agency_id: int


@dataclass(frozen=True, kw_only=True)
class OutsideRecipientAdded(Event):
    """Somebody entered whose an identity code outside this instance is; its row says since when and where that stands."""

    recipient_id: int


@dataclass(frozen=True, kw_only=True)
class OutsideRecipientEnded(Event):
    """The code of a recipient outside this instance is its no longer from `until` on."""

    recipient_id: int
    until: date
