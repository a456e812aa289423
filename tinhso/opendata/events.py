"""What happens to open data."""

from tinhso.opendata.ckan.events import ApiTokenMade, ApiTokenRevoked
from tinhso.opendata.dataset.events import DataVersionPublished
from tinhso.opendata.harvest.events import SourceEntered, SourceFailed, SourceHarvested
from tinhso.opendata.intakes.events import (
    DataReceived,
    DataUnderstood,
    DataVersionRestored,
    IntakeCancelled,
    IntakeFailed,
    IntakeReleased,
    ReadingConfirmed,
    ReadingCorrected,
)
from tinhso.opendata.national_portal.events import NationalDeliveryEnded, NationalDeliveryQueued
from tinhso.opendata.open_list.events import (
    DatasetOpened,
    DatasetWithdrawn,
    OpenDataListEntered,
    TablesDeclared,
)
from tinhso.opendata.publishing.events import (
    DatasetDrafted,
    DraftDiscarded,
    EditionApproved,
    EditionDropped,
    EditionPublished,
    EditionRecalled,
    EditionReturned,
    EditionSaved,
    EditionSent,
    SchemaDeclared,
)
from tinhso.opendata.questions.events import (
    DataAnswerPublished,
    DataAnswerWithheld,
    DataAsked,
    DataQuestionAnswered,
    DataQuestionRefused,
    ReuseProposed,
    ReusePublished,
    ReuseWithdrawn,
)
from tinhso.opendata.resources.events import (
    ResourceDropped,
    ResourceErased,
    ResourceProposed,
    ResourcePublished,
    ResourceRejected,
    ResourcesOrdered,
    ResourceWithdrawn,
)
from tinhso.opendata.upkeep.events import DatasetReviewed

__all__ = [
    "DataAnswerPublished",
    "DataAnswerWithheld",
    "DataAsked",
    "DataQuestionAnswered",
    "DataQuestionRefused",
    "ReuseProposed",
    "ReusePublished",
    "ReuseWithdrawn",
    "ApiTokenMade",
    "ApiTokenRevoked",
    "DataReceived",
    "DataUnderstood",
    "DataVersionPublished",
    "DataVersionRestored",
    "DatasetDrafted",
    "DatasetOpened",
    "DatasetReviewed",
    "DatasetWithdrawn",
    "EditionApproved",
    "EditionDropped",
    "EditionRecalled",
    "EditionPublished",
    "EditionReturned",
    "EditionSaved",
    "EditionSent",
    "IntakeCancelled",
    "IntakeFailed",
    "IntakeReleased",
    "NationalDeliveryEnded",
    "NationalDeliveryQueued",
    "ReadingConfirmed",
    "ReadingCorrected",
    "SchemaDeclared",
    "OpenDataListEntered",
    "SourceEntered",
    "SourceFailed",
    "SourceHarvested",
    "TablesDeclared",
    "DraftDiscarded",
    "ResourceDropped",
    "ResourceErased",
    "ResourceProposed",
    "ResourcePublished",
    "ResourceRejected",
    "ResourceWithdrawn",
    "ResourcesOrdered",
]
