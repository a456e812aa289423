"""What happens to indicators."""

from tinhso.indicators.assessments.events import (
    AssessmentSubmitted,
    AssessmentVerified,
    CriterionScored,
    RoundOpened,
    ScoreVerified,
)
from tinhso.indicators.cells.events import CellsCompared
from tinhso.indicators.data_entry.events import (
    EntryApproved,
    EntryCompleted,
    EntryLocked,
    EntryReturned,
    EntryUnlocked,
    ValuesConfirmed,
    ValuesEntered,
    ValuesExplained,
)
from tinhso.indicators.dhis2.events import Dhis2Imported
from tinhso.indicators.economy.events import ProgrammeEntered, SupportEntered, SupportRevoked
from tinhso.indicators.executive.events import (
    AgencyUrged,
    ThresholdCleared,
    ThresholdCrossed,
    UrgingAnswered,
)
from tinhso.indicators.figure_page.events import FigureAnnotated
from tinhso.indicators.good_models.events import ModelConfirmed, ModelCopied, ModelEntered, ModelHandedOn
from tinhso.indicators.infrastructure.events import (
    InfrastructureItemEnded,
    InfrastructureItemEntered,
    InfrastructureItemRevised,
    NetworkOperatorEntered,
    OperatorTableImported,
    OperatorTableReceived,
    OperatorTablesErased,
    SignalChecked,
    SignalReportsSummed,
    SignalVillageEntered,
)
from tinhso.indicators.loading.events import (
    CriteriaPublished,
    DataSetsLoaded,
    IndicatorDefined,
    ReportRegimesLoaded,
)
from tinhso.indicators.maps.events import OutlinesImported
from tinhso.indicators.periodic_reports.events import (
    PeriodicReportAccepted,
    PeriodicReportOpened,
    PeriodicReportSent,
)
from tinhso.indicators.plans.events import FundingSet, PlanEntered, ProgressReported, TargetSet, TaskGiven
from tinhso.indicators.registers.events import AgencyRecognised, RankEntered, RecognitionRevised
from tinhso.indicators.reports.events import (
    ReportCommented,
    ReportFiguresConfirmed,
    ReportFrozen,
    ReportIssued,
    ReportOpened,
    ReportReturned,
    ReportSectionWritten,
    ReportSent,
    ReportSigned,
)

__all__ = [
    "InfrastructureItemEnded",
    "InfrastructureItemEntered",
    "InfrastructureItemRevised",
    "NetworkOperatorEntered",
    "OperatorTableImported",
    "OperatorTableReceived",
    "OperatorTablesErased",
    "SignalChecked",
    "SignalReportsSummed",
    "SignalVillageEntered",
    "ReportIssued",
    "ReportSectionWritten",
    "AgencyUrged",
    "UrgingAnswered",
    "AgencyRecognised",
    "AssessmentSubmitted",
    "AssessmentVerified",
    "CellsCompared",
    "CriteriaPublished",
    "CriterionScored",
    "DataSetsLoaded",
    "Dhis2Imported",
    "EntryApproved",
    "EntryCompleted",
    "EntryLocked",
    "EntryReturned",
    "EntryUnlocked",
    "FigureAnnotated",
    "IndicatorDefined",
    "ModelConfirmed",
    "ModelCopied",
    "ModelEntered",
    "ModelHandedOn",
    "OutlinesImported",
    "PeriodicReportAccepted",
    "PeriodicReportOpened",
    "PeriodicReportSent",
    "FundingSet",
    "PlanEntered",
    "ProgrammeEntered",
    "ProgressReported",
    "RankEntered",
    "RecognitionRevised",
    "ReportCommented",
    "ReportFiguresConfirmed",
    "ReportFrozen",
    "ReportOpened",
    "ReportRegimesLoaded",
    "ReportReturned",
    "ReportSent",
    "ReportSigned",
    "RoundOpened",
    "ScoreVerified",
    "SupportEntered",
    "SupportRevoked",
    "TargetSet",
    "TaskGiven",
    "ThresholdCleared",
    "ThresholdCrossed",
    "ValuesConfirmed",
    "ValuesEntered",
    "ValuesExplained",
]
