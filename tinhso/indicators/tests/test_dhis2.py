"""Files of DHIS2's shape, written for this test: in, and out again without loss."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from tinhso.indicators.actions.import_dhis2 import import_dhis2
from tinhso.indicators.dhis2_export import data_values, metadata
from tinhso.indicators.figures import read
from tinhso.indicators.models import DataElement, DataSet, DataValue, IndicatorVersion, ValidationRule
from tinhso.indicators.tests import entry_makers as entries
from tinhso.kernel.events.public import SYSTEM
from tinhso.lib.periods import Period

pytestmark = pytest.mark.django_db
DEFAULT = "HllvX50cXC0"
FILE = {
    "system": {"version": "2.42"},
    "categoryOptionCombos": [
        {"id": "cOmbOaaaaa1", "name": "Nam", "categoryCombo": {"id": "cAtCombo001"}},
        {"id": "cOmbOaaaaa2", "name": "Nữ", "categoryCombo": {"id": "cAtCombo001"}},
    ],
    "dataElements": [
        {
            "id": "dElement001",
            "name": "Bán ra",
            "aggregationType": "SUM",
            "valueType": "INTEGER_ZERO_OR_POSITIVE",
            "domainType": "AGGREGATE",
            "categoryCombo": {"id": "cAtCombo001"},
            "sharing": {"public": "rw------"},
        },
        {"id": "dElement002", "name": "Tồn", "aggregationType": "LAST", "valueType": "NUMBER"},
        {"id": "dElement003", "name": "Ghi chú", "aggregationType": "NONE", "valueType": "LONG_TEXT"},
        {"id": "dElement004", "name": "Lệch", "aggregationType": "STDDEV", "valueType": "NUMBER"},
    ],
    "indicatorTypes": [{"id": "iNdType0001", "name": "phần trăm", "factor": 100}],
    "indicators": [
        {
            "id": "iNdicator01",
            "name": "Tỷ lệ nam",
            "indicatorType": {"id": "iNdType0001"},
            "numerator": "#{dElement001.cOmbOaaaaa1}",
            "denominator": "#{dElement001}",
            "annualized": False,
        },
        {"id": "iNdicator02", "name": "Có hằng số", "numerator": "C{cOnstant001}*2", "denominator": "1"},
    ],
    "validationRules": [
        {
            "id": "vRule000001",
            "name": "Nam không nhiều hơn tất cả",
            "operator": "less_than_or_equal_to",
            "periodType": "Monthly",
            "importance": "HIGH",
            "leftSide": {
                "expression": "#{dElement001.cOmbOaaaaa1}",
                "missingValueStrategy": "SKIP_IF_ANY_VALUE_MISSING",
            },
            "rightSide": {"expression": "#{dElement001}", "missingValueStrategy": "NEVER_SKIP"},
        },
        {
            "id": "vRule000002",
            "name": "Viết hỏng",
            "operator": "equal_to",
            "periodType": "Monthly",
            "leftSide": {"expression": "#{dElement001} + #dElement002}"},
            "rightSide": {"expression": "1"},
        },
    ],
    "organisationUnits": [
        {"id": "oRgUnit0001", "name": "Sở A", "code": "so-a"},
        {"id": "oRgUnit0002", "name": "?"},
    ],
    "dataSets": [
        {
            "id": "dAtaSet0001",
            "name": "Biểu",
            "periodType": "Monthly",
            "timelyDays": 7,
            "dataSetElements": [
                {"dataElement": {"id": "dElement001"}},
                {"dataElement": {"id": "dElement002"}},
            ],
            "organisationUnits": [{"id": "oRgUnit0001"}, {"id": "oRgUnit0002"}],
        },
        {"id": "dAtaSet0002", "name": "Hai tuần", "periodType": "BiWeekly", "dataSetElements": []},
    ],
    "users": [{"username": "không có mã"}],
}


def value(element, unit, number, combo=DEFAULT, **more):
    found = {"dataElement": element, "period": "202401", "orgUnit": unit, "value": number}
    return found | {"categoryOptionCombo": combo, "attributeOptionCombo": DEFAULT} | more


VALUES = [
    value("dElement001", "oRgUnit0001", "3", "cOmbOaaaaa1", followup=False, storedBy="ai"),
    value("dElement001", "oRgUnit0001", "1", "cOmbOaaaaa2"),
    value("dElement002", "oRgUnit0001", "2.50"),
    value("dElement002", "oRgUnit0002", "9"),
    value("dElement003", "oRgUnit0001", "chữ"),
    value("dElement001", "oRgUnit0001", "4", "cOmbOaaaaa1", attributeOptionCombo="kHac0000001"),
]


def in_order(value):
    return str(sorted(value.items()))


def take(content):
    return import_dhis2(content, by=SYSTEM, now=entries.NOW)


def test_metadata_goes_out_as_it_came_and_what_we_have_words_for_is_ours(town):
    found = take(FILE)
    assert metadata() == FILE
    assert found.ours == 2 + 1 + 1 + 1
    assert set(DataElement.objects.values_list("agg_time", "agg_org")) == {("sum", "sum"), ("last", "sum")}
    assert DataSet.objects.get().reporters.get().agency == town.agency_a
    rule = ValidationRule.objects.get()
    assert (rule.left, rule.left_missing) == (
        "dhis2.d_element001[combo=cOmbOaaaaa1]",
        "SKIP_IF_ANY_VALUE_MISSING",
    )
    take(FILE)
    assert metadata() == FILE


def test_values_go_out_as_they_came_and_stand_in_the_indicators_of_the_file(town):
    take(FILE)
    found = take({"dataValues": VALUES})
    assert (found.values, found.kept) == (6, 3)
    out = data_values()["dataValues"]
    assert sorted(out, key=in_order) == sorted(VALUES, key=in_order)
    assert take({"dataValues": VALUES}).kept == 3
    assert DataValue.objects.count() == 3
    version = IndicatorVersion.objects.newest().get()
    assert read(version, Period.parse("202401")).value == 75


def test_a_changed_number_goes_out_changed_with_all_else_kept(town):
    take(FILE)
    take({"dataValues": VALUES[:1]})
    take({"dataValues": [VALUES[0] | {"value": "8"}]})
    assert data_values()["dataValues"] == [VALUES[0] | {"value": "8"}]
    assert DataValue.objects.newest().get().value == Decimal(8)


def test_what_is_ours_alone_goes_out_too(town):
    data_set = entries.make_set(town.agency_a, approval_from=None)
    entries.enter(town, data_set, {("test.stock", ()): Decimal(5)})
    out = metadata()
    assert {one["code"] for one in out["dataElements"]} == {"test.sold", "test.stock"}
    assert all(len(one["id"]) == 11 for one in [*out["dataElements"], *out["dataSets"]])
    assert data_values()["dataValues"][0]["value"] == "5"


def test_only_the_system_imports_a_file(town):
    with pytest.raises(PermissionDenied, match="lệnh của người quản trị"):
        import_dhis2(FILE, by=town.actor("quan"), now=entries.NOW)
