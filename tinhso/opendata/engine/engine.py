"""Answers about published versions, from child processes; this process never opens DuckDB.

`ask_version` is for our own questions, `ask_sql` for a reader's SELECT, `stream_version` for whole files.
"""

import logging
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.conf import settings
from django.template.loader import get_template
from django.utils.translation import gettext as _

from tinhso.lib.tables.children.other_engine import DIALECTS, Away
from tinhso.lib.tables.children.other_engine import kind_of as kind_of_engine
from tinhso.lib.tables.exporter import SPREADSHEET_CSV, export, features_sql
from tinhso.lib.tables.reader_pool import Answered, ReaderPool, TooBusy, Unanswered
from tinhso.lib.tables.statements import name as quoted_name
from tinhso.opendata.dataset import store
from tinhso.opendata.dataset.table_names import named_table, resource_id, table_name
from tinhso.opendata.engine.expressions import (
    Ask,
    BadCondition,
    count_sql,
    facet_sql,
    offset_sql,
    page_sql,
    rows_sql,
)
from tinhso.opendata.engine.geo import point_columns
from tinhso.opendata.engine.prepared import Statement, Write, prepared
from tinhso.opendata.models import DataTable, DataVersion, VersionProfile

__all__ = ["Answered", "TooBusy", "Unanswered"]

logger = logging.getLogger(__name__)
PAGE = 50
PAGES = ("site/page.html", "site/parts/table.html", "opendata/dataset.html")
MOST_SQL_ROWS = 1000
MOST_SHEET_ROWS = 200_000
OURS = ReaderPool(size=2, seconds=10)
STRANGERS = ReaderPool(size=2, seconds=5)
ELSEWHERE = ReaderPool(
    size=1, seconds=120, patience=30
)  # one session of another engine, which has its own limits
MOST_COUNTED = 5000
COUNTS: dict[tuple[UUID, str], int] = {}  # a version never changes, so what was counted once stays true
ASCENDING: dict[UUID, frozenset[str]] = {}


def page_of(version: DataVersion, ask: Ask) -> tuple[Answered, int]:
    """The rows of a page and how many rows meet its conditions. BadCondition, Unanswered, TooBusy."""
    ask = in_file_order(version, ask)
    deep = ask.limit is not None and ask.limit + ask.offset > PAGE and "," not in ask.order
    write = offset_sql if deep and ask.offset and not elsewhere() else rows_sql
    rows, count = _written(version, write, ask), _count_of(version, ask)
    known = COUNTS.get((version.folder, count.key)) if ask.conditions else version.rows
    answer = _run_query(version, rows, ask.limit or PAGE, also=() if known is not None else (count,))
    return answer, known if known is not None else _remembered_count(version, count, answer.also[0])


def elsewhere() -> str:
    """The address of the engine that is asked instead of DuckDB (`OPENDATA_ENGINE`), or nothing."""
    return "" if settings.OPENDATA_ENGINE == "duckdb" else str(settings.OPENDATA_ENGINE)


def _written(version: DataVersion, write: Write, ask: Ask, **more: Any) -> Statement:
    """The statement of the chosen engine: its shape filled in for DuckDB, written out whole for another. BadCondition."""
    if not (address := elsewhere()):
        return prepared(write, version.columns, ask, **more)
    dialect = _dialect(address)
    return Statement(write(version.columns, ask, dialect=dialect, **more), {})


def _dialect(address: str) -> str:
    """The language of the chosen engine, once it has answered. Unanswered."""
    ELSEWHERE.engine = address
    try:
        dialect = DIALECTS[kind_of_engine(address)]
        ELSEWHERE.ready()
    except Away as away:
        raise Unanswered(str(away)) from away
    except (OSError, TimeoutError, EOFError) as error:
        raise Unanswered(_("Máy dữ liệu đã chọn không khởi động được.")) from error
    return dialect


def _run_query(
    version: DataVersion, asked: Statement, most: int, also: tuple[Statement, ...] = ()
) -> Answered:
    if elsewhere():
        file = str(store.parquet_of(version.folder))
        return ELSEWHERE.ask(file=file, sql=asked.sql, most=most, also=tuple(one.sql for one in also))
    return OURS.ask(
        file=str(store.table_of(version.folder)),
        sql=(asked.sql, asked.values),
        most=most,
        also=tuple((one.sql, one.values) for one in also),
    )


def rows_of(
    version: DataVersion, write: Write, ask: Ask, most_rows: int = 1000, /, **more: Any
) -> list[list[Any]]:
    """The rows of one of our own questions, from the chosen engine. BadCondition, Unanswered, TooBusy."""
    return _run_query(version, _written(version, write, ask, **more), most_rows).rows


def engine_says() -> str:
    """Why the chosen engine cannot be asked, or nothing where it answers `select 1`; DuckDB always does."""
    if not (address := elsewhere()):
        return ""
    try:
        _dialect(address)
    except Unanswered as error:
        return str(error)
    return ""


def _count_of(version: DataVersion, ask: Ask) -> Statement:
    return _written(version, count_sql, Ask(ask.conditions))


