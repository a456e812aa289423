from tinhso.indicators.models.criteria_set import CriteriaSet
from tinhso.indicators.models.criterion import Criterion
from tinhso.indicators.models.indicator import Indicator
from tinhso.indicators.models.indicator_version import IndicatorVersion
from tinhso.indicators.models.measure_cell import MeasureCell
from tinhso.indicators.models.measure_state import MeasureState

__all__ = [
    "CriteriaSet",
    "Criterion",
    "Indicator",
    "IndicatorVersion",
    "MeasureCell",
    "MeasureState",
]
