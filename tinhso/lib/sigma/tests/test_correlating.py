"""Drawn occurrences: windows agree with a judge that tries every choice."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tinhso.lib.sigma.correlating import Occurrence, correlate
from tinhso.lib.sigma.correlations import Correlation

DRAWN = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 12), st.sampled_from("ab"), st.sampled_from("xyz")),
    max_size=9,
)
SPAN = 4


def occurrences(drawn):
    return [
        Occurrence(rule, (float(at), number), (float(at), number), {"g": (group,), "v": (value,)}, (number,))
        for number, (rule, at, group, value) in enumerate(drawn)
    ]


def fulfilled(correlation, drawn):
    """The groups in which it is fulfilled, by the code."""
    return {group[0] for group, _ in correlate(correlation, occurrences(drawn), lambda name, rule: name)}


def windows(drawn, group):
    """Every window that begins with an occurrence of the group."""
    members = sorted((at, rule, value) for rule, at, other, value in drawn if other == group)
    for begin, _, _ in members:
        yield [one for one in members if begin <= one[0] <= begin + SPAN]


def correlation(kind, *tests, rules=("r0", "r1", "r2"), fields=()):
    return Correlation(kind, rules, SPAN, ("g",), tests, fields)


@settings(max_examples=60, deadline=None)
@given(DRAWN, st.integers(1, 4))
def test_counts_agree(drawn, bound):
    for kind, figure, fields in (
        ("event_count", len, ()),
        ("value_count", lambda window: len({value for _, _, value in window}), ("v",)),
        ("temporal", lambda window: len({rule for _, rule, _ in window}), ()),
    ):
        found = fulfilled(correlation(kind, ("gte", float(bound)), fields=fields), drawn)
        assert found == {
            group for group in "ab" if any(figure(window) >= bound for window in windows(drawn, group))
        }


@settings(max_examples=60, deadline=None)
@given(DRAWN, st.sampled_from([("r0", "r1"), ("r0", "r1", "r2")]))
def test_order_agrees(drawn, rules):
    drawn = [one for one in drawn if one[0] < len(rules)]
    expected = set()
    for group in "ab":
        places = [
            [
                (at, number)
                for number, (rule, at, other, _) in enumerate(drawn)
                if other == group and rule == step
            ]
            for step in range(len(rules))
        ]
        if any(
            all(one < two for one, two in zip(chain, chain[1:], strict=False))
            and chain[-1][0] - chain[0][0] <= SPAN
            for chain in product(*places)
        ):
            expected.add(group)
    assert fulfilled(correlation("temporal_ordered", rules=rules), drawn) == expected


@pytest.mark.parametrize("kind", ["event_count", "temporal_ordered"])
def test_many_occurrences_of_one_moment_end(kind):
    drawn = [(number % 2, 0, "a", "x") for number in range(3000)]
    tests = (("gte", 3.0),) if kind == "event_count" else ()
    assert fulfilled(correlation(kind, *tests, rules=("r0", "r1")), drawn) == {"a"}
