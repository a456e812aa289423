"""COPY of many rows of one table, for the `bulk` rooms: demo, import and restore. No event, no check of a form."""

from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter
from typing import Any

from django.apps import apps
from django.db import connection, models


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
    fields = every[0]._meta.concrete_fields
    columns = ", ".join(f'"{field.column}"' for field in fields)
    command = f'copy "{every[0]._meta.db_table}" ({columns}) from stdin'
    values = [_reader(field) for field in fields]
    with connection.cursor() as cursor, cursor.copy(command) as copy:
        for row in every:
            copy.write_row([value(row) for value in values])
    return len(every)


def count_tables() -> None:
    """Let the planner of PostgreSQL see, within the caller's transaction too, how many rows a bulk load has brought.

    Until then it takes the tables for empty and may choose a plan that takes minutes.
    """
    tables = sorted({model._meta.db_table for model in apps.get_models() if model._meta.managed})
    with connection.cursor() as cursor:
        cursor.execute("analyze " + ", ".join(f'"{table}"' for table in tables))


def _reader(field: "models.Field[Any, Any]") -> Callable[[models.Model], Any]:
    """What the column holds. A plain field's value goes as it is: asking the field for each costs most of the time."""
    kept = getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False)
    if isinstance(field, models.ForeignKey) or type(field) in AS_THEY_ARE and not kept:
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
