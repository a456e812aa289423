"""Which declared measures count by what differs: the columns are read from the query that each measure sends."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.db.models.expressions import Col
from django.db.models.sql import Query

from tinhso.casework.models import Case
from tinhso.casework.proof.compare import MISSING, STRAY, Difference
from tinhso.casework.proof.derived import Derived
from tinhso.casework.proof.reading import tables
from tinhso.kernel.site.declare import Measure, all_of

IDENTITY = {"id", "case_id", "dossier_id", "charge_id", "clock_id"}  # which row it is, and whose
ANY = ""  # in the place of a column: any of its table
Place = tuple[str, str]
Group = tuple[tuple[str, ...], tuple[int, ...]]


def groups_of(differences: Collection[Difference]) -> tuple[Group, ...]:
    """Measures and the cases that they may count wrongly; each case stands once. A query for each kind of row."""
    places = {case: set[Place]() for case in sorted({one.case_id for one in differences})}
    for one in differences:
        places[one.case_id] |= places_of(one)
    cases = {model: _cases_of(model, differences) for model in {m.rows().model for m in all_of(Measure)}}
    found = defaultdict[tuple[str, ...], list[int]](list)
    for case, at in places.items():
        codes = (m.code for m in measures_at(at) if case in cases[m.rows().model])
        found[tuple(sorted(codes))].append(case)
    return tuple((codes, tuple(ids)) for codes, ids in found.items())


def measures_at(places: Iterable[Place]) -> list[Measure]:
    """Those that filter, group or count by one of these columns."""
    asked = set(places)
    return [measure for measure in all_of(Measure) if asked & _places_of_measure(measure.code)]


def measures_of_cases() -> list[str]:
    """All that something of a case decides about."""
    held = {apps.get_model(table.model)._meta.db_table for table in tables()}
    return sorted(one.code for one in measures_at((table, ANY) for table in held))


@cache
def _places_of_measure(code: str) -> frozenset[Place]:
    measure = next(one for one in all_of(Measure) if one.code == code)
    columns = columns_of(measure)
    return frozenset(columns | {(table, ANY) for table in tables_of(measure)})


def places_of(one: Difference) -> set[Place]:
    """The columns of the database where it lies; the whole row where it was made or taken away."""
    model = apps.get_model(one.table)
    table = next((t for t in tables() if t.model == one.table and one.column in t.columns), None)
    if one.column in (MISSING, STRAY) or table is None or table.rows is not None:
        return {(model._meta.db_table, ANY)}
    return {end_of(model, table.columns[one.column])}


def _cases_of(model: type[Model], differences: Collection[Difference]) -> set[int]:
    """Of the differing cases those of which a measure over these rows may know; a row that is gone counts too."""
    ids = {one.case_id for one in differences}
    table = _derived(model)
    if model is Case or table is None:
        return ids
    rows = model._default_manager.filter(**{f"{table.case}__in": ids})
    missing_cases = {one.case_id for one in differences if one.table == table.model}
    return missing_cases | set(rows.values_list(table.case, flat=True))


def _derived(model: type[Model]) -> Derived | None:
    return next((table for table in tables() if apps.get_model(table.model) is model), None)


def columns_of(measure: Measure) -> set[Place]:
    """The columns, by table, that its figures hang on."""
    return {
        (col.target.model._meta.db_table, str(col.target.column))
        for col in inside(_query(measure), set())
        if isinstance(col, Col) and not (col.target.primary_key or col.target.column in IDENTITY)
    }


def tables_of(measure: Measure) -> set[str]:
    """The tables that its query reads."""
    queries = (one for one in inside(_query(measure), set()) if isinstance(one, Query))
    return {join.table_name for query in queries for join in query.alias_map.values()}


def _query(measure: Measure) -> Query:
    fields = [measure.counts_on, measure.ends_on, measure.value, measure.agency, measure.place]
    asked = [*filter(None, fields), *(field for _name, field in measure.dims)]
    query = measure.rows().order_by().values(*asked).query
    query.sql_with_params()  # which resolves what is still a name
    return query


def inside(part: Any, seen: set[int]) -> Iterator[Any]:
    """Every expression in a query, its subqueries and its filtered joins."""
    if part is None or id(part) in seen:
        return
    seen.add(id(part))
    yield part
    parts: list[Any] = []
    if isinstance(part, Query):
        joins = [getattr(join, "filtered_relation", None) for join in part.alias_map.values()]
        conditions = [one.resolved_condition for one in joins if one]
        parts = [part.where, *part.annotations.values(), *part.select, *conditions]
    elif hasattr(part, "children"):
        parts = part.children
    elif hasattr(part, "get_source_expressions"):
        parts = [*part.get_source_expressions(), getattr(part, "query", None)]
    elif isinstance(part, (list, tuple)):
        parts = list(part)
    for one in parts:
        yield from inside(one, seen)


def column_of(model: type[Model], name: str) -> str:
    meta = model._meta
    columns = {field.name: str(field.column) for field in meta.concrete_fields}
    return str(meta.pk.column) if name == "pk" else columns.get(name, name)


def end_of(model: type[Model], path: str) -> Place:
    """The table and column to which a path leads: `case__person_id` of a dossier is a column of its case."""
    *way, last = path.removesuffix("__isnull").split("__")
    for name in way:
        model = model._meta.get_field(name).related_model  # type: ignore[assignment]
    return model._meta.db_table, column_of(model, last)
