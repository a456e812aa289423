"""The rows of one page in one message: several SELECTs sent together, answered in one way there and back.

A page of one thing shows a dozen short lists, each found by the thing's key. ServiceQuery one after the other they cost a dozen
ways to the database and back; PostgreSQL reads and plans each of them all the same, so what is saved is the way.
"""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Model, QuerySet

Rows = list[tuple[Any, ...]]


def read_together(*found: "QuerySet[Any, Any]", first: str = "") -> None:
    """Fills each of these with its rows, as if it had been read alone. One query.

    `first` is a statement without parameters and without rows that goes before them.
    """
    compilers = [one.query.get_compiler(connection.alias) for one in found]
    statements = [_statement(compiler) for compiler in compilers]
    sent = [one for one in statements if one is not None]
    if not sent:
        return
    answers = iter(_answers(sent, first))
    for queryset, compiler, statement in zip(found, compilers, statements, strict=True):
        _fill(queryset, compiler, [] if statement is None else next(answers))


def keep_related(thing: Model, **found: "QuerySet[Any, Any] | Sequence[Model]") -> None:
    """From now on `thing.NAME.all()` is what was read for it."""
    cache = thing.__dict__.setdefault("_prefetched_objects_cache", {})
    for name, rows in found.items():
        cache[name] = rows if isinstance(rows, QuerySet) else _listed(thing, name, rows)


def _listed(thing: Model, name: str, rows: Sequence[Model]) -> "QuerySet[Any, Any]":
    listed: QuerySet[Any, Any] = getattr(thing, name).all()
    listed._result_cache = list(rows)
    return listed


def _statement(compiler: Any) -> "tuple[str, Sequence[Any]] | None":
    """None for what can hold no row."""
    try:
        sql, params = compiler.as_sql()
    except EmptyResultSet:
        return None
    return sql, params


def _answers(sent: "list[tuple[str, Sequence[Any]]]", first: str) -> list[Rows]:
    with connection.cursor() as cursor:
        sql = ";\n".join([*([first] if first else []), *(sql for sql, _params in sent)])
        cursor.execute(sql, [value for _sql, params in sent for value in params])
        if first:
            cursor.nextset()
        answers = [cursor.fetchall()]
        while cursor.nextset():
            answers.append(cursor.fetchall())
    return answers


def _fill(queryset: "QuerySet[Any, Any]", compiler: Any, rows: Rows) -> None:
    """The queryset makes its objects of these rows: its own way, with another compiler in the place of the database."""
    compiler.execute_sql = lambda *args, **kwargs: [rows]
    query: Any = queryset.query
    query.get_compiler = lambda *args, **kwargs: compiler
    try:
        len(queryset)
    finally:
        del query.get_compiler
