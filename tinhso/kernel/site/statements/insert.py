"""One row for the deeds that move cases all day: what `save` writes, without composing the statement anew."""

from functools import lru_cache
from typing import Any

from django.db import connection, models

from tinhso.kernel.site.statements.prepared_statements import planned


def update_row(row: models.Model, *names: str) -> None:
    """Write these fields of a saved object, as `save(update_fields=…)` does."""
    statement, fields = _update(type(row), names)
    values = [field.get_db_prep_save(field.pre_save(row, False), connection) for field in fields]
    with planned() as cursor:
        cursor.execute(statement, [*values, row.pk])


def insert_row(row: models.Model) -> None:
    """Write an unsaved object and set the key that the database gives. Constraints speak as they do for `save`."""
    _insert_row(row, "")


def insert_once(row: models.Model) -> bool:
    """The same, but False where a unique constraint finds that there is such a row already."""
    return _insert_row(row, " on conflict do nothing")


def _insert_row(row: models.Model, conflict: str) -> bool:
    statement, fields = _insert(type(row), conflict)
    values = [field.get_db_prep_save(field.pre_save(row, True), connection) for field in fields]
    with planned() as cursor:
        cursor.execute(statement, values)
        fetched = cursor.fetchone()
    if fetched is None:
        return False
    row.pk = fetched[0]
    row._state.adding, row._state.db = False, connection.alias
    return True


@lru_cache
def _insert(model: type[models.Model], conflict: str) -> tuple[str, list["models.Field[Any, Any]"]]:
    """The statement of a model, and the fields that it writes in that order; its key where we make it."""
    given = [f for f in model._meta.concrete_fields if not f.generated]
    fields = [f for f in given if not f.primary_key or f.has_default()]
    columns, places = ", ".join(f'"{f.column}"' for f in fields), ", ".join(["%s"] * len(fields))
    table, key = model._meta.db_table, model._meta.pk.column
    return f'insert into "{table}" ({columns}) values ({places}){conflict} returning "{key}"', fields  # noqa: S608


@lru_cache
def _update(model: type[models.Model], names: tuple[str, ...]) -> tuple[str, list["models.Field[Any, Any]"]]:
    fields = [f for name in names for f in model._meta.concrete_fields if f.name == name]
    changed = ", ".join(f'"{field.column}" = %s' for field in fields)
    table, key = model._meta.db_table, model._meta.pk.column
    return f'update "{table}" set {changed} where "{key}" = %s', fields  # noqa: S608
