"""What happens to cases, of whatever kind. `label` is the line on the timeline, `public` says who may read it."""

from tinhso.casework.answer_templates.events import AnswerTemplateRetired, AnswerTemplateWritten
from tinhso.casework.calendar.events import CalendarChanged, OfficeHoursSet
from tinhso.casework.clocks.events import DueRecomputed
from tinhso.casework.corrections.events import CaseEndCorrected, EndCorrectionAsked, EndCorrectionRefused
from tinhso.casework.handover.events import CaseHandedOn
from tinhso.casework.moves.events import (
    CaseAccepted,
    CaseAdvanced,
    CaseAssigned,
    CaseFinished,
    CaseForwarded,
    CaseMoved,
    CaseMovedAway,
    CaseOpened,
    CasePaused,
    CaseRated,
    CaseReappointed,
    CaseRefused,
    CaseResumed,
    CaseReturned,
    CaseSettled,
    CaseSubmitted,
    CaseTakenOver,
    CaseWithdrawn,
    DraftDiscarded,
    FormerStepTold,
    SubmitterReleased,
)
from tinhso.casework.moves.rerouting_events import (
    CaseDirected,
    CaseRelimited,
    CaseRerouted,
    TimeBegunAgain,
)
from tinhso.casework.opinions.events import OpinionAnswered, OpinionAsked, OpinionGiven, OpinionOpened
from tinhso.casework.proof.events import RecordsCompared, RowsCompared
from tinhso.casework.supplements.events import SupplementCompleted, SupplementLapsed, SupplementRequested
from tinhso.casework.worklist.events import FilterDropped, FilterSaved

__all__ = [
    "AnswerTemplateRetired",
    "AnswerTemplateWritten",
    "CalendarChanged",
    "CaseAccepted",
    "CaseAdvanced",
    "CaseAssigned",
    "CaseDirected",
    "CaseEndCorrected",
    "CaseFinished",
    "CaseForwarded",
    "CaseHandedOn",
    "CaseMoved",
    "CaseMovedAway",
    "CaseOpened",
    "CasePaused",
    "CaseRated",
    "CaseReappointed",
    "CaseRefused",
    "CaseRelimited",
    "CaseRerouted",
    "CaseResumed",
    "CaseReturned",
    "CaseSettled",
    "CaseSubmitted",
    "CaseTakenOver",
    "CaseWithdrawn",
    "DraftDiscarded",
    "DueRecomputed",
    "EndCorrectionAsked",
    "EndCorrectionRefused",
    "FilterDropped",
    "FilterSaved",
    "FormerStepTold",
    "OfficeHoursSet",
    "OpinionAnswered",
    "OpinionAsked",
    "OpinionGiven",
    "OpinionOpened",
    "RecordsCompared",
    "RowsCompared",
    "SubmitterReleased",
    "SupplementCompleted",
    "SupplementLapsed",
    "SupplementRequested",
    "TimeBegunAgain",
]
