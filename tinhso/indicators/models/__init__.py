from tinhso.indicators.models.indicator import Indicator
from tinhso.indicators.models.indicator_version import IndicatorVersion
from tinhso.indicators.models.measure_cell import MeasureCell
from tinhso.indicators.models.measure_state import MeasureState

__all__ = ["Indicator", "IndicatorVersion", "MeasureCell", "MeasureState"]
