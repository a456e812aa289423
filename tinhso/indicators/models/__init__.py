from tinhso.indicators.models.annotation import Annotation
from tinhso.indicators.models.approval import Approval
from tinhso.indicators.models.assessment import Assessment
from tinhso.indicators.models.assessment_round import AssessmentRound
from tinhso.indicators.models.assessment_score import AssessmentScore
from tinhso.indicators.models.criteria_set import CriteriaSet
from tinhso.indicators.models.criterion import Criterion
from tinhso.indicators.models.data_element import DataElement
from tinhso.indicators.models.data_entry import DataEntry
from tinhso.indicators.models.data_set import DataSet, DataSetAgency, DataSetElement
from tinhso.indicators.models.data_value import DataValue
from tinhso.indicators.models.dhis2_object import Dhis2Object
from tinhso.indicators.models.external_rank import ExternalRank
from tinhso.indicators.models.firm import Firm
from tinhso.indicators.models.firm_support import FirmSupport
from tinhso.indicators.models.good_model import GoodModel
from tinhso.indicators.models.good_model_copy import GoodModelCopy
from tinhso.indicators.models.good_model_file import GoodModelFile
from tinhso.indicators.models.indicator import Indicator
from tinhso.indicators.models.indicator_version import IndicatorVersion
from tinhso.indicators.models.measure_cell import MeasureCell
from tinhso.indicators.models.measure_state import MeasureState
from tinhso.indicators.models.outline import Outline
from tinhso.indicators.models.plan import Plan
from tinhso.indicators.models.plan_target import PlanTarget
from tinhso.indicators.models.plan_task import PlanTask
from tinhso.indicators.models.printed_figure import PrintedFigure
from tinhso.indicators.models.recognition import Recognition
from tinhso.indicators.models.report import Report
from tinhso.indicators.models.report_comment import ReportComment
from tinhso.indicators.models.support_programme import SupportProgramme
from tinhso.indicators.models.task_report import TaskReport
from tinhso.indicators.models.threshold_crossing import ThresholdCrossing
from tinhso.indicators.models.unusual_value import UnusualValue
from tinhso.indicators.models.validation_rule import ValidationRule

__all__ = [
    "Annotation",
    "Approval",
    "Assessment",
    "AssessmentRound",
    "AssessmentScore",
    "CriteriaSet",
    "Criterion",
    "DataElement",
    "DataEntry",
    "DataSet",
    "DataSetAgency",
    "DataSetElement",
    "DataValue",
    "Dhis2Object",
    "ExternalRank",
    "Firm",
    "FirmSupport",
    "GoodModel",
    "GoodModelCopy",
    "GoodModelFile",
    "Indicator",
    "IndicatorVersion",
    "MeasureCell",
    "MeasureState",
    "Outline",
    "Plan",
    "PlanTarget",
    "PlanTask",
    "PrintedFigure",
    "Recognition",
    "Report",
    "ReportComment",
    "SupportProgramme",
    "TaskReport",
    "ThresholdCrossing",
    "UnusualValue",
    "ValidationRule",
]
