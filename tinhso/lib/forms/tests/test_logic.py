import json
from pathlib import Path

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.lib.forms import logic
from tinhso.lib.forms.schema import condition_schema

CASES = json.loads((Path(__file__).parents[1] / "logic_cases.json").read_text())["cases"]
IDS = [c[0] for c in CASES]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["and", "or", "not", "==", "!=", "in", "<", ">", "var", "a", "b"]),
            inner,
            max_size=2,
        )
    ),
    max_leaves=20,
)
VALUE = st.sampled_from([None, True, False, 0, 1, 2.5, "x", "y", ""])
VAR = st.sampled_from([{"var": "a"}, {"var": "b"}, {"var": "c.d"}])
COMPARISON = st.one_of(
    st.builds(lambda op, v, x: {op: [v, x]}, st.sampled_from(["==", "!="]), VAR, VALUE),
    st.builds(lambda op, v, x: {op: [v, x]}, st.sampled_from(["<", ">"]), VAR, st.integers(-2, 3)),
    st.builds(lambda v, x: {"in": [v, x]}, VAR, st.lists(VALUE, max_size=3)),
    st.builds(lambda v, x: {"in": [x, v]}, VAR, VALUE),
)
EXPRESSION = st.recursive(
    COMPARISON | st.booleans(),
    lambda inner: (
        st.builds(lambda op, x: {op: x}, st.sampled_from(["and", "or"]), st.lists(inner, max_size=3))
        | st.builds(lambda x: {"not": [x]}, inner)
    ),
    max_leaves=6,
)
ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "a": VALUE | st.lists(VALUE, max_size=2),
        "b": VALUE | st.lists(VALUE, max_size=2),
        "c": st.fixed_dictionaries({}, optional={"d": VALUE}) | VALUE,
    },
)


@pytest.mark.parametrize(("name", "expression", "answers", "expected"), CASES, ids=IDS)
def test_the_table_of_cases_holds(name, expression, answers, expected):
    assert logic.holds(expression, answers) is expected


@pytest.mark.parametrize(("name", "expression", "answers", "expected"), CASES, ids=IDS)
def test_the_compiled_schema_agrees_with_the_table(name, expression, answers, expected):
    if isinstance(answers, dict) and not logic.faults(expression):
        assert jsonschema_rs.is_valid(condition_schema(expression), answers) is expected


@pytest.mark.long
@given(EXPRESSION, ANSWERS)
def test_schema_and_evaluator_agree_on_everything_of_the_grammar(expression, answers):
    assert logic.faults(expression) == []
    assert jsonschema_rs.is_valid(condition_schema(expression), answers) is logic.holds(expression, answers)


@given(EXPRESSION, ANSWERS, st.sampled_from([frozenset(), frozenset("a"), frozenset("bc")]))
def test_settling_what_is_known_changes_nothing(expression, answers, open_names):
    settled = logic.settle(expression, answers, open_names)
    assert logic.holds(settled, answers) is logic.holds(expression, answers)
    assert {n.split(".")[0] for n in logic.names(settled)} <= open_names


@pytest.mark.long
@given(JSON, JSON)
def test_logic_never_raises(expression, answers):
    assert logic.holds(expression, answers) in (True, False)
    assert isinstance(logic.faults(expression), list)


def test_an_expression_too_deep_is_false_and_is_named():
    expression: object = True
    for _ in range(3000):
        expression = {"and": [expression]}
    assert logic.holds(expression, {}) is False
    assert "lồng quá" in logic.faults(expression)[0]
