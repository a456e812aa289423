"""The child that compares two tables: `python -m tinhso.lib.tables.children.difference_process OLD NEW`, two numbers on one line."""

import sys
from tempfile import TemporaryDirectory

import duckdb

from tinhso.lib.tables import statements
from tinhso.lib.tables.columns import Column, form_of_type


def count(old: str, new: str) -> tuple[int, int]:
    with (
        TemporaryDirectory() as spill,
        duckdb.connect(config={"memory_limit": "512MB", "threads": 1}) as connection,
    ):
        connection.execute(f"set temp_directory={statements.quoted(spill)}")
        connection.execute(f"attach {statements.quoted(old)} as a (read_only)")
        connection.execute(f"attach {statements.quoted(new)} as b (read_only)")
        before, after = (_kinds(connection, one) for one in "ab")
        shared = [name for name, kind in after.items() if before.get(name) == kind]
        return _only_in(connection, "b", "a", shared), _only_in(connection, "a", "b", shared)


def _kinds(connection: duckdb.DuckDBPyConnection, version: str) -> dict[str, str]:
    """The kind of each column, as `DataVersion.columns` tells it."""
    columns = connection.execute(f"describe {version}.data").fetchall()
    return {name: Column(name, "", form_of_type(stored)).kind for name, stored, *_ in columns}


def _only_in(connection: duckdb.DuckDBPyConnection, one: str, other: str, columns: list[str]) -> int:
    rows = f"from {one}.data"
    if columns:
        chosen = ", ".join(map(statements.name, columns))
        rows = f"from (select {chosen} {rows} except all select {chosen} from {other}.data)"  # noqa: S608 (our own names)
    found = connection.execute(f"select count(*) {rows}").fetchone()
    return int((found or (0,))[0])


if __name__ == "__main__":
    print(*count(*sys.argv[1:3]))  # noqa: T201 (the protocol)
