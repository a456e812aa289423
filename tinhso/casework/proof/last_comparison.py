"""What the last comparison noted, as pages and files ask it: are the rows behind a figure those of the sealed log?

Kept in memory for some seconds, also inside a transaction: a page of many figures asks once. A new note drops it here.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from time import monotonic
from typing import Any

from django.db import connection

from tinhso.casework.proof.events import RecordsCompared, RowsCompared
from tinhso.kernel.events.public import name_of

STORED_FOR = 5.0  # seconds
LAST = """
(select name, at, payload::text from kernel_event where name = %s order by at desc, id desc limit 1) union all
(select name, at, payload::text from kernel_event where name = %s order by at desc, id desc limit 1)
"""


@dataclass(frozen=True)
class Differing:
    """What is behind some measures and differs from the log: how many cases and accounts, and cases by their key.

    `ids` may be fewer than `cases`: of many only some are named.
    """

    cases: int = 0
    others: int = 0
    ids: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.cases or self.others)


@dataclass(frozen=True)
class Kind:
    """Records of no case: how many were checked, how many no event tells of, how many differ, what counts by them."""

    code: str
    checked: int
    uncheckable: int
    differing: int
    measures: frozenset[str]


@dataclass(frozen=True)
class Noted:
    """The newest notes. `groups` are measures with the cases that they may count wrongly, `unnamed` the cases beyond
    those: every measure of a group without cases may count them."""

    groups: tuple[tuple[frozenset[str], tuple[int, ...]], ...] = ()
    unnamed: int = 0
    differing: int = 0
    kinds: tuple[Kind, ...] = ()
    kinds_at: datetime | None = None

    def behind(self, measures: Iterable[str]) -> Differing:
        asked = set(measures)
        touched = [ids for codes, ids in self.groups if codes & asked]
        named = frozenset(key for ids in touched for key in ids)
        more = self.unnamed if any(not ids for ids in touched) else 0
        others = sum(kind.differing for kind in self.kinds if kind.measures & asked)
        return Differing(len(named) + more, others, named)

    @property
    def everything(self) -> Differing:
        """Whatever differs, counted by any measure or by none."""
        ids = frozenset(key for _codes, keys in self.groups for key in keys)
        return Differing(self.differing, sum(kind.differing for kind in self.kinds), ids)


_notes: dict[str, tuple[float, Noted]] = {}  # by database


def noted() -> Noted:
    """One query at most every few seconds."""
    at, found = _notes.get(connection.alias, (0.0, None))
    if found is None or monotonic() - at > STORED_FOR:
        found = _read()
        remember(found)
    return found


def remember(found: Noted) -> None:
    """For some seconds nobody asks again in this process."""
    _notes[connection.alias] = (monotonic(), found)


def forget() -> None:
    """Drops what this process keeps: a new note was written, or the database is another one."""
    _notes.clear()


def _read() -> Noted:
    rows, records = name_of(RowsCompared), name_of(RecordsCompared)
    with connection.cursor() as cursor:
        cursor.execute(LAST, [rows, records])
        found = {name: (at, json.loads(payload)) for name, at, payload in cursor.fetchall()}
    _at, noted_payload = found.get(rows, (None, {}))
    at, others = found.get(records, (None, {}))
    return Noted(
        tuple((frozenset(codes), tuple(ids)) for codes, ids in noted_payload.get("touched", ())),
        noted_payload.get("differing", 0) - len(noted_payload.get("still", ())),
        noted_payload.get("differing", 0),
        tuple(_kind(one) for one in others.get("records", ())),
        at,
    )


def _kind(payload: list[Any]) -> Kind:
    code, checked, uncheckable, differing, measures = payload
    return Kind(code, checked, uncheckable, differing, frozenset(measures))
