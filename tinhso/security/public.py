"""The door of cybersecurity: its registers, the way of level dossiers, reports of scanners and findings."""

from tinhso.security.contacts.actions.name_contact import name_contact
from tinhso.security.dossiers.actions.appraise_dossier import appraise_dossier
from tinhso.security.dossiers.actions.approve_dossier import approve_dossier
from tinhso.security.dossiers.actions.send_dossier import send_dossier
from tinhso.security.duties.actions.give_duty import give_duty
from tinhso.security.findings.actions.confirm_mending import confirm_mending
from tinhso.security.findings.actions.decide import decide
from tinhso.security.findings.actions.report_mending import report_mending
from tinhso.security.intake.actions.receive_report import receive_report
from tinhso.security.intake.reading import read_received_report
from tinhso.security.inventory.actions.confirm_inventory import confirm_inventory
from tinhso.security.machines.actions.read_machine_list import read_machine_list
from tinhso.security.models import (
    InformationSystem,
    LevelDossier,
    SecurityContact,
    SecurityDuty,
    SecurityFinding,
)
from tinhso.security.systems.actions.provide_layer import provide_layer
from tinhso.security.systems.actions.register_system import register_system
from tinhso.security.systems.actions.review_protection import review_protection
from tinhso.security.systems.entry import SystemEntry

__all__ = [
    "InformationSystem",
    "LevelDossier",
    "SecurityContact",
    "SecurityDuty",
    "SecurityFinding",
    "SystemEntry",
    "appraise_dossier",
    "approve_dossier",
    "confirm_inventory",
    "confirm_mending",
    "decide",
    "give_duty",
    "name_contact",
    "provide_layer",
    "read_machine_list",
    "read_received_report",
    "receive_report",
    "register_system",
    "report_mending",
    "review_protection",
    "send_dossier",
]
