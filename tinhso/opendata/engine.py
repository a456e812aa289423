"""Answers about published versions, from child processes; this process never opens DuckDB.

`ask_version` is for our own questions, `ask_sql` for a reader's SELECT, `stream_version` for whole files.
"""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.lib.tables.exporter import csv_columns, export, features_sql
from tinhso.lib.tables.reader_pool import Answered, ReaderPool, TooBusy, Unanswered
from tinhso.opendata import store
from tinhso.opendata.expressions import (
    Ask,
    BadCondition,
    count_sql,
    facet_sql,
    offset_sql,
    page_sql,
    rows_sql,
)
from tinhso.opendata.geo import point_columns
from tinhso.opendata.models import Dataset, DataVersion

__all__ = ["Answered", "TooBusy", "Unanswered"]

logger = logging.getLogger(__name__)
PAGE = 50
MOST_SQL_ROWS = 1000
MOST_SHEET_ROWS = 200_000
OURS = ReaderPool(size=2, seconds=10)
STRANGERS = ReaderPool(size=2, seconds=5)
DUCKDB_KINDS = {"text": "VARCHAR"}
MOST_COUNTED = 5000
COUNTED: dict[tuple[UUID, str], int] = {}  # a version never changes, so what was counted once stays true


def page_of(version: DataVersion, ask: Ask) -> tuple[Answered, int]:
    """The rows of a page and how many rows meet its conditions. BadCondition, Unanswered, TooBusy."""
    file, (rows, count) = str(store.table_of(version.folder)), statements_of(version, ask)
    known = COUNTED.get((version.folder, count)) if ask.conditions else version.rows
    answer = OURS.ask(file=file, sql=rows, most=ask.limit or PAGE, also=() if known is not None else (count,))
    if known is None:
        known = int(answer.also[0][0])
        COUNTED[version.folder, count] = known
        while len(COUNTED) > MOST_COUNTED:
            COUNTED.pop(next(iter(COUNTED)), None)
    return answer, known


def statements_of(version: DataVersion, ask: Ask) -> tuple[str, str]:
    """The statements of a page and of its count; putting them together takes longer than many an answer."""
    return _statements(tuple(map(tuple, version.columns)), ask)


@lru_cache(maxsize=2048)
def _statements(shape: tuple[tuple[str, ...], ...], ask: Ask) -> tuple[str, str]:
    columns = [list(column) for column in shape]
    deep = ask.limit is not None and ask.limit + ask.offset > PAGE and "," not in ask.order
    return (offset_sql if deep else rows_sql)(columns, ask), count_sql(columns, ask)


def keyset_page(version: DataVersion, ask: Ask, *, cut: int | None = None) -> tuple[list[list[Any]], bool]:
    """The rows of a page in their order, each with its number last; and whether the way goes on.

    BadCondition, Unanswered, TooBusy.
    """
    most = ask.limit or PAGE
    columns = tuple((name, heading, kind) for name, heading, kind in version.columns)
    sql = _page_sql(columns, replace(ask, limit=most + 1), cut)
    found = OURS.ask(file=str(store.table_of(version.folder)), sql=sql, most=most + 1)
    rows, more = found.rows[:most], found.more or len(found.rows) > most
    return (rows[::-1] if ask.after and ask.after.back else rows), more


@lru_cache(maxsize=500)
def _page_sql(columns: tuple[tuple[str, str, str], ...], ask: Ask, cut: int | None) -> str:
    """Putting a question together takes longer than the answer of a first page."""
    return page_sql([list(column) for column in columns], ask, cut=cut)


def total_of(version: DataVersion, ask: Ask) -> int | None:
    """How many rows meet the conditions; None where counting them takes too long."""
    if not ask.conditions:
        return version.rows
    try:
        return int(ask_version(version, count_sql(version.columns, ask), 1)[0][0])
    except Unanswered:
        return None


def warm() -> None:
    """Load what the first reader would wait for: Ibis, and one reader of our own questions. Never raises."""
    try:
        page_sql([["a", "a", "text"]], Ask(limit=1))
        OURS.ready()
    except (OSError, TimeoutError, EOFError):
        logger.warning("the readers of open data do not start yet; the first question tries again")


def facet_of(version: DataVersion, ask: Ask, column: str, most: int = 10) -> list[list[Any]]:
    """The commonest values of a column under the conditions, each with its count."""
    sql = facet_sql(version.columns, ask, column, most)
    return OURS.ask(file=str(store.table_of(version.folder)), sql=sql, most=most).rows


def ask_sql(sql: str, *, explain: bool = False, most: int = MOST_SQL_ROWS) -> Answered:
    """A reader's SELECT over the open datasets, by their addresses with underscores. Unanswered, TooBusy."""
    words = sql.lower()  # a name that does not stand in the statement need not be sent along
    versions = {name: version for name, version in open_tables().items() if name in words}
    tables = {name: str(store.table_of(version.folder)) for name, version in versions.items()}
    return STRANGERS.ask_stranger(sql=sql, tables=tables, most=most, explain=explain)


def open_tables() -> dict[str, DataVersion]:
    """What a SELECT may name: the current version of each open dataset, by table name and by resource id."""
    found: dict[str, DataVersion] = {}
    for dataset in Dataset.objects.public().select_related("current"):
        assert dataset.current is not None
        found[table_name(dataset)] = dataset.current
        found[resource_id(dataset)] = dataset.current
    return found


def table_name(dataset: Dataset) -> str:
    return dataset.slug.replace("-", "_")


def resource_id(dataset: Dataset) -> str:
    """The name that CKAN's clients know the table by; it stays while the dataset has its address."""
    return f"{dataset.slug}-bang"


@contextmanager
def stream_version(
    version: DataVersion, ask: Ask, kind: str, notes: Sequence[tuple[str, str]] = ()
) -> Iterator[Iterator[bytes]]:
    """The rows that meet the conditions as csv, json, ndjson, geojson, parquet or xlsx (with `notes`). BadCondition."""
    sql, sheet = rows_sql(version.columns, ask), None
    names = [name for name, _heading, _kind in version.columns]
    if kind == "csv":
        columns = csv_columns(
            [(name, DUCKDB_KINDS.get(kind_, "")) for name, _heading, kind_ in version.columns]
        )
        sql = f"select {columns} from ({sql})"  # noqa: S608 (names are our own, quoted)
    elif kind == "geojson":
        places = point_columns(version.columns)
        if places is None:
            raise BadCondition(_("Bảng không có cột vĩ độ, kinh độ nên không có tệp GeoJSON."))
        sql = features_sql(names, places, sql)
    elif kind == "xlsx":
        sheet = {"headings": [heading or name for name, heading, _kind in version.columns], "notes": notes}
    with export(file=store.table_of(version.folder), sql=sql, kind=kind, sheet=sheet) as blocks:
        yield blocks


def ask_version(version: DataVersion, sql: str, most: int = 1000) -> list[list[Any]]:
    """The rows of one of our own statements over a version. Unanswered, TooBusy."""
    return OURS.ask(file=str(store.table_of(version.folder)), sql=sql, most=most).rows
