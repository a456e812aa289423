"""The child that writes a table to its standard output: `python -m tinhso.lib.tables.children.export_process JSON`."""

import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from tinhso.lib.tables import statements

LINES = "format csv, header false, quote '', escape '', delimiter '\x1e'"  # a line a row, as it is
OPTIONS = {
    "csv": "format csv, header",
    "csv-bang-tinh": "format csv, header",
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
        options = OPTIONS[words["kind"]]
        connection.execute(f"copy ({words['sql']}) to '/dev/stdout' ({options})")


if __name__ == "__main__":
    main()
