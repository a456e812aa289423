from tinhso.indicators.models.assessments.assessment import Assessment
from tinhso.indicators.models.assessments.assessment_round import AssessmentRound
from tinhso.indicators.models.assessments.assessment_score import AssessmentScore
from tinhso.indicators.models.assessments.criteria_set import CriteriaSet
from tinhso.indicators.models.assessments.criterion import Criterion
from tinhso.indicators.models.assessments.firm import Firm
from tinhso.indicators.models.cells.measure_cell import MeasureCell
from tinhso.indicators.models.cells.measure_state import MeasureState
from tinhso.indicators.models.data_entry.approval import Approval
from tinhso.indicators.models.data_entry.data_element import DataElement
from tinhso.indicators.models.data_entry.data_entry import DataEntry
from tinhso.indicators.models.data_entry.data_set import DataSet, DataSetAgency, DataSetElement
from tinhso.indicators.models.data_entry.data_value import DataValue
from tinhso.indicators.models.data_entry.dhis2_object import Dhis2Object
from tinhso.indicators.models.data_entry.unusual_value import UnusualValue
from tinhso.indicators.models.data_entry.validation_rule import ValidationRule
from tinhso.indicators.models.definitions.indicator import Indicator
from tinhso.indicators.models.definitions.indicator_version import IndicatorVersion
from tinhso.indicators.models.economy.firm_support import FirmSupport
from tinhso.indicators.models.economy.support_programme import SupportProgramme
from tinhso.indicators.models.executive.agency_urging import AgencyUrging
from tinhso.indicators.models.executive.threshold_crossing import ThresholdCrossing
from tinhso.indicators.models.figure_page.annotation import Annotation
from tinhso.indicators.models.good_models.good_model import GoodModel
from tinhso.indicators.models.good_models.good_model_copy import GoodModelCopy
from tinhso.indicators.models.good_models.good_model_file import GoodModelFile
from tinhso.indicators.models.infrastructure.infrastructure_item import InfrastructureItem
from tinhso.indicators.models.infrastructure.item_kind import TECHNOLOGIES, ItemKind
from tinhso.indicators.models.infrastructure.network_operator import NetworkOperator
from tinhso.indicators.models.infrastructure.operator_table import OperatorTable
from tinhso.indicators.models.infrastructure.signal_check import SignalCheck
from tinhso.indicators.models.infrastructure.signal_report_count import SignalReportCount
from tinhso.indicators.models.infrastructure.signal_village import Signal, SignalVillage
from tinhso.indicators.models.infrastructure.station_position import StationPosition
from tinhso.indicators.models.maps.outline import Outline
from tinhso.indicators.models.periodic_reports.periodic_report import PeriodicReport
from tinhso.indicators.models.periodic_reports.periodic_report_sending import PeriodicReportSending
from tinhso.indicators.models.periodic_reports.report_regime import ReportRegime
from tinhso.indicators.models.plans.plan import Plan
from tinhso.indicators.models.plans.plan_funding import PlanFunding
from tinhso.indicators.models.plans.plan_target import PlanTarget
from tinhso.indicators.models.plans.plan_task import PlanTask
from tinhso.indicators.models.plans.task_report import TaskReport
from tinhso.indicators.models.registers.external_rank import ExternalRank
from tinhso.indicators.models.registers.recognition import Recognition
from tinhso.indicators.models.reports.printed_figure import PrintedFigure
from tinhso.indicators.models.reports.report import Report
from tinhso.indicators.models.reports.report_comment import ReportComment
from tinhso.indicators.models.reports.report_text import ReportText

__all__ = [
    "AgencyUrging",
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
    "InfrastructureItem",
    "ItemKind",
    "MeasureCell",
    "MeasureState",
    "NetworkOperator",
    "OperatorTable",
    "Outline",
    "PeriodicReport",
    "PeriodicReportSending",
    "Plan",
    "PlanFunding",
    "PlanTarget",
    "PlanTask",
    "PrintedFigure",
    "Recognition",
    "Report",
    "ReportComment",
    "ReportRegime",
    "ReportText",
    "Signal",
    "SignalCheck",
    "SignalReportCount",
    "SignalVillage",
    "StationPosition",
    "SupportProgramme",
    "TECHNOLOGIES",
    "TaskReport",
    "ThresholdCrossing",
    "UnusualValue",
    "ValidationRule",
]
