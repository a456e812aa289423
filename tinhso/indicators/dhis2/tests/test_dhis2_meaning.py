"""What a DHIS2 file means is what ours means: figures, rules that are run, and a check that lets nothing pass."""

from decimal import Decimal

import pytest

from tinhso.indicators.dhis2.actions.import_dhis2 import import_dhis2
from tinhso.indicators.dhis2.check import losses
from tinhso.indicators.dhis2.export import data_values, metadata
from tinhso.indicators.figures.figures import read
from tinhso.indicators.models import IndicatorVersion, ValidationRule
from tinhso.indicators.tests import entry_makers as entries
from tinhso.kernel.events.public import SYSTEM
from tinhso.lib.periods import Period

pytestmark = pytest.mark.django_db
DEFAULT = "HllvX50cXC0"
TYPES = [
    {"id": "tYpe0000001", "name": "Số", "factor": 1, "number": True},
    {"id": "tYpe0000100", "name": "Tỷ lệ", "factor": 100, "number": False},
    {"id": "tYpe0001000", "name": "trên 1.000 dân", "factor": 1000},
]


def element(number, value_type="INTEGER_ZERO_OR_POSITIVE", **more):
    uid = f"eLement000{number}"
    found = {"id": uid, "name": f"Chỉ tiêu {number}", "aggregationType": "SUM", "valueType": value_type}
    return found | more


def indicator(numerator, denominator, kind, **more):
    found = {"id": "iNdicator09", "name": "Thử", "numerator": numerator, "denominator": denominator}
    return found | {"indicatorType": {"id": kind}, "legendSets": [], "translations": []} | more


def value(uid, number, period="202401"):
    found = {"dataElement": uid, "period": period, "orgUnit": "so-a", "value": number, "followup": False}
    return found | {"categoryOptionCombo": DEFAULT, "attributeOptionCombo": DEFAULT}


def take(content):
    return import_dhis2(content, by=SYSTEM, now=entries.NOW)


def figure(one, period="202401"):
    values = [value("eLement0001", "31"), value("eLement0002", "400"), value("eLement0003", "100")]
    take({"indicatorTypes": TYPES, "dataElements": [element(1), element(2), element(3)], "indicators": [one]})
    take({"dataValues": [part | {"period": period} for part in values]})
    return read(IndicatorVersion.objects.newest().get(), Period.parse(period))


@pytest.mark.parametrize(("period", "expected"), [("202401", "73"), ("202402", "78.0"), ("2023", "6.2")])
def test_what_is_annualized_is_told_as_for_a_year_of_365_days(town, period, expected):
    rate = indicator("#{eLement0001}", "#{eLement0002}+\r #{eLement0003} ", "tYpe0000100", annualized=True)
    found = figure(rate, period)
    assert found.rounded == Decimal(expected)
    assert found.version.content["denominator"] == "dhis2.e_lement0002+ dhis2.e_lement0003"


def test_a_denominator_that_is_a_number_divides(town):
    found = figure(indicator("#{eLement0002}", "8", "tYpe0000001"))
    assert (found.value, found.rounded) == (50, Decimal("50.0"))


@pytest.mark.parametrize(
    ("one", "unit", "decimals"),
    [
        (indicator("#{eLement0001}", "#{eLement0002}", "tYpe0000100"), "%", 1),
        (indicator("#{eLement0001}", "#{eLement0002}", "tYpe0000100", decimals=2), "%", 2),
        (indicator("#{eLement0001}", "#{eLement0002}", "tYpe0001000"), "trên 1.000 dân", 1),
        (indicator(f"#{{eLement0001.{DEFAULT}}}", "1", "tYpe0000001"), "Số", 0),
        (indicator("#{eLement0001}", "1", "uNknown0001"), "đơn vị", 0),
    ],
)
def test_the_unit_is_that_of_its_type_and_a_ratio_has_a_decimal(town, one, unit, decimals):
    definition = figure(one).definition
    assert (definition.unit, definition.decimals) == (unit, decimals)


def rule(**more):
    sides = {"leftSide": {"expression": "#{eLement0001}"}, "rightSide": {"expression": "#{eLement0002}"}}
    found = {"id": "vRule000011", "name": "Không hơn", "operator": "less_than_or_equal_to"}
    return found | {"periodType": "Monthly", "organisationUnitLevels": []} | sides | more


def test_a_rule_that_forms_skip_is_not_run_on_a_report(town):
    elements = {"dataElements": [element(1), element(2)]}
    take(elements | {"validationRules": [rule(skipFormValidation=True)]})
    assert not ValidationRule.objects.get().active
    take({"validationRules": [rule(skipFormValidation=False)]})
    assert ValidationRule.objects.get().active


def test_a_rule_that_comes_to_be_for_some_levels_only_is_run_no_more_and_is_told_with_its_reason(town):
    take({"dataElements": [element(1), element(2)], "validationRules": [rule()]})
    found = take({"validationRules": [rule(organisationUnitLevels=[3])]})
    assert found.why == {"validationRules: chỉ dành cho một số cấp đơn vị": 1}
    assert not ValidationRule.objects.get().active
    assert metadata()["validationRules"] == [rule(organisationUnitLevels=[3])]


def test_each_reason_to_only_keep_is_told_apart(town):
    broken = {"leftSide": {"expression": "#{eLement0001} + #eLement0002}"}}
    rules = [rule(id="vRule000012", **broken), rule(id="vRule000013", periodType="FinancialApril")]
    found = take(
        {"dataElements": [element(1)], "validationRules": rules, "indicators": [indicator("-1", "1", "")]}
    )
    assert set(found.why) == {
        "validationRules: biểu thức",
        "validationRules: kỳ FinancialApril",
        "indicators: tử số không có số liệu nào",
    }


def test_an_indicator_without_a_name_is_kept_and_told_and_makes_no_definition(town):
    nameless = indicator("#{eLement0001}", "1", "tYpe0000001", name="")
    found = take({"indicatorTypes": TYPES, "dataElements": [element(1)], "indicators": [nameless]})
    assert not IndicatorVersion.objects.exists()
    assert found.why == {"indicators: biểu thức": 1}
    assert metadata()["indicators"] == [nameless]


def test_yes_and_no_are_kept_whole_with_comment_and_mark(town):
    marked = value("eLement0004", "true") | {"comment": "Quan trọng!", "followup": True}
    take({"dataElements": [element(4, "BOOLEAN", zeroIsSignificant=True)]})
    assert take({"dataValues": [marked]}).set_aside == 1
    assert data_values()["dataValues"] == [marked]


def test_what_stands_three_times_stays_three_times(town):
    same = [{"name": "Không có mã"}] * 3 + [{"id": "sEction0001", "name": "Có mã"}] * 3
    take({"sections": same})
    take({"sections": same})
    assert metadata()["sections"] == same


@pytest.mark.parametrize(
    ("sent", "out", "lost"),
    [
        ({"id": "a", "number": True}, [{"id": "a", "number": 1}], ["options a.number"]),
        ({"id": "a", "value": 1.0}, [{"id": "a", "value": 1}], ["options a.value"]),
        ({"id": "a"}, [{"id": "a"}], []),
    ],
)
def test_the_check_tells_true_from_one_and_one_from_one_point_nought(sent, out, lost):
    assert losses({"options": [sent]}, {"options": out}, {}) == lost


def test_the_check_counts_how_often_something_came_back():
    assert losses({"options": [{"id": "a"}] * 2}, {"options": [{"id": "a"}]}, {}) == ["options a"]
