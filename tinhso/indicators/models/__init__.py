from tinhso.indicators.models.annotation import Annotation
from tinhso.indicators.models.indicator import Indicator
from tinhso.indicators.models.indicator_version import IndicatorVersion
from tinhso.indicators.models.measure_cell import MeasureCell
from tinhso.indicators.models.measure_state import MeasureState
from tinhso.indicators.models.outline import Outline
from tinhso.indicators.models.printed_figure import PrintedFigure
from tinhso.indicators.models.report import Report
from tinhso.indicators.models.report_comment import ReportComment
from tinhso.indicators.models.threshold_crossing import ThresholdCrossing

__all__ = [
    "Annotation",
    "Indicator",
    "IndicatorVersion",
    "MeasureCell",
    "MeasureState",
    "Outline",
    "PrintedFigure",
    "Report",
    "ReportComment",
    "ThresholdCrossing",
]
