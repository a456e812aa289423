from tinhso.opendata.models.data_version import DataVersion
from tinhso.opendata.models.dataset import Dataset
from tinhso.opendata.models.licence import Licence
from tinhso.opendata.models.open_data_line import OpenDataLine
from tinhso.opendata.models.open_data_list import OpenDataList
from tinhso.opendata.models.theme import Theme

__all__ = ["DataVersion", "Dataset", "Licence", "OpenDataLine", "OpenDataList", "Theme"]
