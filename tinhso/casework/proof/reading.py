"""What the log says of the rows of some cases, and what the rows hold; both as plain values of the log."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection
from django.db.models import CharField, DateTimeField, F, Func, Model

from tinhso.casework.proof.derived import Derived
from tinhso.casework.proof.rules import UNKNOWN, Row, Rule, fold
from tinhso.casework.proof.scope import Scope
from tinhso.kernel.events.public import utc_text
from tinhso.kernel.site.declare import all_of

Key = tuple[int, Any]
"""The case, and what tells its rows of one table apart (None where it has one)."""

# Moments are read as the log writes them: to make values of them and text again took a third of a comparison.
MOMENT = 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'
READ = """
select case_id, name, to_char(at at time zone 'UTC', '{moment}'), payload::text from kernel_event
where {where} and name = any(%s) order by case_id, id
"""


@dataclass
class LogReading:
    """What the log says of one table: rows by their key, and which of them an event has begun."""

    rows: dict[Key, Row] = field(default_factory=dict)
    begun: set[Key] = field(default_factory=set)
    young: set[int] = field(default_factory=set)  # cases of which no row may lack an event


def tables() -> list[Derived]:
    """Everything that systems declare; cases come first, since what belongs to none is told by them."""
    return sorted(all_of(Derived), key=lambda one: one.model != "casework.Case")


@cache
def _listeners() -> dict[str, list[tuple[int, Derived, Any]]]:
    """By the name of an event: the tables that it changes, and how."""
    found: dict[str, list[tuple[int, Derived, Any]]] = {}
    for n, table in enumerate(tables()):
        for name in table.hears:
            found.setdefault(name, []).append((n, table, table.sets.get(name)))
    return found


def read_log(scope: Scope) -> list[LogReading]:
    """One for each of the `tables`. One query."""
    found = [LogReading() for _ in tables()]
    listeners = _listeners()
    for case_id, name, at, payload in _events(scope, list(listeners)):
        for n, table, rules in listeners[name]:
            _hear(found[n], table, rules, (case_id, name, at, payload))
    return found


def _events(scope: Scope, names: Sequence[str]) -> Iterator[tuple[int, str, str, dict[str, Any]]]:
    where, params = scope.sql
    with connection.cursor() as cursor:
        cursor.execute(READ.format(where=where, moment=MOMENT), [*params, list(names)])
        for case_id, name, at, payload in cursor:
            yield case_id, name, at, json.loads(payload)


def _hear(
    reading: LogReading, table: Derived, rules: dict[str, Rule] | None, event: tuple[int, str, str, Row]
) -> None:
    case_id, name, at, payload = event
    key = (case_id, payload.get(table.key[0]) if table.key else None)
    if table.since and name == table.since[0] and table.since[1] in payload:
        reading.young.add(case_id)
    if name in table.ends:
        reading.rows.pop(key, None)
        reading.begun.discard(key)
    if rules is None:
        return
    if not payload.get(table.begins.get(name, ""), True):
        return  # it makes a row only where that field says something
    if name in table.begins and key not in reading.begun:
        reading.begun.add(key)
        reading.rows[key] = dict(table.new)
    row = reading.rows.get(key)
    if row is None:  # older than the event that begins such rows
        row = reading.rows[key] = dict.fromkeys(table.columns, UNKNOWN)
    fold(row, rules, payload, at)


def read_rows(table: Derived, scope: Scope) -> dict[Key, Row]:
    """The rows as they lie in the database now. One query."""
    if table.rows is not None:
        return table.rows(scope)
    model = apps.get_model(table.model)
    columns = [_as_logged(model, path) for path in table.columns.values()]
    paths = [table.case, table.key[1] if table.key else table.case, *columns]
    rows = model._default_manager.filter(**scope.of(table.case), **table.only).values_list(*paths)
    keyed = table.key is not None
    return {
        (case_id, plain(key) if keyed else None): dict(
            zip(table.columns, [plain(value) for value in values], strict=True)
        )
        for case_id, key, *values in rows.iterator()
    }


def _as_logged(model: type[Model], path: str) -> str | Func:
    """A moment as text of the log; whatever else as it is."""
    field: Any = model._meta.pk
    for name in path.split("__"):
        field = model._meta.pk if name == "pk" else model._meta.get_field(name)
        model = field.related_model or model
    if not isinstance(field, DateTimeField):
        return path
    template = f"to_char(%(expressions)s at time zone 'UTC', '{MOMENT}')"
    return Func(F(path), template=template, output_field=CharField())


def plain(value: Any) -> Any:
    """As the log writes it."""
    if value is None or isinstance(value, (str, int)):
        return value
    if isinstance(value, datetime):
        return utc_text(value)
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value
