from tinhso.onestop.models.appointments.appointment import Appointment
from tinhso.onestop.models.appointments.desk_capacity import DeskCapacity
from tinhso.onestop.models.builder.dossier_migration import DossierMigration
from tinhso.onestop.models.catalogue.catalogue_import import CatalogueImport
from tinhso.onestop.models.catalogue.life_event import LifeEvent
from tinhso.onestop.models.catalogue.national_import import NationalApproval, NationalChange, NationalImport
from tinhso.onestop.models.catalogue.online_service import OnlineService
from tinhso.onestop.models.catalogue.procedure import Procedure
from tinhso.onestop.models.catalogue.procedure_competence import ProcedureCompetence
from tinhso.onestop.models.catalogue.procedure_field import ProcedureField
from tinhso.onestop.models.catalogue.procedure_version import NoVersion, ProcedureVersion
from tinhso.onestop.models.catalogue.recording import Recording
from tinhso.onestop.models.companies.company_delegation import CompanyDelegation
from tinhso.onestop.models.companies.company_representative import CompanyRepresentative
from tinhso.onestop.models.dossier.attachment import Attachment
from tinhso.onestop.models.dossier.consent import Consent
from tinhso.onestop.models.dossier.dossier import Dossier
from tinhso.onestop.models.dossier.paper_handed_in import PaperHandedIn
from tinhso.onestop.models.dossier.settled_identity import SettledIdentity
from tinhso.onestop.models.dossier.slip import Slip
from tinhso.onestop.models.dossier.trip import Trip
from tinhso.onestop.models.handling.hand_over import HandOver
from tinhso.onestop.models.linked_services.linked_answer import LinkedAnswer
from tinhso.onestop.models.linked_services.linked_message import LinkedMessage
from tinhso.onestop.models.linked_services.linked_part import LinkedPart
from tinhso.onestop.models.ministry_software.copied_field import CopiedField
from tinhso.onestop.models.ministry_software.software_field import SoftwareField
from tinhso.onestop.models.money.bank_nonce import BankNonce
from tinhso.onestop.models.money.collection_account import CollectionAccount
from tinhso.onestop.models.money.fee_charge import ChargeChanged, FeeCharge
from tinhso.onestop.models.money.payment import Payment, PaymentChanged
from tinhso.onestop.models.money.reconciliation import Reconciliation, ReconciliationLine
from tinhso.onestop.models.money.refund import Refund
from tinhso.onestop.models.national_portal.portal_arrival import PortalArrival
from tinhso.onestop.models.national_portal.portal_dossier import PortalDossier
from tinhso.onestop.models.national_portal.portal_fee import PortalFee
from tinhso.onestop.models.national_portal.portal_message import PortalMessage
from tinhso.onestop.models.offers.offers_off import OffersOff
from tinhso.onestop.models.offers.proactive_offer import ProactiveOffer
from tinhso.onestop.models.once_only.paper_source import PaperSource
from tinhso.onestop.models.once_only.source_record import ConsentBy, ReplyKind, SourceRecord
from tinhso.onestop.models.publications.publication import Publication, PublishedProcedure
from tinhso.onestop.models.results.decision import Decision
from tinhso.onestop.models.retention.erasure import Erasure
from tinhso.onestop.models.retention.retention_hold import RetentionHold
from tinhso.onestop.models.store.paper_showing import PaperShowing
from tinhso.onestop.models.store.store_entry import Standing, StoreEntry
from tinhso.onestop.models.takeover.cutover import Cutover, CutoverDossier

__all__ = [
    "CopiedField",
    "SoftwareField",
    "Appointment",
    "Attachment",
    "CatalogueImport",
    "BankNonce",
    "ChargeChanged",
    "CollectionAccount",
    "CompanyDelegation",
    "CompanyRepresentative",
    "Consent",
    "ConsentBy",
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
    "NationalApproval",
    "NationalChange",
    "NationalImport",
    "NoVersion",
    "OffersOff",
    "OnlineService",
    "Payment",
    "PaymentChanged",
    "PortalArrival",
    "PortalDossier",
    "PortalFee",
    "PortalMessage",
    "PaperHandedIn",
    "PaperShowing",
    "PaperSource",
    "ProactiveOffer",
    "Procedure",
    "ProcedureCompetence",
    "ProcedureField",
    "ProcedureVersion",
    "Publication",
    "PublishedProcedure",
    "Recording",
    "Reconciliation",
    "ReconciliationLine",
    "Refund",
    "RetentionHold",
    "ReplyKind",
    "SettledIdentity",
    "Slip",
    "SourceRecord",
    "Standing",
    "StoreEntry",
    "Trip",
]
