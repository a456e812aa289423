"""The child that writes a table to its standard output: `python -m tinhso.lib.tables.children.export_process JSON`."""

import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from tinhso.lib.tables import statements

HARMLESS = "csv-bang-tinh"
LINES = "format csv, header false, quote '', escape '', delimiter '\x1e'"  # a line a row, as it is
OPTIONS = {
    "csv": "format csv, header",
    HARMLESS: "format csv, header",
    "tsv": "format csv, header, delimiter '\t'",
    "ndjson": "format json",
    "json": "format json, array true",
    "parquet": "format parquet, compression zstd",
    "geojson": LINES,
    "lines": LINES,
}


def main() -> None:
    words: dict[str, Any] = json.loads(sys.argv[1])
    config = {"memory_limit": words["memory"], "threads": 2, "preserve_insertion_order": "true"}
    with (
        duckdb.connect(words["file"], read_only=True, config=config) as connection,
        TemporaryDirectory() as spill,
    ):
        connection.execute(f"set temp_directory={statements.quoted(spill)}")
        if words["kind"] == "xlsx":
            # a third of the start, which no other kind needs
            from tinhso.lib.tables.sheet import write_sheet

            write_sheet(connection.execute(words["sql"]), words["sheet"], Path(spill), sys.stdout.buffer)
            return
        sql = _in_kind(connection, words["sql"], words["kind"])
        connection.execute(f"copy ({sql}) to '/dev/stdout' ({OPTIONS[words['kind']]})")


def written_as(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """How the columns of the table `data` were written, by their names."""
    sql = (
        "select column_name, comment from duckdb_columns() where table_name = 'data' and comment is not null"
    )
    return dict(connection.execute(sql).fetchall())


def _in_kind(connection: duckdb.DuckDBPyConnection, sql: str, kind: str) -> str:
    """The statement with its columns as this kind of file has them."""
    if kind not in ("csv", HARMLESS, "tsv", "parquet"):
        return sql
    described = connection.execute(f"describe {sql}").fetchall()
    if kind == "parquet":
        cells = statements.with_doubles(described)
    else:
        written = written_as(connection)
        cells = statements.for_text(described, written, harmless=kind == HARMLESS)
    return f"select {cells} from ({sql})"  # noqa: S608 (names are quoted)


if __name__ == "__main__":
    main()
