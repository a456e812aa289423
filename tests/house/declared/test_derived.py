"""Whatever a declared measure filters, groups or counts by follows from sealed events, or its table says here why not.

The columns are read from the query that each measure sends, so that a new filter fails here until its column is derived.
"""

import pytest
from django.apps import apps

from tests.house.test_events import every_event
from tinhso.casework.proof.measured import column_of, columns_of, end_of
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


def derived() -> dict[str, set[str]]:
    """By table the columns that follow from events, and those that say whose the row is."""
    found: dict[str, set[str]] = {User._meta.db_table: set(account_proof.COLUMNS)}
    for table in tables():
        model = apps.get_model(table.model)
        columns = found.setdefault(model._meta.db_table, set())
        for path in [*table.columns.values(), *table.covers, *table.only, table.case, "pk"]:
            columns.add(column_of(model, path.split("__")[0]))
            held_in, column = end_of(model, path)
            found.setdefault(held_in, set()).add(column)
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
    assert not left, "\n".join(sorted(left))


def test_every_rule_hears_an_event_that_there_is_and_sets_a_column_that_there_is():
    names = {name_of(kind) for kind in every_event()}
    for table in tables():
        assert set(table.sets) <= names and set(table.begins) <= set(table.sets), set(table.sets) - names
        for name, rules in table.sets.items():
            assert {one for one in rules if one[0] != "_"} <= set(table.columns), (table.model, name)
