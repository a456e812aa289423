from tinhso.opendata.models.api_token import ApiToken
from tinhso.opendata.models.data_question import DataQuestion
from tinhso.opendata.models.data_table import DataTable
from tinhso.opendata.models.data_version import DataVersion
from tinhso.opendata.models.dataset import Dataset, Frequency
from tinhso.opendata.models.dataset_follow import DatasetFollow
from tinhso.opendata.models.distribution import Distribution
from tinhso.opendata.models.edition import Edition
from tinhso.opendata.models.former_address import FormerAddress
from tinhso.opendata.models.harvest_source import HarvestSource
from tinhso.opendata.models.harvested import Harvested
from tinhso.opendata.models.intake import Intake
from tinhso.opendata.models.licence import Licence
from tinhso.opendata.models.national_delivery import NationalDelivery
from tinhso.opendata.models.open_data_line import OpenDataLine
from tinhso.opendata.models.open_data_list import OpenDataList
from tinhso.opendata.models.reuse import Reuse
from tinhso.opendata.models.series import Series
from tinhso.opendata.models.stories import Story, StoryPicture, StorySource, StoryText
from tinhso.opendata.models.theme import Theme
from tinhso.opendata.models.upkeep import Upkeep
from tinhso.opendata.models.usage_day import UsageDay
from tinhso.opendata.models.version_profile import VersionProfile

__all__ = [
    "ApiToken",
    "DataQuestion",
    "DataTable",
    "DataVersion",
    "Dataset",
    "DatasetFollow",
    "Distribution",
    "Edition",
    "FormerAddress",
    "Frequency",
    "HarvestSource",
    "Harvested",
    "Intake",
    "Licence",
    "NationalDelivery",
    "OpenDataLine",
    "OpenDataList",
    "Reuse",
    "Series",
    "Story",
    "StoryPicture",
    "StorySource",
    "StoryText",
    "Theme",
    "Upkeep",
    "UsageDay",
    "VersionProfile",
]
