"""One new row for the deeds that move cases all day: what `save(force_insert=True)` writes, without composing the statement anew."""

from functools import lru_cache
from typing import Any

from django.db import connection, models


def insert_row(row: models.Model) -> None:
    """Write an unsaved object whose key the database gives, and set the key. Constraints speak as they do for `save`."""
    model = type(row)
    statement, fields = _insert(model)
    values = [field.get_db_prep_save(field.pre_save(row, True), connection) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        row.pk = cursor.fetchone()[0]
    row._state.adding, row._state.db = False, connection.alias


@lru_cache
def _insert(model: type[models.Model]) -> tuple[str, list["models.Field[Any, Any]"]]:
    """The statement of a model, and the fields that it writes in that order."""
    fields = [f for f in model._meta.concrete_fields if not f.primary_key and not f.generated]
    columns, places = ", ".join(f'"{f.column}"' for f in fields), ", ".join(["%s"] * len(fields))
    table, key = model._meta.db_table, model._meta.pk.column
    return f'insert into "{table}" ({columns}) values ({places}) returning "{key}"', fields  # noqa: S608
