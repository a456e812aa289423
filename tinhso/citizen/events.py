"""What only this system knows to have happened; the moves of cases are casework's events. Themes stand in files of their own."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from tinhso.citizen.alert_events import (
    AlertApproved,
    AlertCancelled,
    AlertIssued,
    AlertPlacesChosen,
    AlertWritten,
)
from tinhso.citizen.complaint_events import ComplaintAccepted, ComplaintRegistered, DenunciationMovedOut
from tinhso.citizen.feedback_events import (
    FeedbackClassified,
    FeedbackDelayed,
    FeedbackPublished,
    FeedbackSent,
    FeedbackWithheld,
)
from tinhso.kernel.events.public import Code, Event

__all__ = [
    "AlertApproved",
    "AlertCancelled",
    "AlertIssued",
    "AlertPlacesChosen",
    "AlertWritten",
    "ApiKeyAsked",
    "ApiKeyDecided",
    "CommentDecided",
    "CommentWritten",
    "ComplaintAccepted",
    "ComplaintRegistered",
    "ContactShown",
    "DenunciationMovedOut",
    "FeedbackClassified",
    "FeedbackDelayed",
    "FeedbackPublished",
    "FeedbackSent",
    "FeedbackWithheld",
    "HiddenReviewed",
    "NameWithdrawn",
    "PhotoWithheld",
    "RatingDecided",
    "RecordErased",
    "ReportAnswered",
    "ReportCategoriesLoaded",
    "ReportConfirmed",
    "ReportEscalated",
    "ReportHidden",
    "ReportMerged",
    "ReportRouted",
    "ReportSent",
    "ReportShown",
    "ReportTurnedDown",
    "ReporterErased",
]


@dataclass(frozen=True, kw_only=True)
class ReportCategoriesLoaded(Event):
    """Categories and routes of reports were brought in line with the province's pack."""

    created: int
    changed: int


@dataclass(frozen=True, kw_only=True)
class ReportSent(Event):
    """A report came in by a channel, in a category, with so many photos; who sent it stands nowhere in the log."""

    channel: Code
    category: Code
    photos: int
    reopens_id: int | None = None
    commune_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class ReportRouted(Event):
    """The desk gave a report to the agency that handles it, and may have changed its category."""

    label: ClassVar[str] = "Đã chuyển đơn vị xử lý"
    public: ClassVar[bool] = True
    agency_id: int
    category: Code
    commune_id: int | None = None


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
class ReportConfirmed(Event):
    """Somebody else says that they meet the same ("tôi cũng gặp")."""


@dataclass(frozen=True, kw_only=True)
class NameWithdrawn(Event):
    """Whoever reported does not want the name beside the report any more."""


@dataclass(frozen=True, kw_only=True)
class ReporterErased(Event):
    """Name, phone and e-mail of whoever reported were erased; the report stays, without them."""


@dataclass(frozen=True, kw_only=True)
class ContactShown(Event):
    """The desk read who sent a report; for what stands in the access log."""


@dataclass(frozen=True, kw_only=True)
class CommentWritten(Event):
    """Somebody wrote a comment under a report; it waits for the desk."""

    comment_id: int


@dataclass(frozen=True, kw_only=True)
class CommentDecided(Event):
    """The desk let a comment through, or hid it."""

    comment_id: int
    shown: bool


@dataclass(frozen=True, kw_only=True)
class RatingDecided(Event):
    """The desk let through, or hid, what the sender wrote beside the stars."""

    shown: bool


@dataclass(frozen=True, kw_only=True)
class ApiKeyAsked(Event):
    """Somebody asked for a key of Open311."""

    key_id: int


@dataclass(frozen=True, kw_only=True)
class ApiKeyDecided(Event):
    """The desk let a client of Open311 in, with so many reports an hour, or shut it out."""

    key_id: int
    active: bool
    per_hour: int


@dataclass(frozen=True, kw_only=True)
class RecordErased(Event):
    """The time for keeping a report, feedback, complaint or alert is over by that rule: what is personal in it was erased."""

    label: ClassVar[str] = "Đã xoá dữ liệu cá nhân vì hết thời hạn lưu giữ"
    public: ClassVar[bool] = True
    erasure_id: int
    what: Code
    rule: Code
    files: int
    size: int
