"""Holds the rows of cases against what their events say of them; changes nothing."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.apps import apps

from tinhso.casework.proof.case_rules import CASES
from tinhso.casework.proof.derived import Derived
from tinhso.casework.proof.reading import Key, LogReading, read_log, read_rows, tables
from tinhso.casework.proof.rules import UNKNOWN, Row
from tinhso.casework.proof.scope import Named, Scope
from tinhso.kernel.events.public import older_rows

MOST_LISTED = 1000  # differences; of more only the number is told
MOST_READS = 3  # a case that moves while it is read looks different: it is read so often before it counts

MISSING = "missing"
STRAY = "stray"
Progress = Callable[[int], None]


@dataclass(frozen=True)
class Difference:
    """One value of a row that its events do not say.

    `column` is `MISSING` for a row that is gone though events tell of it, `STRAY` for one that none of them begins.
    """

    case_id: int
    table: str
    key: Any
    column: str
    in_log: Any = None
    in_table: Any = None


@dataclass
class Compared:
    """How many cases were looked at, how many of them hold something that older events do not say, and what differs."""

    cases: int = 0
    uncheckable: int = 0
    differences: list[Difference] = field(default_factory=list)
    differing: int = 0

    @property
    def ids(self) -> set[int]:
        return {one.case_id for one in self.differences}

    def add(self, other: "Compared") -> None:
        self.cases += other.cases
        self.uncheckable += other.uncheckable
        self.differing += other.differing
        self.differences += other.differences[: max(0, MOST_LISTED - len(self.differences))]


def compare(scopes: Iterable[Scope], progress: Progress = lambda cases: None) -> Compared:
    """All of these cases. Memory stays bounded by one scope."""
    found = Compared()
    for scope in scopes:
        part = compare_once(scope)
        part.differences = settled(part.differences)
        part.differing = len(part.ids)
        found.add(part)
        progress(found.cases)
    return found


def settled(differences: list[Difference]) -> list[Difference]:
    """Those that are still there when their cases are read again."""
    for _ in range(MOST_READS - 1):
        if not differences:
            break
        ids = iter(sorted({one.case_id for one in differences}))
        differences = []
        while some := tuple(islice(ids, MOST_LISTED)):
            differences += compare_once(Named(some)).differences
    return differences


def compare_once(scope: Scope) -> Compared:
    found, unknown, older = Compared(), set[int](), older_rows()
    for table, says in zip(tables(), read_log(scope), strict=True):
        rows = read_rows(table, scope)
        if table is CASES:
            found.cases = len(rows)
        found.differences += _differences(table, says, rows, unknown, older.get(_db_table(table), 0))
    found.uncheckable = len(unknown)
    return found


def _db_table(table: Derived) -> str:
    return str(apps.get_model(table.model)._meta.db_table)


def _is_perhaps_older(table: Derived, key: Key, row: Row, border: int) -> bool:
    """Whether an older program may have made the row, which recorded no event of it. Cases always had one."""
    if table.may_lack(row):
        return True
    key_column = key[1] if table.key and table.key[1] == "pk" else None
    return table is not CASES and key_column is not None and key_column <= border


def _differences(
    table: Derived, says: LogReading, rows: dict[Any, Row], unknown: set[int], border: int
) -> Iterator[Difference]:
    for key, row in rows.items():
        if key not in says.begun and (key[0] in says.young or not _is_perhaps_older(table, key, row, border)):
            yield Difference(key[0], table.model, key[1], STRAY)
            continue
        if key not in says.begun:
            unknown.add(key[0])
        logged = says.rows.get(key, {})
        for column, value in ((name, logged[name]) for name in table.columns if name in logged):
            if value is UNKNOWN:
                unknown.add(key[0])
            elif row[column] != value:
                yield Difference(key[0], table.model, key[1], column, value, row[column])
    for key in says.rows.keys() - rows.keys():
        # an event of a case that never had such a row tells nothing; one of no case at all does
        if key not in says.begun and table is not CASES:
            continue
        if table is not CASES and _nothing_known(says.rows[key]):
            unknown.add(key[0])
        else:
            yield Difference(key[0], table.model, key[1], MISSING)


def _nothing_known(logged: Row) -> bool:
    """Of a row that older events told, and that may have gone to another case since without a word."""
    return bool(logged) and all(value is UNKNOWN for value in logged.values())
