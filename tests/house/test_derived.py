"""Whatever a declared measure filters, groups or counts by follows from sealed events, or its table says here why not.

The columns are read from the query that each measure sends, so that a new filter fails here until its column is derived.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db.models.expressions import Col
from django.db.models.sql import Query

from tests.house.test_events import every_event
from tinhso.casework.proof.reading import tables
from tinhso.kernel.events.public import name_of
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
    found: dict[str, set[str]] = {}
    for table in tables():
        model = apps.get_model(table.model)
        paths = [*table.columns.values(), *table.covers, table.case, "pk"]
        first = [model._meta.pk if p == "pk" else model._meta.get_field(p.split("__")[0].removesuffix("_id")) for p in paths]  # fmt: skip
        found.setdefault(model._meta.db_table, set()).update(
            {*(field.column for field in first), *table.only}
        )
    return found


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
    assert not left ^ NOT_YET, "\n".join(sorted(left ^ NOT_YET))


NOT_YET = {  # may only become fewer
    "casework_case.person_id",
    "indicators_taskreport.at",
    "indicators_taskreport.finished",
    "indicators_taskreport.task_id",
    "onestop_attachment.entry_id",
    "onestop_decision.paper_id",
    "onestop_erasure.papers",
    "onestop_feecharge.due",
    "onestop_feecharge.state",
    "onestop_feecharge.total",
    "onestop_payment.channel",
    "onestop_payment.state",
    "onestop_portalmessage.service",
    "onestop_portalmessage.state",
    "onestop_storeentry.origin",
    "onestop_trip.why",
    "opendata_dataquestion.answered_at",
    "opendata_dataquestion.due_at",
    "people_user.identity_level",
    "people_user.person_id",
}


def test_every_rule_hears_an_event_that_there_is_and_sets_a_column_that_there_is():
    names = {name_of(kind) for kind in every_event()}
    for table in tables():
        assert set(table.sets) <= names and set(table.begins) <= set(table.sets), set(table.sets) - names
        for name, rules in table.sets.items():
            assert {one for one in rules if one[0] != "_"} <= set(table.columns), (table.model, name)
