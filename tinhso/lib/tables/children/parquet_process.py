"""The child that turns a CSV into Parquet by DuckDB's own guesses: `python -m tinhso.lib.tables.children.parquet_process CSV PARQUET`.

For rows that we invent; what a publisher sends is read by `intake_process`.
"""

import sys

import duckdb

from tinhso.lib.tables.statements import quoted


def main() -> None:
    source, target = sys.argv[1:]
    with duckdb.connect(config={"threads": 1, "memory_limit": "256MB"}) as connection:
        relation = f"read_csv({quoted(source)}, header=true)"
        connection.execute(f"copy (from {relation}) to {quoted(target)} (format parquet)")


if __name__ == "__main__":
    main()
