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
from tinhso.indicators.loading.actions.load_criteria import load_criteria
from tinhso.indicators.loading.actions.load_data_sets import load_data_sets
from tinhso.indicators.loading.actions.load_indicators import load_indicators
from tinhso.indicators.models import (
    CriteriaSet,
    DataEntry,
    DataSet,
    GoodModel,
    Plan,
    PlanTask,
    SupportProgramme,
)
from tinhso.indicators.plans.actions.confirm_task import confirm_task
from tinhso.indicators.plans.actions.enter_plan import enter_plan
from tinhso.indicators.plans.actions.give_task import give_task
from tinhso.indicators.plans.actions.report_progress import report_progress
from tinhso.indicators.published.quoted_figures import QuotedFigure, quotable_indicators, quoted_figures
from tinhso.indicators.registers.actions.enter_rank import enter_rank
from tinhso.indicators.registers.actions.recognise_agency import recognise_agency

__all__ = [
    "CriteriaSet",
    "DataEntry",
    "DataSet",
    "GoodModel",
    "Plan",
    "PlanTask",
    "QuotedFigure",
    "SupportProgramme",
    "approve_entry",
    "complete_entry",
    "confirm_model",
    "confirm_task",
    "copy_model",
    "enter_plan",
    "enter_programme",
    "enter_rank",
    "enter_support",
    "give_task",
    "load_criteria",
    "load_data_sets",
    "load_indicators",
    "lock_entry",
    "open_round",
    "quotable_indicators",
    "quoted_figures",
    "recognise_agency",
    "refresh_cells",
    "report_progress",
    "save_model",
    "save_values",
    "submit_model",
]
