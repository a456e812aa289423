"""Files of DHIS2's shape, written for this test: in, and out again without loss."""

import json
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.core.management.base import CommandError

from tinhso.indicators.data_entry.validation import violations
from tinhso.indicators.dhis2 import dhis2
from tinhso.indicators.dhis2.actions.import_dhis2 import import_dhis2
from tinhso.indicators.dhis2.check import losses
from tinhso.indicators.dhis2.export import data_values, metadata
from tinhso.indicators.figures.figures import read
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
    assert (found.values, found.set_aside) == (6, 3)
    out = data_values()["dataValues"]
    assert sorted(out, key=in_order) == sorted(VALUES, key=in_order)
    assert take({"dataValues": VALUES}).set_aside == 3
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


COMMON = {"created": "2024-01-02T08:00:00.000", "attributeValues": [], "translations": []}
SHARED = {
    "sharing": {"public": "--------", "userGroups": {"gRoup000001": {"id": "gRoup000001", "access": "rw"}}}
}
WHOLE = {
    "categories": [
        {"id": "cAtegory001", "name": "Giới", "categoryOptions": [{"id": "oPtion00001"}], **SHARED}
    ],
    "categoryOptions": [{"id": "oPtion00001", "name": "Nam", **COMMON}],
    "categoryCombos": [{"id": "cAtCombo001", "categories": [{"id": "cAtegory001"}], "skipTotal": False}],
    "validationRuleGroups": [{"id": "rUlGroup001", "validationRules": [{"id": "vRule000003"}], **COMMON}],
    "validationRules": [
        {
            "id": "vRule000003",
            "name": "Cùng có hoặc cùng không",
            "operator": "compulsory_pair",
            "periodType": "Quarterly",
            "skipFormValidation": False,
            "organisationUnitLevels": [],
            "leftSide": {
                "expression": "#{dElement002}",
                "missingValueStrategy": "SKIP_IF_ALL_VALUES_MISSING",
                "slidingWindow": False,
            },
            "rightSide": {
                "expression": "#{dElement005}",
                "missingValueStrategy": "SKIP_IF_ALL_VALUES_MISSING",
            },
        },
        {
            "id": "vRule000004",
            "name": "Cửa sổ trượt",
            "operator": "equal_to",
            "periodType": "Monthly",
            "organisationUnitLevels": [2],
            "leftSide": {"expression": "#{dElement002}", "slidingWindow": True},
            "rightSide": {"expression": "1"},
        },
    ],
    "indicators": [
        {
            "id": "iNdicator03",
            "numerator": "subExpression(if(#{dElement002} - #{dElement002}.periodOffset(-1) > 0, 1, 0))",
            "denominator": "1",
        }
    ],
    "dataElements": [
        {"id": "dElement002", "name": "Tồn", "aggregationType": "LAST", "valueType": "NUMBER", **COMMON},
        {"id": "dElement005", "name": "Nhập", "aggregationType": "SUM", "valueType": "INTEGER", **SHARED},
        {"id": "dElement005", "name": "Nhập, bản khác", "aggregationType": "SUM", "valueType": "INTEGER"},
        {"id": "dElement006", "name": "Có", "aggregationType": "SUM", "valueType": "TRUE_ONLY"},
    ],
    "dataSets": [
        {
            "id": "dAtaSet0003",
            "name": "Quý",
            "periodType": kind,
            "expiryDays": 10,
            "compulsoryDataElementOperands": [{"dataElement": {"id": "dElement002"}}],
            "dataSetElements": [{"dataElement": {"id": "dElement002"}, "dataSet": {"id": "dAtaSet0003"}}],
            "formType": "SECTION",
            "legendSets": [],
        }
        for kind in ["Quarterly"]
    ],
    "sections": [{"name": "Phần không có mã", "dataSet": {"id": "dAtaSet0003"}}],
    "organisationUnits": [
        {"id": "oRgUnit0003", "path": "/oRgUnit0003", "geometry": {"type": "Point", "coordinates": [1, 2]}}
    ],
}


def test_a_file_of_every_kind_comes_in_goes_out_and_comes_in_again_without_loss(town):
    """Of the form of the end-to-end files of DHIS2: groups, sections, sharing, twice one id, what we have no word for."""
    take(WHOLE)
    out = metadata()
    assert out == WHOLE
    take(out)
    assert metadata() == WHOLE
    assert DataSet.objects.get().lines.get().compulsory
    assert ValidationRule.objects.get().operator == "compulsory_pair"


PERIODS = [
    "20240308",
    "2024W10",
    "202401",
    "202401B",
    "2024Q1",
    "2024S2",
    "2024",
    "2024April",
    "2024BiW5",
    "2024Oct",
]


@pytest.mark.long
@pytest.mark.parametrize("period", PERIODS)
def test_a_value_of_every_kind_of_period_goes_out_as_it_came(town, period):
    take(FILE)
    sent = value("dElement002", "oRgUnit0001", "7") | {
        "period": period,
        "created": "2024-01-02T08:00:00.000+0000",
    }
    take({"dataValues": [sent], "importCount": {"imported": 1}})
    assert data_values()["dataValues"] == [sent]


ANY, ALL, NEVER = "SKIP_IF_ANY_VALUE_MISSING", "SKIP_IF_ALL_VALUES_MISSING", "NEVER_SKIP"


