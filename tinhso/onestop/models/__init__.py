from tinhso.onestop.models.life_event import LifeEvent
from tinhso.onestop.models.online_service import OnlineService
from tinhso.onestop.models.procedure import Procedure
from tinhso.onestop.models.procedure_competence import ProcedureCompetence
from tinhso.onestop.models.procedure_field import ProcedureField
from tinhso.onestop.models.procedure_version import NoVersion, ProcedureVersion

__all__ = [
    "LifeEvent",
    "NoVersion",
    "OnlineService",
    "Procedure",
    "ProcedureCompetence",
    "ProcedureField",
    "ProcedureVersion",
]
