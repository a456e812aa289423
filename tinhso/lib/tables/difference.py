"""How many rows only one of two tables has: `python -m tinhso.lib.tables.difference OLD NEW`, two numbers on one line.

In a process of its own, bounded in memory: whoever asks need not hold two tables. Compared are the columns that both have
with one kind; without any, all rows of both count.
"""

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from tinhso.lib.tables import statements
from tinhso.lib.tables.columns import Column, form_of_type


def differing(old: Path, new: Path) -> tuple[int, int]:
    """Rows that only the new version has, and that only the old one had. CalledProcessError."""
    words = [sys.executable, "-P", "-m", "tinhso.lib.tables.difference", str(old), str(new)]
    env = {"PATH": "/usr/bin:/bin", "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    told = subprocess.run(words, check=True, capture_output=True, env=env).stdout.split()
    return int(told[0]), int(told[1])


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
    told = connection.execute(f"describe {version}.data").fetchall()
    return {name: Column(name, "", form_of_type(stored)).kind for name, stored, *_ in told}


def _only_in(connection: duckdb.DuckDBPyConnection, one: str, other: str, columns: list[str]) -> int:
    rows = f"from {one}.data"
    if columns:
        chosen = ", ".join(map(statements.name, columns))
        rows = f"from (select {chosen} {rows} except all select {chosen} from {other}.data)"  # noqa: S608 (our own names)
    found = connection.execute(f"select count(*) {rows}").fetchone()
    return int((found or (0,))[0])


if __name__ == "__main__":
    print(*count(*sys.argv[1:3]))  # noqa: T201 (the protocol)