@pytest.mark.parametrize(
    ("operator", "strategy", "values", "holds"),
    [
        ("compulsory_pair", ALL, {"a": 1}, False),
        ("compulsory_pair", ALL, {}, True),
        ("compulsory_pair", NEVER, {"a": 1}, True),  # what is missing is 0, so both sides have a value
        ("exclusive_pair", ANY, {"a": 1}, True),
        ("exclusive_pair", ANY, {"a": 1, "b": 1}, False),
        ("exclusive_pair", NEVER, {}, False),
        ("equal_to", NEVER, {"a": 1}, False),
        ("equal_to", ANY, {"a": 1}, True),
        ("less_than_or_equal_to", ALL, {"a": 2, "b": 1}, False),
    ],
)
def test_pairs_and_missing_values_are_judged_as_dhis2_judges_them(operator, strategy, values, holds):
    elements = {name: DataElement(code=f"x.{name}", dims=[]) for name in ("a", "b")}
    known = {f"x.{name}": one for name, one in elements.items()}
    values_by_key = {(f"x.{name}", ()): Decimal(number) for name, number in values.items()}
    sides = {"left": "x.a", "right": "x.b", "left_missing": strategy, "right_missing": strategy}
    rule = ValidationRule(operator=operator, **sides)
    assert (violations([rule], values_by_key, known) == []) is holds


def test_what_is_only_kept_is_told_with_its_reason(town):
    found = take(FILE)
    assert found.why["dataSets: kỳ báo cáo BiWeekly"] == 1
    assert found.why["dataElements: kiểu giá trị LONG_TEXT, cách gộp NONE"] == 1
    why = take({"dataValues": [*VALUES, value("dElement002", "oRgUnit0001", "1") | {"period": "2024M9"}]}).why
    assert why == {
        "dataValues: đơn vị chưa gắn với cơ quan nào": 1,
        "dataValues: không có chỉ tiêu của giá trị này": 1,
        "dataValues: có tổ hợp thuộc tính": 1,
        "dataValues: kỳ không đọc được": 1,
    }


@pytest.mark.parametrize(
    ("period", "kind", "days"),
    [("2024-03-08", "day", 1), ("2024-03", "month", 31), ("2024NovQ1", "quarter", 92)],
)
def test_a_period_is_read_as_dhis2_means_it_not_as_ours_of_the_same_form(period, kind, days):
    found = dhis2.period_of(period)
    assert (found.kind, found.days) == (kind, days)


def test_a_side_that_names_no_strategy_is_skipped_where_all_is_missing_as_dhis2_does(town):
    sides = {"leftSide": {"expression": "#{dElement002}"}, "rightSide": {"expression": "1"}}
    rule = {"id": "vRule000009", "name": "Ngầm định", "operator": "equal_to", "periodType": "Monthly"}
    take({"dataElements": FILE["dataElements"][1:2], "validationRules": [rule | sides]})
    assert ValidationRule.objects.get().left_missing == "SKIP_IF_ALL_VALUES_MISSING"


@pytest.mark.long
def test_a_number_of_many_digits_goes_out_with_all_of_them_and_one_too_large_is_kept(town):
    take(FILE)
    sent = [value("dElement002", "oRgUnit0001", number) for number in ("1.23456789", "1e30")]
    assert take({"dataValues": sent[:1]}).set_aside == 0
    assert take({"dataValues": sent[:1]}).set_aside == 0
    assert DataValue.objects.get().value == Decimal("1.234568")
    assert data_values()["dataValues"] == sent[:1]
    assert take({"dataValues": sent[1:]}).why == {"dataValues: giá trị không phải số hoặc quá lớn": 1}


def test_a_deleted_value_is_taken_back_and_is_not_told_as_zero(town):
    take(FILE)
    sent = value("dElement002", "oRgUnit0001", "7")
    take({"dataValues": [sent]})
    take({"dataValues": [sent | {"deleted": True}]})
    assert data_values()["dataValues"] == []
    assert DataValue.objects.newest().get().value is None


def test_the_units_of_a_file_are_agencies_by_a_list(town, tmp_path):
    take(FILE)
    (tmp_path / "units.csv").write_text("oRgUnit0002,so-b\n")
    (tmp_path / "values.json").write_text(json.dumps({"dataValues": [VALUES[3]]}))
    call_command("dhis2", "import", str(tmp_path / "values.json"), units=tmp_path / "units.csv")
    assert DataValue.objects.get().agency == town.agency_b
    (tmp_path / "units.csv").write_text("oRgUnit0002,so-z\n")
    with pytest.raises(CommandError, match="mang mã so-z"):
        call_command("dhis2", "import", str(tmp_path / "values.json"), units=tmp_path / "units.csv")


@pytest.mark.long
def test_a_folder_of_files_is_tried_and_nothing_of_it_stays(town, tmp_path, capsys):
    head = {
        "dataSet": "dAtaSet0001",
        "completeDate": "2024-02-01",
        "period": "202401",
        "orgUnit": "oRgUnit0001",
    }
    bare = {"dataElement": "dElement002", "value": "4"}
    single = {"code": "X-1", "name": "Một mình", "numerator": "#{dElement002}", "denominator": "1"}
    for name, content in {"a": FILE, "b": WHOLE, "c": head | {"dataValues": [bare]}, "d": single}.items():
        (tmp_path / f"{name}.json").write_text(json.dumps(content))
    call_command("dhis2", "check", str(tmp_path))
    printed = capsys.readouterr().out
    assert printed.count(": mất 0") == 4
    assert DataElement.objects.count() == 0
    assert losses(
        {"dataElements": [{"id": "a", "b": {"c": 1}}]}, {"dataElements": [{"id": "a", "b": {}}]}, {}
    ) == ["dataElements a.b.c"]


@pytest.mark.parametrize("text", ["[]", "{", '"x"'])
def test_a_file_of_another_kind_is_refused_in_words(tmp_path, text):
    (tmp_path / "x.json").write_text(text)
    with pytest.raises(CommandError, match="tệp|Tệp"):
        call_command("dhis2", "import", str(tmp_path / "x.json"))
