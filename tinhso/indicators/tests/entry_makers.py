"""Makers: a monthly data set of two elements that agency A reports, and one rule."""

from datetime import date, datetime
from decimal import Decimal

from tinhso.indicators.data_entry.actions.save_values import save_values
from tinhso.indicators.models import (
    DataElement,
    DataEntry,
    DataSet,
    DataSetAgency,
    DataSetElement,
    ValidationRule,
)
from tinhso.kernel.site.clock import HANOI
from tinhso.lib.periods import Period

NOW = datetime(2024, 3, 8, 9, 0, tzinfo=HANOI)
PERIOD = Period.parse("202402")
KINDS = {"name": "kind", "label": "Loại", "options": [["a", "Loại A"], ["b", "Loại B"]]}


def make_set(agency, *, code="bieu-thu", approval_from=date(2024, 1, 1), **more):
    sold, _ = DataElement.objects.get_or_create(
        code="test.sold",
        defaults={"name": "Bán ra", "unit": "cái", "value_type": "positive", "decimals": 1, "dims": [KINDS]},
    )
    stock, _ = DataElement.objects.get_or_create(
        code="test.stock", defaults={"name": "Tồn kho", "value_type": "count", "agg_time": "last"}
    )
    data_set = DataSet.objects.create(
        code=code, name="Biểu thử", period_kind="month", approval_from=approval_from, timely_days=10, **more
    )
    DataSetElement.objects.create(data_set=data_set, element=sold, order=1, compulsory=True)
    DataSetElement.objects.create(data_set=data_set, element=stock, order=2)
    DataSetAgency.objects.create(data_set=data_set, agency=agency, starts_on=date(2022, 1, 1))
    return data_set


def make_rule(**more):
    values = {"code": "test.rule", "name": "A nhỏ hơn B", "period_kind": "month", "operator": "less_than"}
    values |= {"left": "test.sold[kind=a]", "right": "test.sold[kind=b]", "left_words": "Bán A"}
    return ValidationRule.objects.create(**values | more)


def numbers(a, b, stock=None):
    found = {("test.sold", ("a",)): Decimal(a), ("test.sold", ("b",)): Decimal(b)}
    return found if stock is None else found | {("test.stock", ()): Decimal(stock)}


def enter(town, data_set, given, *, period=PERIOD, by="emi", now=NOW):
    save_values(
        data_set=data_set, agency=town.agency_a, period=period, numbers=given, by=town.actor(by), now=now
    )
    return DataEntry.objects.get(data_set=data_set, agency=town.agency_a, period=period.code)
