"""Criteria of levels are of their days: one decree before 19/08/2026, both until 01/07/2027, then the later one."""

from datetime import date

from tinhso.security.levels.criteria import by_code, chosen, criteria_on, every_criterion, newest_rules


def rules_on(day):
    return {one.rules for one in criteria_on(day)}


def test_both_decrees_stand_beside_each_other_while_the_transition_runs():
    assert rules_on(date(2024, 3, 8)) == {"nd-85-2016"}
    assert rules_on(date(2026, 10, 1)) == {"nd-85-2016", "nd-331-2026"}
    assert rules_on(date(2027, 7, 1)) == {"nd-331-2026"}
    assert not criteria_on(date(2016, 6, 30))


def test_each_criterion_names_its_source_and_stands_once():
    codes = [one.code for one in every_criterion()]
    assert len(codes) == len(set(codes)) and all(one.source and one.clause for one in every_criterion())


def test_a_criterion_of_another_day_is_not_chosen():
    assert not chosen(["settles-procedures"], date(2024, 3, 8))
    (one,) = chosen(["settles-procedures"], date(2026, 10, 1))
    assert one.level == 3 and by_code(["settles-procedures"]) == [one]
    both = chosen(["many-users", "settles-procedures"], date(2026, 10, 1))
    assert newest_rules(both) == "nd-331-2026"
