"""The door of indicators: definitions and cells for whoever fills an instance, figures for whoever prints them."""

from tinhso.indicators.actions.approve_entry import approve_entry
from tinhso.indicators.actions.complete_entry import complete_entry
from tinhso.indicators.actions.load_data_sets import load_data_sets
from tinhso.indicators.actions.load_indicators import load_indicators
from tinhso.indicators.actions.lock_entry import lock_entry
from tinhso.indicators.actions.refresh_cells import refresh_cells
from tinhso.indicators.actions.save_values import save_values
from tinhso.indicators.models import DataEntry, DataSet

__all__ = [
    "DataEntry",
    "DataSet",
    "approve_entry",
    "complete_entry",
    "load_data_sets",
    "load_indicators",
    "lock_entry",
    "refresh_cells",
    "save_values",
]
