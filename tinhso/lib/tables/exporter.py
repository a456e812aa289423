"""Writes a whole table, or a part of it, to the standard output of its own process: `python -m … exporter JSON`.

DuckDB writes straight into the pipe, so that memory stays flat whatever the size. A text that a spreadsheet would
run as a formula gets an apostrophe in CSV; NDJSON, JSON and Parquet carry the exact values.
"""

import fcntl
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from tinhso.lib.tables import statements

OPTIONS = {
    "csv": "format csv, header",
    "ndjson": "format json",
    "json": "format json, array true",
    "parquet": "format parquet, compression zstd",
}
BLOCK = 1 << 20  # the most that a pipe holds for an ordinary account
FORMULA = tuple(map(ord, "=+-@\t\r\n＝＋－＠"))  # what a spreadsheet takes for the beginning of a formula
MARK = b"\xef\xbb\xbf"  # spreadsheets open UTF-8 rightly only with it


class ExportFailed(RuntimeError):
    """The process that wrote the table ended before its end."""


def csv_columns(columns: list[tuple[str, str]]) -> str:
    """The columns (name, DuckDB type) with the texts made harmless for spreadsheets."""
    return ", ".join(
        _harmless(name) if kind == "VARCHAR" else statements.name(name) for name, kind in columns
    )


def _harmless(name: str) -> str:
    column = statements.name(name)
    return f"case when ascii({column}) in {FORMULA} then '''' || {column} else {column} end as {column}"


@contextmanager
def export(*, file: Path, sql: str, kind: str, memory: str = "512MB") -> Iterator[Iterator[bytes]]:
    """The bytes of the answer of `sql` (over `data`) as `kind`. Leaving the block ends the process.

    The bytes raise ExportFailed at their end where the process did not reach its own.
    """
    words = {"file": str(file), "sql": sql, "kind": kind, "memory": memory}
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "tinhso.lib.tables.exporter", json.dumps(words)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
    )
    assert process.stdout is not None
    with suppress(OSError):  # an account that has too much in its pipes keeps the usual size
        fcntl.fcntl(process.stdout, fcntl.F_SETPIPE_SZ, BLOCK)
    try:
        yield _blocks(process, kind)
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def _blocks(process: "subprocess.Popen[bytes]", kind: str) -> Iterator[bytes]:
    assert process.stdout is not None
    if kind == "csv":
        yield MARK
    while block := os.read(process.stdout.fileno(), BLOCK):
        yield block
    if process.wait():
        raise ExportFailed(kind)


def main() -> None:
    words: dict[str, Any] = json.loads(sys.argv[1])
    config = {"memory_limit": words["memory"], "threads": 2, "preserve_insertion_order": "true"}
    with (
        duckdb.connect(words["file"], read_only=True, config=config) as connection,
        TemporaryDirectory() as spill,
    ):
        connection.execute(f"set temp_directory={statements.quoted(spill)}")
        options = OPTIONS[words["kind"]]
        connection.execute(f"copy ({words['sql']}) to '/dev/stdout' ({options})")


if __name__ == "__main__":
    main()
