from tinhso.onestop.models.attachment import Attachment
from tinhso.onestop.models.decision import Decision
from tinhso.onestop.models.dossier import Dossier
from tinhso.onestop.models.hand_over import HandOver
from tinhso.onestop.models.life_event import LifeEvent
from tinhso.onestop.models.online_service import OnlineService
from tinhso.onestop.models.paper_handed_in import PaperHandedIn
from tinhso.onestop.models.procedure import Procedure
from tinhso.onestop.models.procedure_competence import ProcedureCompetence
from tinhso.onestop.models.procedure_field import ProcedureField
from tinhso.onestop.models.procedure_version import NoVersion, ProcedureVersion
from tinhso.onestop.models.slip import Slip
from tinhso.onestop.models.trip import Trip

__all__ = [
    "Attachment",
    "Decision",
    "Dossier",
    "HandOver",
    "LifeEvent",
    "NoVersion",
    "OnlineService",
    "PaperHandedIn",
    "Procedure",
    "ProcedureCompetence",
    "ProcedureField",
    "ProcedureVersion",
    "Slip",
    "Trip",
]
