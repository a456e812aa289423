"""A batch of events as tables of DuckDB: distinct values of each field once, and which event has which.

`names(field, name)`, `distinct_values(cell, field, text, low, num, ip)`, `cells(event, field, cell)`, `events(event, kind)`. Fields are
rows, so a name of a field is a value like any other and never a word of a statement.
"""

import json
from typing import Any

import duckdb

from tinhso.lib.sigma.event_rows import Event
from tinhso.lib.sigma.logsources import Kind, kind_of
from tinhso.lib.sigma.predicates import Piece, text_as_address, text_as_number

TABLES = """
create or replace table names (field integer, name varchar);
create or replace table distinct_values (cell integer, field integer, text varchar, low varchar, num double, ip varchar);
create or replace table cells (event integer, field integer, cell integer);
create or replace table events (event integer, kind integer);
"""
BLOCK = 50_000


class EventTables:
    """One batch, filled when it is made. Ask it with `matching`."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, batch: list[Event]) -> None:
        self.connection = connection
        self.kinds: dict[Kind, int] = {}
        connection.execute(TABLES)
        self._fill(batch)

    def matching(self, asked: Piece, kinds: list[int]) -> list[int]:
        """Which events, by their place in the batch, are of these kinds and fulfil the piece."""
        statement = f"select e.event from events e where e.kind in (select unnest(?::integer[])) and {asked.sql} order by 1"  # noqa: S608 (statements.py writes it, and nothing of a rule enters it)
        rows = self.connection.execute(statement, [kinds, *asked.parameters]).fetchall()
        return [row[0] for row in rows]

    def _fill(self, batch: list[Event]) -> None:
        names: dict[str, int] = {}
        values: dict[tuple[int, str | None], int] = {}
        cells: tuple[list[int], list[int], list[int]] = ([], [], [])
        kinds = []
        for place, event in enumerate(batch):
            kinds.append(self.kinds.setdefault(kind_of(event), len(self.kinds)))
            for name, texts in event.fields.items():
                field = names.setdefault(name, len(names))
                for text in set(texts) if len(texts) > 1 else texts:
                    cell = values.setdefault((field, text), len(values))
                    for column, value in zip(cells, (place, field, cell), strict=True):
                        column.append(value)
        every = [text for _, text in values]
        self._insert("names", "integer varchar", [list(names.values()), list(names)])
        self._insert("events", "integer integer", [list(range(len(batch))), kinds])
        self._insert(
            "distinct_values",
            "integer integer varchar varchar double varchar",
            [
                list(values.values()),
                [field for field, _ in values],
                every,
                every,
                [None if text is None else text_as_number(text) for text in every],
                [None if text is None else text_as_address(text) for text in every],
            ],
        )
        self.connection.execute("update distinct_values set low = lower(text)")
        self._insert("cells", "integer integer integer", list(cells))

    def _insert(self, table: str, types: str, columns: list[list[Any]]) -> None:
        """By one text of JSON a block: the driver takes a list value by value, a thousand times slower."""
        parts = ", ".join(f"(r->>{place})::{one}" for place, one in enumerate(types.split()))
        statement = (
            f"insert into {table} select {parts} from (select unnest(from_json(?, '[\"json\"]')) as r)"  # noqa: S608 (written here)
        )
        for begin in range(0, len(columns[0]), BLOCK):
            rows = list(zip(*(column[begin : begin + BLOCK] for column in columns), strict=True))
            self.connection.execute(statement, [json.dumps(rows)])
