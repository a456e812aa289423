"""The door of indicators: definitions and cells for whoever fills an instance, figures for whoever prints them."""

from tinhso.indicators.actions.load_criteria import load_criteria
from tinhso.indicators.actions.load_indicators import load_indicators
from tinhso.indicators.actions.refresh_cells import refresh_cells

__all__ = ["load_criteria", "load_indicators", "refresh_cells"]
