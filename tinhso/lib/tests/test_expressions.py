from decimal import Decimal

import pytest

from tinhso.lib.expressions import BadExpression, MeasureRef, evaluate, parse, refs

VALUES = {"a.b": Decimal(10), "a.c": Decimal(4), "a.none": None, "a.zero": Decimal(0)}


def value(text):
    return evaluate(parse(text), lambda ref: VALUES[ref.code])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a.b", 10),
        ("a.b + a.c * 2", 18),
        ("(a.b + a.c) * 2", 28),
        ("a.b - a.c - 1", 5),
        ("a.b / a.c", Decimal("2.5")),
        ("-a.b + 1", -9),
        (" 1.5*a.c ", 6),
        ("a.b / a.zero", None),
        ("a.none + 1", None),
        ("a.zero / a.b", 0),
    ],
)
def test_arithmetic_is_the_usual_one(text, expected):
    assert value(text) == expected


def test_a_measure_names_the_values_of_its_dimensions():
    found = refs(parse("onestop.settled[timeliness=early|on_time; level=commune] / onestop.settled"))
    assert found == [
        MeasureRef("onestop.settled", (("timeliness", ("early", "on_time")), ("level", ("commune",)))),
        MeasureRef("onestop.settled"),
    ]
    assert [str(ref) for ref in found] == [
        "onestop.settled[timeliness=early|on_time; level=commune]",
        "onestop.settled",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a.b +",
        "a.b a.c",
        "(a.b",
        "a.b)",
        "a.b[x]",
        "a.b[x=]",
        "import os",
        "a.b; drop",
        "1 ** 2",
        "(" * 60,
        "1+" * 1500,
    ],
)
def test_whatever_else_is_refused_with_its_place(text):
    with pytest.raises(BadExpression) as refused:
        parse(text)
    assert "vị trí" in str(refused.value)
