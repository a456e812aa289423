"""Drawn rules agree with a slow judge, and nothing that a rule says becomes a part of a statement."""

import re

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tinhso.lib.sigma.detecting import Detector
from tinhso.lib.sigma.event_rows import Event
from tinhso.lib.sigma.plan import plan_of
from tinhso.lib.sigma.reading import read_rules
from tinhso.lib.sigma.statements import statement_of
from tinhso.lib.sigma.tests.naive import item_holds

LETTERS = st.sampled_from(list("aAbBđĐ1'\"%_\\*?;-. ()[]{}$|^\n\t") + ["\u00e9", "\x00", "\u2013"])
TEXT = st.text(LETTERS, max_size=6)
FIELD = st.sampled_from(
    ["Image", "a.b", "x' or '1'='1", 'y"; drop table events; --', "trường", "$.z[0]", "A B"]
)
MODIFIERS = st.sampled_from(
    [
        (),
        ("contains",),
        ("startswith",),
        ("endswith",),
        ("contains", "all"),
        ("cased",),
        ("cased", "contains"),
        ("all",),
    ]
)
VALUES = st.lists(st.one_of(TEXT, st.integers(-99, 9999)), min_size=1, max_size=3)
EVENTS = st.lists(
    st.dictionaries(
        FIELD, st.lists(st.one_of(TEXT, st.just(None), st.just("42")), min_size=1, max_size=2), max_size=4
    ),
    min_size=1,
    max_size=6,
)
HEAD = {"title": "t", "logsource": {"product": "windows", "service": "security"}}


def written(detection: dict) -> str:
    return yaml.safe_dump(HEAD | {"detection": detection}, allow_unicode=True)


def found(text: str, events: list[dict]) -> list[int]:
    plan = plan_of(read_rules(text))
    assert not plan.refused, plan.refused
    rows = [
        Event({name: tuple(values) for name, values in one.items()}, channel="Security", machine=str(place))
        for place, one in enumerate(events)
    ]
    outcome = Detector(plan).run(rows)
    assert not outcome.refused, outcome.refused
    return [int(one.machines[0]) for one in outcome.finds[0]]


@pytest.mark.long
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(FIELD, MODIFIERS, VALUES, EVENTS, st.booleans())
def test_drawn_items_agree_with_the_slow_judge(field, modifiers, wanted, events, negated):
    if modifiers and any(isinstance(one, int) for one in wanted) and modifiers != ("all",):
        wanted = [one for one in wanted if isinstance(one, str)] or ["a"]
    text = written({"s": {"|".join((field, *modifiers)): wanted}, "condition": "not s" if negated else "s"})
    plain = [{name: list(values) for name, values in one.items()} for one in events]
    assert found(text, events) == [
        place for place, one in enumerate(plain) if item_holds(field, modifiers, wanted, one) is not negated
    ]


HOSTILE = [
    "'", "''", "' or 1=1 --", '"', "\\", "\\'", "%", "_", "%_2f%", "$1", "?", "{}", "{0}", "\x00", "a\x00b", ");drop table events;--",
    "${x}", "%s", ":a", "\\Q", "\\E", "(?i)", "[", "🙂",
]  # fmt: skip


def bare(sql: str) -> str:
    """A statement without what this module writes: nothing may be left but its own words."""
    return re.sub(r"[a-z_.]+|[()?<>=,' ]", "", sql)


@pytest.mark.parametrize("value", HOSTILE)
def test_the_text_of_a_statement_is_the_same_whatever_a_rule_says(value):
    for key in ("F", "F|contains", "F|endswith", "F|cased", "F|contains|all"):
        harmless, hostile = (
            statement_of(read_rules(written({"s": {key: [one]}, "condition": "s"}))[0].conditions[0])
            for one in ("abc", value.replace("?", ""))
        )
        if value not in {"?"}:
            assert bare(hostile.sql) == ""
            assert hostile.sql.count("?") == len(hostile.parameters)
            assert hostile.sql.count("'") == 0 or hostile.sql.replace("''", "") == hostile.sql.replace(
                "''", ""
            )
            assert value.replace("?", "") == "" or len(hostile.sql) <= len(harmless.sql) + 60


@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_value_finds_itself_and_nothing_else(value):
    escaped = value.replace("\\", "\\\\").replace("*", "\\*").replace("?", "\\?")
    events = [{"F": [value]}, {"F": ["harmless"]}, {"F": [f"a{value}z"]}]
    assert found(written({"s": {"F": escaped}, "condition": "s"}), events) == [0]
    assert found(written({"s": {"F|contains": escaped}, "condition": "s"}), events) == [0, 2]
    assert found(written({"s": {value.replace("|", ""): "x"}, "condition": "s"}), events) == []


@pytest.mark.parametrize(
    "pattern",
    ["'", "a'b", "(?=a)b", "(?<!a)b", r"(a)\1", "(?P<x>a)(?P=x)", "a{2000}", "(", "(?>a)b", "[[:foo:]]"],
)
def test_a_pattern_is_run_as_it_is_or_refused_with_the_reason(pattern):
    rule = read_rules(written({"s": {"F|re": pattern}, "condition": "s"}))[0]
    if pattern in {"'", "a'b"}:
        assert not rule.faults
        assert found(rule.text, [{"F": [f"x{pattern}y"]}, {"F": ["ab"]}]) == [0]
    else:
        assert "Biểu thức chính quy" in rule.faults[0].words
        assert rule.faults[0].line > 1


def test_a_pattern_made_to_hang_ends():
    text = written({"s": {"F|re": "^(a+)+$"}, "t": {"F": "*a*a*a*a*a*a*a*a*a*b"}, "condition": "1 of them"})
    assert found(text, [{"F": ["a" * 20_000 + "c"]}, {"F": ["aaa"]}]) == [1]
