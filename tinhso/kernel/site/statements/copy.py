"""COPY of many rows of one table, for the `bulk` rooms: demo, import and restore. No event, no check of a form."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

from django.apps import apps
from django.db import connection, models
from django.db.models.base import ModelState

Row = TypeVar("Row", bound=models.Model)


def new_row(model: type[Row], **values: Any) -> Row:
    """An unsaved object for `copy_rows`, as the model itself would make it of these values.

    Without signals and in a third of the time: a big load makes twenty objects for each case.
    """
    row = model.__new__(model)
    row._state = ModelState()
    held, shape = row.__dict__, _shape(model)
    held.update(shape.plain)
    for name, make in shape.made:
        held[name] = make()
    for name, value in values.items():
        attname = shape.relations.get(name)
        if attname is None:
            held[shape.key if name == "pk" else name] = value
        else:
            held[attname] = None if value is None else value.pk
            row._state.fields_cache[name] = value
    return row


@dataclass(frozen=True)
class _Shape:
    """What an object of a model holds before it is told anything; relations by name, with the attribute of the key."""

    plain: dict[str, Any]
    made: list[tuple[str, Callable[[], Any]]]
    relations: dict[str, str]
    key: str


@cache
def _shape(model: type[models.Model]) -> _Shape:
    fields = model._meta.concrete_fields
    made = {f.attname: f.get_default for f in fields if f.has_default() and callable(f.default)}
    return _Shape(
        {f.attname: f.get_default() for f in fields if f.attname not in made},
        list(made.items()),
        {f.name: f.attname for f in fields if f.is_relation},
        model._meta.pk.attname,
    )


def reserve_ids(model: type[models.Model], count: int) -> list[int]:
    """So many new keys of the table, so that rows can name each other before they are written."""
    table, column = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        cursor.execute(
            "select nextval(pg_get_serial_sequence(%s, %s)) from generate_series(1, %s)",
            [f'"{table}"', column, count],
        )
        return [row[0] for row in cursor.fetchall()]


def copy_rows(rows: Sequence[models.Model] | Iterable[models.Model]) -> int:
    """Write unsaved objects of one model by COPY in the caller's transaction; their keys are set. How many."""
    every = list(rows)
    if not every:
        return 0
    fields = [field for field in every[0]._meta.concrete_fields if not field.generated]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    command = f'copy "{every[0]._meta.db_table}" ({columns}) from stdin'
    values = [_reader(field) for field in fields]
    with connection.cursor() as cursor, cursor.copy(command) as copy:
        for row in every:
            copy.write_row([value(row) for value in values])
    return len(every)


def copy_new_rows(rows: Iterable[models.Model]) -> int:
    """`copy_rows` of objects that have no keys yet, each with a new one. How many."""
    every = list(rows)
    if every:
        for row, key in zip(every, reserve_ids(type(every[0]), len(every)), strict=True):
            row.pk = key
    return copy_rows(every)


def count_tables() -> None:
    """Let the planner of PostgreSQL see, within the caller's transaction too, how many rows a bulk load has brought.

    Until then it takes the tables for empty and may choose a plan that takes minutes.
    """
    tables = sorted({model._meta.db_table for model in apps.get_models() if model._meta.managed})
    with connection.cursor() as cursor:
        cursor.execute("analyze " + ", ".join(f'"{table}"' for table in tables))


def _reader(field: "models.Field[Any, Any]") -> Callable[[models.Model], Any]:
    """What the column holds. A plain field's value goes as it is: asking the field for each costs most of the time."""
    is_automatic = getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False)
    if isinstance(field, models.ForeignKey) or type(field) in AS_THEY_ARE and not is_automatic:
        return attrgetter(field.attname)
    return lambda row: field.get_db_prep_save(field.pre_save(row, True), connection)


AS_THEY_ARE = {
    models.BigAutoField,
    models.BigIntegerField,
    models.BooleanField,
    models.CharField,
    models.DateField,
    models.DateTimeField,
    models.IntegerField,
    models.PositiveBigIntegerField,
    models.PositiveIntegerField,
    models.PositiveSmallIntegerField,
    models.TextField,
    models.UUIDField,
}
