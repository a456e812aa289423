"""The child that types the rows of one of our own tables: `python -m tinhso.lib.tables.children.table_process JSON`.

Its parent has written them as text (`normal.csv`); here they become `table.duckdb` and `table.parquet`, so that whoever
publishes all day never holds what DuckDB held.
"""

import ctypes
import json
import signal
import sys
from pathlib import Path
from typing import Any

from tinhso.lib.tables import intake
from tinhso.lib.tables.children.intake_process import DIES_WITH_PARENT
from tinhso.lib.tables.columns import Column
from tinhso.lib.tables.dialect import Dialect
from tinhso.lib.tables.encodings import UTF8
from tinhso.lib.tables.normal import Rejects
from tinhso.lib.tables.plan import Plan
from tinhso.lib.tables.shape import Shape

Answer = dict[str, Any]


def write(words: Answer) -> Answer:
    """`folder`, `columns` (name, heading, form) and `memory` for DuckDB give `rows`, `kept` (name, heading, kind) and the
    `reasons` for which cells were left empty, if any were."""
    folder, memory = Path(words["folder"]), words["memory"]
    columns = tuple(Column(*column) for column in words["columns"])
    plan = Plan(UTF8, Dialect(",", '"'), Shape(len(columns), 1, ()), columns)
    with (folder / "rejects.csv").open("a", encoding="utf-8", newline="") as stream:
        rejects = Rejects(stream)
        rows, plan = intake.take_normal(plan, folder, rejects, memory=memory, threads=1)
    intake.write_parquet(folder, memory, 1)
    return {
        "rows": rows,
        "kept": [[c.name, c.heading, c.kind] for c in plan.columns],
        "reasons": rejects.reasons,
    }


def main() -> None:
    ctypes.CDLL(None).prctl(DIES_WITH_PARENT, signal.SIGKILL)
    print(json.dumps(write(json.loads(sys.argv[1]))))  # noqa: T201 (the protocol)


if __name__ == "__main__":
    main()
