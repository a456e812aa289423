"""From one row to every other that the database joins it with: by foreign key, case, identifier in a text, and moment."""

import json
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from tinhso.kernel.people.session_store import SessionStore

Node = tuple[str, str]
GUARDED = {"people_pseudonym", "citizen_reporter"}
"""Read through a function that writes into the access log: the only way from a report to whoever sent it."""
SHARED = re.compile(
    r"people_(user|agency|post)|places_|law_|site_|casework_(process|calendar|work)|citizen_reportcategory"
    r"|django_|kernel_(seal|epoch|counter)|files_content"
)
"""Rows of everybody: a way into them ends there."""
WORDS = re.compile(
    r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}|(?:PA|KN|DT)-\d{6}-[0-9A-Z]{4,5}", re.IGNORECASE
)
NUMBERED = {"event_id": "kernel_event", "delivery_id": "notices_delivery", "case_id": "casework_case"}
"""What a number of that name in an event, a job or a notice means."""
KEYS = """
select c.conrelid::regclass::text, a.attname, c.confrelid::regclass::text, r.attname
from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
join pg_attribute r on r.attrelid = c.confrelid and r.attnum = c.confkey[1] where c.contype = 'f'
"""
PRIMARY = """
select c.conrelid::regclass::text, a.attname from pg_constraint c
join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
where c.contype = 'p' and c.connamespace = 'public'::regnamespace
"""


@dataclass
class Rows:
    """Everything that the database holds, small as a test's is, and what joins it."""

    rows: dict[Node, dict[str, Any]] = field(default_factory=dict)
    ways: dict[Node, set[Node]] = field(default_factory=dict)
    words: dict[str, set[Node]] = field(default_factory=dict)

    def join(self, one: Node, other: Node) -> None:
        if one in self.rows and other in self.rows:
            self.ways.setdefault(one, set()).add(other)
            self.ways.setdefault(other, set()).add(one)


def rows_of(statement: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def read_rows() -> Rows:
    """Every row of every table, with the ways between them."""
    found = Rows()
    for table, key in rows_of(PRIMARY):
        for (text,) in rows_of(f'select to_jsonb(t)::text from "{table}" t'):  # noqa: S608
            row = json.loads(text)
            found.rows[table, str(row[key])] = row | _session(table, row)
    for table, column, other, _key in rows_of(KEYS):
        for node, row in found.rows.items():
            if node[0] == table and row[column] is not None:
                found.join(node, (other, str(row[column])))
    for node, row in found.rows.items():
        for other_node in _numbered(row):
            found.join(node, other_node)
        for word in WORDS.findall(str(row)):
            found.words.setdefault(word.replace("-", "").lower(), set()).add(node)
    return found


def _session(table: str, row: dict[str, Any]) -> dict[str, Any]:
    """What a session holds is written so that a search in the table does not find it."""
    return {"held": SessionStore().decode(row["session_data"])} if table == "people_accountsession" else {}


def _numbered(value: Any) -> Iterator[Node]:  # noqa: ANN401
    """Rows that a value names by number, however deep."""
    if isinstance(value, list):
        for one in value:
            yield from _numbered(one)
    if not isinstance(value, dict):
        return
    for name, one in value.items():
        if name in NUMBERED and isinstance(one, int):
            yield NUMBERED[name], str(one)
        elif name == "case_ids":
            yield from (("casework_case", str(pk)) for pk in one)
        elif re.search(r"(^|_)(user|actor|person|account|officer)(_id)?$", name) and isinstance(one, int):
            yield ("people_person" if "person" in name else "people_user"), str(one)
        else:
            yield from _numbered(one)


def walk(rows: Rows, start: Node) -> dict[Node, Node | None]:
    """Every row that can be reached, each with the one before it."""
    before: dict[Node, Node | None] = {start: None}
    left = deque([start])
    while left:
        here = left.popleft()
        if here != start and (here[0] in GUARDED or SHARED.match(here[0])):
            continue
        near = set(rows.ways.get(here, ()))
        for word in WORDS.findall(str(rows.rows[here])):
            near |= rows.words.get(word.replace("-", "").lower(), set())
        for other in sorted(near - before.keys()):
            before[other] = here
            left.append(other)
    return before


def way_to(before: dict[Node, Node | None], end: Node) -> list[Node]:
    """How it was reached, from the start; nothing where it was not."""
    way: list[Node] = []
    here: Node | None = end if end in before else None
    while here is not None:
        way.append(here)
        here = before[here]
    return way[::-1]


def moments(row: dict[str, Any]) -> list[datetime]:
    """Of a row, but those by the minute: a session is only known to have been used in it."""
    found = [
        datetime.fromisoformat(v)
        for v in row.values()
        if isinstance(v, str) and re.match(r"\d{4}-\d\d-\d\dT", v)
    ]
    return [at for at in found if at.second or at.microsecond]


def at_the_same_time(rows: Rows, reached: set[Node], names: set[Node]) -> list[tuple[Node, Node]]:
    """Rows that name one of `names`, written within a second of a reached one."""
    times = sorted(
        (at, node) for node in reached if not SHARED.match(node[0]) for at in moments(rows.rows[node])
    )
    found = []
    for node, row in rows.rows.items():
        if node in reached or node[0] in GUARDED or not (names & (rows.ways.get(node, set()) | {node})):
            continue
        for at in moments(row):
            near = [other for moment, other in times if abs(moment - at) <= timedelta(seconds=1)]
            found += [(node, other) for other in near[:1]]
    return found
