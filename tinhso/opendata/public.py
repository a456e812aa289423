"""The door of open data."""

from tinhso.opendata.actions.draft_dataset import draft_dataset
from tinhso.opendata.actions.enter_open_list import ListRefused, enter_open_list
from tinhso.opendata.actions.load_open_data import load_open_data
from tinhso.opendata.actions.open_dataset import ChangedMeanwhile, NotListed, open_dataset
from tinhso.opendata.actions.publish_file import publish_file
from tinhso.opendata.actions.refresh_dataset import refresh_dataset
from tinhso.opendata.actions.withdraw_dataset import withdraw_dataset
from tinhso.opendata.models import Dataset

__all__ = [
    "ChangedMeanwhile",
    "Dataset",
    "ListRefused",
    "NotListed",
    "draft_dataset",
    "enter_open_list",
    "load_open_data",
    "open_dataset",
    "publish_file",
    "refresh_dataset",
    "withdraw_dataset",
]
