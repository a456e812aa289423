"""What only this system knows to have happened; the moves of cases are casework's events. Themes stand in files of their own."""

from tinhso.citizen.alerts.events import (
    AlertApproved,
    AlertCancelled,
    AlertIssued,
    AlertPlacesChosen,
    AlertWritten,
)
from tinhso.citizen.complaints.events import ComplaintAccepted, ComplaintRegistered, DenunciationMovedOut
from tinhso.citizen.desk.events import (
    CommentDecided,
    ContactShown,
    HiddenReviewed,
    PhotoWithheld,
    RatingDecided,
    ReportAnswered,
    ReportEscalated,
    ReportHidden,
    ReportMerged,
    ReportRouted,
    ReportShown,
    ReportTurnedDown,
)
from tinhso.citizen.feedback.events import (
    FeedbackClassified,
    FeedbackDelayed,
    FeedbackPublished,
    FeedbackSent,
    FeedbackWithheld,
)
from tinhso.citizen.information_access.events import (
    InformationAnswered,
    InformationCostsNotified,
    InformationFileAttached,
    InformationPublished,
    InformationRefused,
    InformationRequestAccepted,
    InformationRequested,
    InformationTimeExtended,
    InformationWithheld,
    PublicInformationEntered,
    PublicInformationRemoved,
    ThirdPartyConsulted,
)
from tinhso.citizen.open311.events import ApiKeyAsked, ApiKeyDecided
from tinhso.citizen.public_pages.events import CommentWritten, ReportConfirmed
from tinhso.citizen.reports.events import ReportCategoriesLoaded, ReportSent
from tinhso.citizen.retention.events import RecordErased
from tinhso.citizen.sender.events import NameWithdrawn, ReporterErased

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
    "InformationAnswered",
    "InformationCostsNotified",
    "InformationFileAttached",
    "InformationPublished",
    "InformationRefused",
    "InformationRequestAccepted",
    "InformationRequested",
    "InformationTimeExtended",
    "InformationWithheld",
    "NameWithdrawn",
    "PhotoWithheld",
    "PublicInformationEntered",
    "PublicInformationRemoved",
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
    "ThirdPartyConsulted",
]
