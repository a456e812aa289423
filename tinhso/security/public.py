"""The door of cybersecurity: its registers, and the way of level dossiers."""

from tinhso.security.contacts.actions.name_contact import name_contact
from tinhso.security.dossiers.actions.appraise_dossier import appraise_dossier
from tinhso.security.dossiers.actions.approve_dossier import approve_dossier
from tinhso.security.dossiers.actions.send_dossier import send_dossier
from tinhso.security.duties.actions.give_duty import give_duty
from tinhso.security.inventory.actions.confirm_inventory import confirm_inventory
from tinhso.security.machines.actions.read_machine_list import read_machine_list
from tinhso.security.models import InformationSystem, LevelDossier, SecurityContact, SecurityDuty
from tinhso.security.systems.actions.provide_layer import provide_layer
from tinhso.security.systems.actions.register_system import register_system
from tinhso.security.systems.actions.review_protection import review_protection
from tinhso.security.systems.entry import SystemEntry

__all__ = [
    "InformationSystem",
    "LevelDossier",
    "SecurityContact",
    "SecurityDuty",
    "SystemEntry",
    "appraise_dossier",
    "approve_dossier",
    "confirm_inventory",
    "give_duty",
    "name_contact",
    "provide_layer",
    "read_machine_list",
    "register_system",
    "review_protection",
    "send_dossier",
]
