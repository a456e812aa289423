from tinhso.indicators.models.assessment import Assessment
from tinhso.indicators.models.assessment_round import AssessmentRound
from tinhso.indicators.models.assessment_score import AssessmentScore
from tinhso.indicators.models.criteria_set import CriteriaSet
from tinhso.indicators.models.criterion import Criterion
from tinhso.indicators.models.external_rank import ExternalRank
from tinhso.indicators.models.indicator import Indicator
from tinhso.indicators.models.indicator_version import IndicatorVersion
from tinhso.indicators.models.measure_cell import MeasureCell
from tinhso.indicators.models.measure_state import MeasureState
from tinhso.indicators.models.plan import Plan
from tinhso.indicators.models.plan_target import PlanTarget
from tinhso.indicators.models.recognition import Recognition

__all__ = [
    "Assessment",
    "AssessmentRound",
    "AssessmentScore",
    "Plan",
    "PlanTarget",
    "Recognition",
    "ExternalRank",
    "CriteriaSet",
    "Criterion",
    "Indicator",
    "IndicatorVersion",
    "MeasureCell",
    "MeasureState",
]
