from tinhso.security.models.advisory import OPEN_TASKS, AdvisoryTask, SecurityAdvisory
from tinhso.security.models.collector_key import CollectorKey
from tinhso.security.models.contact import SecurityContact
from tinhso.security.models.cyber_incident import AffectedAsset, CyberIncident, IncidentAlert
from tinhso.security.models.detection_hit import DetectionException, DetectionHit
from tinhso.security.models.detection_rule import DetectionRule
from tinhso.security.models.detection_run import DetectionRun
from tinhso.security.models.duty import SecurityDuty
from tinhso.security.models.incident_course import (
    EvidenceTransfer,
    IncidentEntry,
    IncidentEvidence,
    IncidentTask,
)
from tinhso.security.models.incident_report import DataBreach, IncidentReport
from tinhso.security.models.indicator import Indicator, IndicatorRecord
from tinhso.security.models.information_system import InformationSystem, SystemConnection
from tinhso.security.models.intelligence_source import (
    NARROW,
    IntelligenceLoad,
    IntelligenceSource,
    Tlp,
)
from tinhso.security.models.inventory import InventoryConfirmation
from tinhso.security.models.known_error import KnownError
from tinhso.security.models.level_dossier import LevelDossier
from tinhso.security.models.machine import Machine, MachineAddress, MachineList
from tinhso.security.models.network_log import (
    REVIEWED_WITHIN,
    HuntedIndicator,
    LogOpening,
    LogSuspicion,
    NetworkLog,
    SeenDomain,
)
from tinhso.security.models.protection import LevelApproval, ProtectionLayer, ProtectionReview
from tinhso.security.models.scan_import import LOG_TOOLS, ScanCoverage, ScanImport, UnregisteredMachine
from tinhso.security.models.security_finding import (
    OPEN_STATES,
    FindingChange,
    FindingDecision,
    FindingYear,
    SecurityFinding,
)
from tinhso.security.models.software_bill import SoftwareBill, SoftwareComponent, VexStatement
from tinhso.security.models.support_incident import SupportIncident, SupportMessage
from tinhso.security.models.warning_list import WarningEntry, WarningList
from tinhso.security.models.weakness_intelligence import WeaknessIntelligence

__all__ = [
    "LOG_TOOLS",
    "NARROW",
    "OPEN_STATES",
    "REVIEWED_WITHIN",
    "OPEN_TASKS",
    "AdvisoryTask",
    "CollectorKey",
    "AffectedAsset",
    "CyberIncident",
    "DataBreach",
    "DetectionException",
    "DetectionHit",
    "DetectionRule",
    "DetectionRun",
    "EvidenceTransfer",
    "FindingChange",
    "FindingDecision",
    "FindingYear",
    "HuntedIndicator",
    "IncidentAlert",
    "IncidentEntry",
    "IncidentEvidence",
    "IncidentReport",
    "IncidentTask",
    "Indicator",
    "IndicatorRecord",
    "InformationSystem",
    "IntelligenceLoad",
    "IntelligenceSource",
    "InventoryConfirmation",
    "KnownError",
    "LevelApproval",
    "LevelDossier",
    "LogOpening",
    "LogSuspicion",
    "Machine",
    "MachineAddress",
    "MachineList",
    "NetworkLog",
    "ProtectionLayer",
    "ProtectionReview",
    "ScanCoverage",
    "ScanImport",
    "SecurityAdvisory",
    "SecurityContact",
    "SecurityDuty",
    "SecurityFinding",
    "SeenDomain",
    "SoftwareBill",
    "SoftwareComponent",
    "SupportIncident",
    "SupportMessage",
    "SystemConnection",
    "Tlp",
    "UnregisteredMachine",
    "VexStatement",
    "WarningEntry",
    "WarningList",
    "WeaknessIntelligence",
]
