from tinhso.onestop.models.appointment import Appointment
from tinhso.onestop.models.attachment import Attachment
from tinhso.onestop.models.bank_nonce import BankNonce
from tinhso.onestop.models.catalogue_import import CatalogueImport
from tinhso.onestop.models.collection_account import CollectionAccount
from tinhso.onestop.models.consent import Consent
from tinhso.onestop.models.cutover import Cutover, CutoverDossier
from tinhso.onestop.models.decision import Decision
from tinhso.onestop.models.desk_capacity import DeskCapacity
from tinhso.onestop.models.dossier import Dossier
from tinhso.onestop.models.dossier_migration import DossierMigration
from tinhso.onestop.models.erasure import Erasure
from tinhso.onestop.models.fee_charge import ChargeChanged, FeeCharge
from tinhso.onestop.models.hand_over import HandOver
from tinhso.onestop.models.life_event import LifeEvent
from tinhso.onestop.models.linked_answer import LinkedAnswer
from tinhso.onestop.models.linked_message import LinkedMessage
from tinhso.onestop.models.linked_part import LinkedPart
from tinhso.onestop.models.online_service import OnlineService
from tinhso.onestop.models.paper_handed_in import PaperHandedIn
from tinhso.onestop.models.payment import Payment, PaymentChanged
from tinhso.onestop.models.portal_arrival import PortalArrival
from tinhso.onestop.models.portal_dossier import PortalDossier
from tinhso.onestop.models.portal_fee import PortalFee
from tinhso.onestop.models.portal_message import PortalMessage
from tinhso.onestop.models.procedure import Procedure
from tinhso.onestop.models.procedure_competence import ProcedureCompetence
from tinhso.onestop.models.procedure_field import ProcedureField
from tinhso.onestop.models.procedure_version import NoVersion, ProcedureVersion
from tinhso.onestop.models.publication import Publication, PublishedProcedure
from tinhso.onestop.models.reconciliation import Reconciliation, ReconciliationLine
from tinhso.onestop.models.refund import Refund
from tinhso.onestop.models.retention_hold import RetentionHold
from tinhso.onestop.models.slip import Slip
from tinhso.onestop.models.store_entry import Standing, StoreEntry
from tinhso.onestop.models.trip import Trip

__all__ = [
    "Appointment",
    "Attachment",
    "CatalogueImport",
    "BankNonce",
    "ChargeChanged",
    "CollectionAccount",
    "Consent",
    "Cutover",
    "CutoverDossier",
    "Decision",
    "DeskCapacity",
    "Dossier",
    "DossierMigration",
    "Erasure",
    "FeeCharge",
    "HandOver",
    "LifeEvent",
    "LinkedAnswer",
    "LinkedMessage",
    "LinkedPart",
    "NoVersion",
    "OnlineService",
    "Payment",
    "PaymentChanged",
    "PortalArrival",
    "PortalDossier",
    "PortalFee",
    "PortalMessage",
    "PaperHandedIn",
    "Procedure",
    "ProcedureCompetence",
    "ProcedureField",
    "ProcedureVersion",
    "Publication",
    "PublishedProcedure",
    "Reconciliation",
    "ReconciliationLine",
    "Refund",
    "RetentionHold",
    "Slip",
    "Standing",
    "StoreEntry",
    "Trip",
]
