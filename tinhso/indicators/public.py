"""The door of indicators: definitions and cells for whoever fills an instance, figures for whoever prints them."""

from tinhso.indicators.actions.enter_plan import enter_plan
from tinhso.indicators.actions.enter_rank import enter_rank
from tinhso.indicators.actions.load_criteria import load_criteria
from tinhso.indicators.actions.load_indicators import load_indicators
from tinhso.indicators.actions.open_round import open_round
from tinhso.indicators.actions.recognise_agency import recognise_agency
from tinhso.indicators.actions.refresh_cells import refresh_cells
from tinhso.indicators.models import CriteriaSet

__all__ = [
    "CriteriaSet",
    "enter_plan",
    "enter_rank",
    "load_criteria",
    "load_indicators",
    "open_round",
    "recognise_agency",
    "refresh_cells",
]
