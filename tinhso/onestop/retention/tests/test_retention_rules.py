"""How long a dossier is kept, without a database: which rule counts, and from which day its time is over."""

from datetime import date

import pytest

from tinhso.onestop.retention.retention import RetentionRule, over_on, rule_for

RULES = {
    key: RetentionRule(key, years, "thử")
    for key, years in (
        ("retention.default", 10),
        ("retention.unsettled", 2),
        ("retention.field.ho-tich", None),
        ("retention.procedure.1.000001", 5),
    )
}


@pytest.mark.parametrize(
    ("procedure", "field", "settled", "key"),
    [
        ("1.000001", "ho-tich", True, "retention.procedure.1.000001"),
        ("1.000001", "ho-tich", False, "retention.procedure.1.000001"),
        ("1.000002", "ho-tich", True, "retention.field.ho-tich"),
        ("1.000002", "ho-tich", False, "retention.unsettled"),
        ("1.000002", "buu-chinh", True, "retention.default"),
    ],
)
def test_the_nearest_rule_counts(procedure, field, settled, key):
    assert rule_for(RULES, procedure=procedure, field=field, settled=settled).key == key


def test_without_a_rule_and_with_a_permanent_one_nothing_is_ever_over():
    assert rule_for({}, procedure="1", field="x", settled=True) is None
    assert over_on(date(2020, 1, 1), None) is None
    assert over_on(date(2020, 1, 1), RULES["retention.field.ho-tich"]) is None


def test_years_are_counted_to_the_same_day():
    assert over_on(date(2014, 3, 8), RULES["retention.default"]) == date(2024, 3, 8)
    assert over_on(date(2012, 2, 29), RULES["retention.default"]) == date(2022, 3, 1)
