"""Whatever a declared measure filters, groups or counts by follows from sealed events, or its table says here why not.

The columns are read from the query that each measure sends, so that a new filter fails here until its column is derived.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db.models import Model
from django.db.models.expressions import Col
from django.db.models.sql import Query

from tests.house.test_events import every_event
from tinhso.casework.proof.reading import tables
from tinhso.kernel.events.public import name_of
from tinhso.kernel.people import account_proof
from tinhso.kernel.people.models import User
from tinhso.kernel.site.declare import Measure, all_of

REFERENCE = {  # kept by the province with events or packs of their own; no row of them is anybody's case
    "casework_calendarday",
    "onestop_onlineservice",
    "onestop_procedure",
    "onestop_procedurecompetence",
    "onestop_procedureversion",
    "citizen_reportcategory",
    "people_agency",
    "places_adminunit",
}
IDENTITY = {"id", "case_id", "dossier_id", "charge_id", "clock_id"}  # which row it is, and whose


def columns_of(measure: Measure) -> set[tuple[str, str]]:
    """The columns, by table, that its figures hang on."""
    fields = [measure.counts_on, measure.ends_on, measure.value, measure.agency, measure.place]
    asked = [*filter(None, fields), *(field for _name, field in measure.dims)]
    query = measure.rows().order_by().values(*asked).query
    query.sql_with_params()  # which resolves what is still a name
    return {
        (col.target.model._meta.db_table, col.target.column)
        for col in inside(query, set())
        if isinstance(col, Col) and not (col.target.primary_key or col.target.column in IDENTITY)
    }


def inside(part: Any, seen: set[int]) -> Iterator[Any]:
    """Every expression in a query, its subqueries and its filtered joins."""
    if part is None or id(part) in seen:
        return
    seen.add(id(part))
    yield part
    parts: list[Any] = []
    if isinstance(part, Query):
        joins = [
            join.filtered_relation
            for join in part.alias_map.values()
            if getattr(join, "filtered_relation", None)
        ]
        parts = [
            part.where,
            *part.annotations.values(),
            *part.select,
            *(one.resolved_condition for one in joins),
        ]
    elif hasattr(part, "children"):
        parts = part.children
    elif hasattr(part, "get_source_expressions"):
        parts = [*part.get_source_expressions(), getattr(part, "query", None)]
    elif isinstance(part, (list, tuple)):
        parts = list(part)
    for one in parts:
        yield from inside(one, seen)


def derived() -> dict[str, set[str]]:
    """By table the columns that follow from events, and those that say whose the row is."""
    found: dict[str, set[str]] = {User._meta.db_table: set(account_proof.COLUMNS)}
    for table in tables():
        model = apps.get_model(table.model)
        own = found.setdefault(model._meta.db_table, set())
        for path in [*table.columns.values(), *table.covers, *table.only, table.case, "pk"]:
            own.add(column_of(model, path.split("__")[0]))
            held_in, column = end_of(model, path)
            found.setdefault(held_in, set()).add(column)
    return found


def column_of(model: type[Model], name: str) -> str:
    meta = model._meta
    columns = {field.name: field.column for field in meta.concrete_fields}
    return meta.pk.column if name == "pk" else columns.get(name, name)


def end_of(model: type[Model], path: str) -> tuple[str, str]:
    """The table and column to which a path leads: `case__person_id` of a dossier is a column of its case."""
    *way, last = path.removesuffix("__isnull").split("__")
    for name in way:
        model = model._meta.get_field(name).related_model
    return model._meta.db_table, column_of(model, last)


def of_cases() -> list[Measure]:
    """The measures whose rows are those of cases."""
    return [m for m in all_of(Measure) if any(t == "casework_case" for t, _ in columns_of(m))]


@pytest.mark.django_db
def test_whatever_a_measure_counts_by_follows_from_events():
    known = derived()
    left = {
        f"{table}.{column}"
        for measure in of_cases()
        for table, column in columns_of(measure)
        if table not in REFERENCE and column not in known.get(table, ())
    }
    assert not left, "\n".join(sorted(left))


def test_every_rule_hears_an_event_that_there_is_and_sets_a_column_that_there_is():
    names = {name_of(kind) for kind in every_event()}
    for table in tables():
        assert set(table.sets) <= names and set(table.begins) <= set(table.sets), set(table.sets) - names
        for name, rules in table.sets.items():
            assert {one for one in rules if one[0] != "_"} <= set(table.columns), (table.model, name)
