"""The door of open data."""

from tinhso.opendata.actions.enter_open_list import ListRefused, enter_open_list
from tinhso.opendata.actions.load_open_data import load_open_data
from tinhso.opendata.actions.open_dataset import ChangedMeanwhile, NotListed, open_dataset
from tinhso.opendata.actions.refresh_dataset import refresh_dataset
from tinhso.opendata.actions.withdraw_dataset import withdraw_dataset
from tinhso.opendata.engine import warm
from tinhso.opendata.models import Dataset

__all__ = [
    "ChangedMeanwhile",
    "Dataset",
    "ListRefused",
    "NotListed",
    "enter_open_list",
    "load_open_data",
    "open_dataset",
    "refresh_dataset",
    "warm",
    "withdraw_dataset",
]
