"""The door of indicators: definitions and cells for whoever fills an instance, figures for whoever prints them."""

from tinhso.indicators.assessments.actions.open_round import open_round
from tinhso.indicators.cells.actions.refresh_cells import refresh_cells
from tinhso.indicators.data_entry.actions.approve_entry import approve_entry
from tinhso.indicators.data_entry.actions.complete_entry import complete_entry
from tinhso.indicators.data_entry.actions.lock_entry import lock_entry
from tinhso.indicators.data_entry.actions.save_values import save_values
from tinhso.indicators.economy.actions.enter_programme import enter_programme
from tinhso.indicators.economy.actions.enter_support import enter_support
from tinhso.indicators.good_models.actions.confirm_model import confirm_model
from tinhso.indicators.good_models.actions.copy_model import copy_model
from tinhso.indicators.good_models.actions.save_model import save_model
from tinhso.indicators.good_models.actions.submit_model import submit_model
from tinhso.indicators.infrastructure.actions.check_signal import check_signal
from tinhso.indicators.infrastructure.actions.confirm_signal import confirm_signal
from tinhso.indicators.infrastructure.actions.enter_item import enter_item
from tinhso.indicators.infrastructure.actions.enter_operator import enter_operator
from tinhso.indicators.infrastructure.actions.enter_village import enter_village
from tinhso.indicators.infrastructure.actions.import_table import import_table
from tinhso.indicators.infrastructure.actions.receive_table import receive_table
from tinhso.indicators.infrastructure.actions.sum_signal_reports import sum_signal_reports
from tinhso.indicators.infrastructure.report_category import signal_report_category
from tinhso.indicators.infrastructure.row_reading import ItemWords
from tinhso.indicators.loading.actions.load_criteria import load_criteria
from tinhso.indicators.loading.actions.load_data_sets import load_data_sets
from tinhso.indicators.loading.actions.load_indicators import load_indicators
from tinhso.indicators.loading.actions.load_report_regimes import load_report_regimes
from tinhso.indicators.models import (
    CriteriaSet,
    DataEntry,
    DataSet,
    GoodModel,
    ItemKind,
    NetworkOperator,
    PeriodicReport,
    Plan,
    PlanTask,
    Report,
    ReportRegime,
    Signal,
    SignalVillage,
    SupportProgramme,
)
from tinhso.indicators.periodic_reports.actions.accept_periodic_report import accept_periodic_report
from tinhso.indicators.periodic_reports.actions.open_owed_reports import open_owed_reports
from tinhso.indicators.periodic_reports.actions.open_periodic_report import NotOwed, open_periodic_report
from tinhso.indicators.periodic_reports.actions.return_periodic_report import return_periodic_report
from tinhso.indicators.periodic_reports.actions.send_periodic_report import send_periodic_report
from tinhso.indicators.periodic_reports.actions.write_periodic_report import write_periodic_report
from tinhso.indicators.plans.actions.confirm_task import confirm_task
from tinhso.indicators.plans.actions.enter_plan import enter_plan
from tinhso.indicators.plans.actions.give_task import give_task
from tinhso.indicators.plans.actions.report_progress import report_progress
from tinhso.indicators.plans.actions.set_funding import Money, set_funding
from tinhso.indicators.published.quoted_figures import QuotedFigure, quotable_indicators, quoted_figures
from tinhso.indicators.registers.actions.enter_rank import enter_rank
from tinhso.indicators.registers.actions.recognise_agency import recognise_agency
from tinhso.indicators.reports.actions.comment_report import comment_report
from tinhso.indicators.reports.actions.freeze_report import freeze_report
from tinhso.indicators.reports.actions.issue_report import issue_report
from tinhso.indicators.reports.actions.move_report import open_report, send_report
from tinhso.indicators.reports.actions.sign_report import sign_report

__all__ = [
    "Money",
    "set_funding",
    "ItemKind",
    "ItemWords",
    "NetworkOperator",
    "Signal",
    "SignalVillage",
    "signal_report_category",
    "check_signal",
    "confirm_signal",
    "enter_item",
    "enter_operator",
    "enter_village",
    "import_table",
    "receive_table",
    "sum_signal_reports",
    "CriteriaSet",
    "DataEntry",
    "DataSet",
    "GoodModel",
    "NotOwed",
    "PeriodicReport",
    "Plan",
    "PlanTask",
    "QuotedFigure",
    "Report",
    "ReportRegime",
    "SupportProgramme",
    "accept_periodic_report",
    "approve_entry",
    "comment_report",
    "complete_entry",
    "confirm_model",
    "confirm_task",
    "copy_model",
    "enter_plan",
    "enter_programme",
    "enter_rank",
    "enter_support",
    "freeze_report",
    "give_task",
    "issue_report",
    "load_criteria",
    "load_data_sets",
    "load_indicators",
    "load_report_regimes",
    "lock_entry",
    "open_owed_reports",
    "open_periodic_report",
    "open_report",
    "open_round",
    "quotable_indicators",
    "quoted_figures",
    "recognise_agency",
    "refresh_cells",
    "report_progress",
    "return_periodic_report",
    "save_model",
    "save_values",
    "send_periodic_report",
    "send_report",
    "sign_report",
    "submit_model",
    "write_periodic_report",
]
