from tinhso.opendata.models.data_version import DataVersion
from tinhso.opendata.models.dataset import Dataset
from tinhso.opendata.models.licence import Licence
from tinhso.opendata.models.open_data_line import OpenDataLine
from tinhso.opendata.models.open_data_list import OpenDataList
from tinhso.opendata.models.theme import Theme
from tinhso.opendata.models.usage_day import UsageDay
from tinhso.opendata.models.version_profile import VersionProfile

__all__ = [
    "DataVersion",
    "Dataset",
    "Licence",
    "OpenDataLine",
    "OpenDataList",
    "Theme",
    "UsageDay",
    "VersionProfile",
]
