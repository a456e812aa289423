"""The door of what happens in cybersecurity; each subject describes its own events."""

from tinhso.security.contacts.events import SecurityContactEnded, SecurityContactNamed
from tinhso.security.dossiers.events import LevelDossierAppraised, LevelDossierSent
from tinhso.security.duties.events import SecurityDutyGiven
from tinhso.security.findings.events import (
    DecisionEnded,
    DecisionMade,
    DecisionProposed,
    FindingMended,
    FindingOpened,
    FindingReopened,
    MendingReported,
)
from tinhso.security.intake.events import MachineResolved, ReportFiled, ReportReceived, ReportRejected
from tinhso.security.intelligence.events import (
    IndicatorDecided,
    IntelligenceListFiled,
    IntelligenceListReceived,
    IntelligenceListRejected,
    IntelligenceSourceEnded,
    IntelligenceSourceRegistered,
    WarningListEnded,
    WarningListLoaded,
)
from tinhso.security.inventory.events import InventoryConfirmed
from tinhso.security.machines.events import MachineEnded, MachineListRead
from tinhso.security.support.events import (
    KnownErrorEnded,
    KnownErrorRegistered,
    SupportDuplicateNoted,
    SupportIncidentClassified,
    SupportIncidentConfirmed,
    SupportIncidentLeftUnconfirmed,
    SupportIncidentReopened,
    SupportIncidentReported,
    SupportIncidentResolved,
    SupportMessageWritten,
)
from tinhso.security.systems.events import (
    ConnectionEnded,
    ConnectionNoted,
    LayerProvided,
    LevelApproved,
    ProtectionReviewed,
    SystemAmended,
    SystemRegistered,
    SystemRetired,
)

__all__ = [
    "ConnectionEnded",
    "ConnectionNoted",
    "DecisionEnded",
    "DecisionMade",
    "DecisionProposed",
    "FindingMended",
    "FindingOpened",
    "FindingReopened",
    "IndicatorDecided",
    "IntelligenceListFiled",
    "IntelligenceListReceived",
    "IntelligenceListRejected",
    "IntelligenceSourceEnded",
    "IntelligenceSourceRegistered",
    "InventoryConfirmed",
    "KnownErrorEnded",
    "KnownErrorRegistered",
    "LayerProvided",
    "LevelApproved",
    "LevelDossierAppraised",
    "LevelDossierSent",
    "MachineEnded",
    "MachineListRead",
    "MachineResolved",
    "MendingReported",
    "ProtectionReviewed",
    "ReportFiled",
    "ReportReceived",
    "ReportRejected",
    "SecurityContactEnded",
    "SecurityContactNamed",
    "SecurityDutyGiven",
    "SupportDuplicateNoted",
    "SupportIncidentClassified",
    "SupportIncidentConfirmed",
    "SupportIncidentLeftUnconfirmed",
    "SupportIncidentReopened",
    "SupportIncidentReported",
    "SupportIncidentResolved",
    "SupportMessageWritten",
    "SystemAmended",
    "SystemRegistered",
    "SystemRetired",
    "WarningListEnded",
    "WarningListLoaded",
]
