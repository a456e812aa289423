"""Formulas in words: each measure by its name, and no code is left where the pack's definitions say what counts."""

from tinhso.indicators.data.reading import criteria_sets, definitions
from tinhso.indicators.definitions.definition import Definition
from tinhso.indicators.figures.formula import CONDITIONS, formula_parts
from tinhso.indicators.tests.makers import RATE
from tinhso.kernel.site.declare import Measure, all_of
from tinhso.lib.expressions import parse, refs


def parts(address="", linked=True, **changes):
    content = {name: value for name, value in (RATE | changes).items() if value is not None}
    definition = Definition.from_json("test.rate", content)
    names = {ref: {"test.a": "Việc", "test.b": "Hồ sơ"}[ref.code] for ref in definition.refs}
    return formula_parts(definition, names, address, linked=linked)


def text(**changes):
    return "".join(one.text for one in parts(**changes))


def test_each_measure_is_named_with_what_of_it_counts():
    ratio = {"numerator": "test.a[timeliness=early|on_time]", "denominator": "test.b", "factor": 100}
    assert text(**ratio) == "Việc (trước hoặc đúng hạn) ÷ Hồ sơ × 100"
    assert [one.url for one in parts("/so-lieu/x/", **ratio) if one.url] == [
        "/so-lieu/x/#so-do-1",
        "/so-lieu/x/#so-do-2",
    ]
    assert not any(one.url for one in parts(linked=False, **ratio)), (
        "nothing leads where nothing is explained"
    )
    assert text(numerator="test.a[procedure=1.2]", denominator=None, factor=1) == "Việc"


def test_a_measure_that_is_not_explained_there_has_its_name_all_the_same():
    """One that cannot be counted by agency, on the page of an agency."""
    measure = next(iter(all_of(Measure)))
    content = {name: value for name, value in RATE.items() if name != "denominator"}
    definition = Definition.from_json("test.rate", content | {"numerator": measure.code, "factor": 1})
    assert [(one.text, one.url) for one in formula_parts(definition, {})] == [(str(measure.name), "")]


def test_brackets_stand_where_they_count():
    plain = {"denominator": None, "factor": 1}
    assert text(numerator="test.a + test.b - 1", **plain) == "Việc + Hồ sơ − 1"
    assert text(numerator="test.a - (test.b - 1)", **plain) == "Việc − (Hồ sơ − 1)"
    assert text(numerator="(test.a + 1) * test.b", **plain) == "(Việc + 1) × Hồ sơ"
    assert text(numerator="test.a", denominator="test.a + test.b", factor=1) == "Việc ÷ (Việc + Hồ sơ)"
    assert text(numerator="test.a", **plain | {"annualized": True}) == "Việc × 365 ÷ số ngày của kỳ"


def formulas(found):
    """Whatever has a numerator, however deep it stands."""
    if isinstance(found, dict) and "numerator" in found:
        yield found
    if isinstance(found, dict | list):
        for one in found.values() if isinstance(found, dict) else found:
            yield from formulas(one)


def test_every_condition_of_the_definitions_has_words():
    contents = list(formulas([definitions(), criteria_sets()]))
    used = {
        f"{name}={'|'.join(values)}"
        for content in contents
        for key in ("numerator", "denominator")
        if content.get(key)
        for ref in refs(parse(str(content[key])))
        for name, values in ref.where
    }
    assert used == set(CONDITIONS)
