from tinhso.security.models.contact import SecurityContact
from tinhso.security.models.duty import SecurityDuty
from tinhso.security.models.information_system import InformationSystem, SystemConnection
from tinhso.security.models.inventory import InventoryConfirmation
from tinhso.security.models.level_dossier import LevelDossier
from tinhso.security.models.machine import Machine, MachineAddress, MachineList
from tinhso.security.models.protection import LevelApproval, ProtectionLayer, ProtectionReview

__all__ = [
    "InformationSystem",
    "InventoryConfirmation",
    "LevelApproval",
    "LevelDossier",
    "Machine",
    "MachineAddress",
    "MachineList",
    "ProtectionLayer",
    "ProtectionReview",
    "SecurityContact",
    "SecurityDuty",
    "SystemConnection",
]
