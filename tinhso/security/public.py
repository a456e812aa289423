"""The door of cybersecurity: its registers, the way of level dossiers, reports of scanners and findings."""

from tinhso.security.advisories.actions.acknowledge_advisory import acknowledge_advisory
from tinhso.security.advisories.actions.answer_advisory import answer_advisory
from tinhso.security.advisories.actions.issue_advisory import issue_advisory
from tinhso.security.advisories.entry import AdvisoryEntry
from tinhso.security.bills.actions.register_bill import register_bill
from tinhso.security.contacts.actions.name_contact import name_contact
from tinhso.security.detection.actions.dismiss_hit import dismiss_hit
from tinhso.security.detection.actions.receive_events import receive_events
from tinhso.security.detection.actions.register_rules import register_rules
from tinhso.security.detection.actions.switch_rule_on import switch_rule_on
from tinhso.security.detection.execution import run_received_events
from tinhso.security.dossiers.actions.appraise_dossier import appraise_dossier
from tinhso.security.dossiers.actions.approve_dossier import approve_dossier
from tinhso.security.dossiers.actions.send_dossier import send_dossier
from tinhso.security.duties.actions.give_duty import give_duty
from tinhso.security.findings.actions.confirm_mending import confirm_mending
from tinhso.security.findings.actions.decide import decide
from tinhso.security.findings.actions.report_mending import report_mending
from tinhso.security.hunting.actions.decide_suspicion import decide_suspicion
from tinhso.security.hunting.reviewing import review_log
from tinhso.security.incidents.actions.add_evidence import add_evidence
from tinhso.security.incidents.actions.choose_plan import choose_plan
from tinhso.security.incidents.actions.classify_incident import classify_incident
from tinhso.security.incidents.actions.close_cyber_incident import close_cyber_incident
from tinhso.security.incidents.actions.finish_step import finish_step
from tinhso.security.incidents.actions.merge_incidents import merge_incidents
from tinhso.security.incidents.actions.note_breach import note_breach
from tinhso.security.incidents.actions.refuse_cyber_incident import refuse_cyber_incident
from tinhso.security.incidents.actions.report_cyber_incident import report_cyber_incident
from tinhso.security.incidents.actions.restore_incident import restore_incident
from tinhso.security.incidents.actions.send_report import send_report
from tinhso.security.incidents.actions.summarise_incident import summarise_incident
from tinhso.security.incidents.actions.tick_task import tick_task
from tinhso.security.incidents.actions.verify_incident import verify_incident
from tinhso.security.incidents.actions.write_entry import write_entry
from tinhso.security.intake.actions.receive_report import receive_report
from tinhso.security.intake.reading import read_received_report
from tinhso.security.intelligence.actions.decide_indicator import decide_indicator
from tinhso.security.intelligence.actions.receive_list import receive_list
from tinhso.security.intelligence.actions.register_source import register_source
from tinhso.security.intelligence.reading import read_received_list
from tinhso.security.intelligence.source_entry import SourceEntry
from tinhso.security.inventory.actions.confirm_inventory import confirm_inventory
from tinhso.security.machines.actions.read_machine_list import read_machine_list
from tinhso.security.models import (
    AdvisoryTask,
    CyberIncident,
    DetectionHit,
    IncidentReport,
    IncidentTask,
    Indicator,
    InformationSystem,
    KnownError,
    LevelDossier,
    LogSuspicion,
    NetworkLog,
    SecurityContact,
    SecurityDuty,
    SecurityFinding,
    SupportIncident,
)
from tinhso.security.support.actions.answer_desk import answer_desk
from tinhso.security.support.actions.ask_reporter import ask_reporter
from tinhso.security.support.actions.close_unconfirmed import close_unconfirmed
from tinhso.security.support.actions.confirm_incident import confirm_incident
from tinhso.security.support.actions.end_known_error import end_known_error
from tinhso.security.support.actions.receive_incident import receive_incident
from tinhso.security.support.actions.refuse_incident import refuse_incident
from tinhso.security.support.actions.register_known_error import register_known_error
from tinhso.security.support.actions.reopen_incident import reopen_incident
from tinhso.security.support.actions.report_incident import report_incident
from tinhso.security.support.actions.resolve_incident import resolve_incident
from tinhso.security.support.actions.withdraw_incident import withdraw_incident
from tinhso.security.systems.actions.note_approval import note_approval
from tinhso.security.systems.actions.provide_layer import provide_layer
from tinhso.security.systems.actions.register_system import register_system
from tinhso.security.systems.actions.retire_system import retire_system
from tinhso.security.systems.actions.review_protection import review_protection
from tinhso.security.systems.entry import SystemEntry
from tinhso.security.vex.actions.make_statement import make_statement
from tinhso.security.vex.entry import StatementEntry

__all__ = [
    "AdvisoryEntry",
    "AdvisoryTask",
    "CyberIncident",
    "DetectionHit",
    "IncidentReport",
    "IncidentTask",
    "Indicator",
    "InformationSystem",
    "KnownError",
    "LevelDossier",
    "LogSuspicion",
    "NetworkLog",
    "SecurityContact",
    "SecurityDuty",
    "SecurityFinding",
    "SourceEntry",
    "StatementEntry",
    "SupportIncident",
    "SystemEntry",
    "acknowledge_advisory",
    "add_evidence",
    "answer_advisory",
    "answer_desk",
    "appraise_dossier",
    "approve_dossier",
    "ask_reporter",
    "choose_plan",
    "classify_incident",
    "close_cyber_incident",
    "close_unconfirmed",
    "confirm_incident",
    "confirm_inventory",
    "confirm_mending",
    "decide",
    "decide_indicator",
    "decide_suspicion",
    "dismiss_hit",
    "end_known_error",
    "finish_step",
    "give_duty",
    "issue_advisory",
    "make_statement",
    "merge_incidents",
    "name_contact",
    "note_approval",
    "note_breach",
    "provide_layer",
    "read_machine_list",
    "read_received_list",
    "read_received_report",
    "receive_events",
    "receive_incident",
    "receive_list",
    "receive_report",
    "refuse_cyber_incident",
    "refuse_incident",
    "register_bill",
    "register_known_error",
    "register_rules",
    "register_source",
    "register_system",
    "reopen_incident",
    "report_cyber_incident",
    "report_incident",
    "report_mending",
    "resolve_incident",
    "restore_incident",
    "retire_system",
    "review_log",
    "review_protection",
    "run_received_events",
    "send_dossier",
    "send_report",
    "summarise_incident",
    "switch_rule_on",
    "tick_task",
    "verify_incident",
    "withdraw_incident",
    "write_entry",
]
