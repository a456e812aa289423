"""What only this system knows to have happened; the moves of cases are casework's events. Themes stand in files of their own."""

from dataclasses import dataclass

from tinhso.citizen.complaint_events import ComplaintAccepted, ComplaintRegistered
from tinhso.citizen.feedback_events import FeedbackClassified, FeedbackPublished, FeedbackWithheld
from tinhso.kernel.events.public import Code, Event

__all__ = [
    "ComplaintAccepted",
    "ComplaintRegistered",
    "FeedbackClassified",
    "FeedbackPublished",
    "FeedbackWithheld",
    "ReportCategoriesLoaded",
    "ReportSent",
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
