from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class ReportRouted(Event):
    """The desk gave a report to the agency that handles it, and may have changed its category or `moved` its point."""

    label: ClassVar[str] = "Đã chuyển đơn vị xử lý"
    public: ClassVar[bool] = True
    agency_id: int
    category: Code
    commune_id: int | None = None
    moved: bool = False


@dataclass(frozen=True, kw_only=True)
class ReportShown(Event):
    """The desk published a report, or showed again what it had hidden."""


@dataclass(frozen=True, kw_only=True)
class ReportHidden(Event):
    """The desk took a report, or kept it, from the public, for a listed reason."""

    reason: Code


@dataclass(frozen=True, kw_only=True)
class HiddenReviewed(Event):
    """The desk looked again at what it had hidden, and left it so."""


@dataclass(frozen=True, kw_only=True)
class PhotoWithheld(Event):
    """The desk took one picture of a report from the public, or gave it back."""

    photo_id: int
    hidden: bool


@dataclass(frozen=True, kw_only=True)
class ReportAnswered(Event):
    """The handling unit said what was done, with so many pictures; the desk looks at it next."""

    label: ClassVar[str] = "Đơn vị xử lý đã trả lời"
    public: ClassVar[bool] = True
    photos: int


@dataclass(frozen=True, kw_only=True)
class ReportTurnedDown(Event):
    """The desk did not take a report, for one of the listed reasons; a complaint leaves for its own register."""

    reason: Code


@dataclass(frozen=True, kw_only=True)
class ReportMerged(Event):
    """A report tells of the same as an earlier one, and goes on with that."""

    into_id: int


@dataclass(frozen=True, kw_only=True)
class ReportEscalated(Event):
    """A report is late: the heads of the unit and the leaders of the desk were told."""

    due_at: datetime


@dataclass(frozen=True, kw_only=True)
class ContactShown(Event):
    """The desk read who sent a report; for what stands in the access log."""


@dataclass(frozen=True, kw_only=True)
class CommentDecided(Event):
    """The desk let a comment through, or hid it."""

    comment_id: int
    shown: bool


@dataclass(frozen=True, kw_only=True)
class RatingDecided(Event):
    """The desk let through, or hid, what the sender wrote beside the stars."""

    shown: bool
