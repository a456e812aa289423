from tinhso.indicators.models.approval import Approval
from tinhso.indicators.models.data_element import DataElement
from tinhso.indicators.models.data_entry import DataEntry
from tinhso.indicators.models.data_set import DataSet, DataSetAgency, DataSetElement
from tinhso.indicators.models.data_value import DataValue
from tinhso.indicators.models.dhis2_object import Dhis2Object
from tinhso.indicators.models.indicator import Indicator
from tinhso.indicators.models.indicator_version import IndicatorVersion
from tinhso.indicators.models.measure_cell import MeasureCell
from tinhso.indicators.models.measure_state import MeasureState
from tinhso.indicators.models.validation_rule import ValidationRule

__all__ = [
    "Approval",
    "DataElement",
    "DataEntry",
    "DataSet",
    "DataSetAgency",
    "DataSetElement",
    "DataValue",
    "Dhis2Object",
    "Indicator",
    "IndicatorVersion",
    "MeasureCell",
    "MeasureState",
    "ValidationRule",
]
