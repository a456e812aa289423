"""What differs between two versions of a dataset's rows: columns, and the first rows that only one of them has."""

from dataclasses import dataclass
from typing import Any

from tinhso.lib.tables.statements import name, quoted
from tinhso.opendata.dataset import store
from tinhso.opendata.engine import engine
from tinhso.opendata.models import DataVersion

MOST_ROWS = 50


@dataclass(frozen=True)
class VersionDiff:
    """`shared` are the headings of the columns that both have with the same kind, `kinds` the kinds: rows are compared by them.

    `retyped` is (heading, kind before, kind now); `problem` says why rows could not be compared.
    """

    columns_added: list[str]
    columns_removed: list[str]
    retyped: list[tuple[str, str, str]]
    shared: list[str]
    kinds: list[str]
    rows_added: list[list[Any]]
    rows_removed: list[list[Any]]
    problem: str = ""


def diff_of(before: DataVersion, after: DataVersion) -> VersionDiff:
    """At most 50 rows of each side; a row that changed stands on both."""
    old = {column[0]: (column[1], column[2]) for column in before.columns}
    new = {column[0]: (column[1], column[2]) for column in after.columns}
    shared = [key for key in new if key in old and old[key][1] == new[key][1]]
    added: list[list[Any]] = []
    removed: list[list[Any]] = []
    problem = ""
    try:
        if shared:
            added, removed = _only_in(after, before, shared), _only_in(before, after, shared)
    except (engine.Unanswered, engine.TooBusy) as error:
        problem = str(error)
    return VersionDiff(
        [new[key][0] for key in new if key not in old],
        [old[key][0] for key in old if key not in new],
        [(new[key][0], old[key][1], new[key][1]) for key in new if key in old and old[key][1] != new[key][1]],
        [new[key][0] for key in shared],
        [new[key][1] for key in shared],
        added,
        removed,
        problem,
    )


def _only_in(one: DataVersion, other: DataVersion, columns: list[str]) -> list[list[Any]]:
    chosen = ", ".join(name(column) for column in columns)
    beside = f"read_parquet({quoted(store.parquet_of(other.folder))})"
    sql = f"select {chosen} from data except all select {chosen} from {beside} limit {MOST_ROWS}"  # noqa: S608 (our own names)
    return engine.ask_version(one, sql, MOST_ROWS)