def _remembered_count(version: DataVersion, count: Statement, row: list[Any]) -> int:
    """Remember a count; a version never changes."""
    COUNTS[version.folder, count.key] = int(row[0])
    while len(COUNTS) > MOST_COUNTED:
        COUNTS.pop(next(iter(COUNTS)), None)
    return int(row[0])


def in_file_order(version: DataVersion, ask: Ask) -> Ask:
    """The same question without its order, where the rows lie in that order already: then a page is read, not sorted."""
    if not ask.order or ask.order not in ascending_columns(version):
        return ask
    return replace(ask, order="")


def ascending_columns(version: DataVersion) -> frozenset[str]:
    """The columns that never fall from row to row and are never empty; known once the version has its profile."""
    if version.folder not in ASCENDING:
        columns_stored = (
            VersionProfile.objects.filter(version=version).values_list("columns", flat=True).first()
        )
        if columns_stored is None:
            return frozenset()
        while len(ASCENDING) >= MOST_COUNTED:
            ASCENDING.pop(next(iter(ASCENDING)), None)
        ASCENDING[version.folder] = frozenset(one["name"] for one in columns_stored if one.get("ascending"))
    return ASCENDING[version.folder]


def keyset_page(version: DataVersion, ask: Ask, *, cut: int | None = None) -> tuple[list[list[Any]], bool]:
    """The rows of a page in their order, each with its number last; and whether the way goes on.

    BadCondition, Unanswered, TooBusy.
    """
    most = ask.limit or PAGE
    ask = in_file_order(version, replace(ask, limit=most + 1))
    found = _run_query(version, _written(version, page_sql, ask, cut=cut), most + 1)
    rows, more = found.rows[:most], found.more or len(found.rows) > most
    return (rows[::-1] if ask.after and ask.after.back else rows), more


def total_of(version: DataVersion, ask: Ask) -> int | None:
    """How many rows meet the conditions; None where counting them takes too long."""
    if not ask.conditions:
        return version.rows
    count = _count_of(version, ask)
    if (known := COUNTS.get((version.folder, count.key))) is not None:
        return known
    try:
        return _remembered_count(version, count, _run_query(version, count, 1).rows[0])
    except Unanswered:
        return None


def load_readers() -> None:
    """What the first reader would wait for: Ibis and the page. Opens nothing, so the web server does it before it forks."""
    for page in PAGES:
        get_template(page)
    page_sql([["a", "a", "text"]], Ask(limit=1))


def warm() -> None:
    """Start one reader of our own questions before anybody asks. Never raises."""
    try:
        if not elsewhere():
            OURS.ready()
    except (OSError, TimeoutError, EOFError):
        logger.warning("the readers of open data do not start yet; the first question tries again")


def facet_of(version: DataVersion, ask: Ask, column: str, most: int = 10) -> list[list[Any]]:
    """The commonest values of a column under the conditions, each with its count."""
    return rows_of(version, facet_sql, Ask(ask.conditions), most, column=column, most=most)


def ask_sql(sql: str, *, explain: bool = False, most: int = MOST_SQL_ROWS) -> Answered:
    """A reader's SELECT over the open datasets, by their addresses with underscores. Unanswered, TooBusy."""
    tables = {name: str(store.table_of(version.folder)) for name, version in named_tables(sql).items()}
    return STRANGERS.ask_stranger(sql=sql, tables=tables, most=most, explain=explain)


def named_tables(sql: str) -> dict[str, DataVersion]:
    """What the statement may name: the current versions of the tables of open datasets whose names stand in it.

    Each by its table name and its resource id. One query, which reads the datasets named and no others.
    """
    words = set(re.findall(r"\w+", sql.lower())) | set(re.findall(r"[\w-]+", sql.lower()))
    slugs = {word.replace("_", "-") for word in words} | words
    slugs |= {named[0] for word in slugs if (named := named_table(word))}
    tables = DataTable.objects.of_open_datasets().filter(dataset__slug__in=slugs)
    found: dict[str, DataVersion] = {}
    for table in tables.order_by("-number"):
        assert table.current is not None
        names = (table_name(table.dataset.slug, table.number), resource_id(table.dataset.slug, table.number))
        if words & set(names):  # a first table's name is its own, whatever else would bear it
            found |= dict.fromkeys(names, table.current)
    return found


@contextmanager
def stream_version(
    version: DataVersion, ask: Ask, kind: str, notes: Sequence[tuple[str, str]] = ()
) -> Iterator[Iterator[bytes]]:
    """The rows that meet the conditions as csv, json, ndjson, geojson, parquet, xlsx (with `notes`) or as the CSV for
    spreadsheets. BadCondition."""
    sql, sheet = rows_sql(version.columns, ask), None
    names = [name for name, _heading, _kind in version.columns]
    if kind in ("csv", SPREADSHEET_CSV):
        sql = f"select {', '.join(map(quoted_name, names))} from ({sql})"  # noqa: S608 (names are our own, quoted)
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
    """The rows of a statement of DuckDB's own over a version, whichever engine is chosen. Unanswered, TooBusy."""
    return OURS.ask(file=str(store.table_of(version.folder)), sql=sql, most=most).rows
