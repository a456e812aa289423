"""The sampled records as the table has them: read by the statements that read the whole file, so that nothing looks better here."""

import csv
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from tinhso.lib.tables import statements
from tinhso.lib.tables.normal import Rejects, write_normal
from tinhso.lib.tables.plain_values import plain
from tinhso.lib.tables.plan import Plan
from tinhso.lib.tables.sample.lines import Sample
from tinhso.lib.tables.values import FORMS, is_missing

MOST_COLUMNS = 30
MOST_EXAMPLES = 3
LONGEST_CELL = 80
Answer = dict[str, Any]


def preview_of(sample: Sample, plan: Plan) -> Answer:
    """`top` (line, text), `rows` (line, original, cells as read, places of cells that could not be read, or why it is none),
    and of each of the first columns some cells as written, with the forms that all its sampled cells have."""
    with TemporaryDirectory() as folder:
        read, reasons = _read(sample, plan, Path(folder))
    rows = []
    for record, original in sample.rows:
        known = read.get(record.line)
        row: Answer = {"line": record.line, "original": original}
        row |= known or {"refused": reasons.get(record.line, "không phải là dòng của bảng")}
        rows.append(row)
    return {"top": sample.top, "rows": rows, "columns": _columns(sample, plan)}


def _read(sample: Sample, plan: Plan, folder: Path) -> tuple[dict[int, Answer], dict[int, str]]:
    out = StringIO()
    written = write_normal(
        (record for record, _text in sample.rows), plan, folder / "sample.csv", Rejects(out)
    )
    reasons = {int(line): reason for line, reason, _text in csv.reader(StringIO(out.getvalue()))}
    if not written:
        return {}, reasons
    columns = plan.columns[:MOST_COLUMNS]
    relation = statements.normalised(folder / "sample.csv", plan)
    with duckdb.connect() as connection:
        connection.execute("set threads=1")
        connection.execute(statements.make_table(relation, columns, with_lines=True))
        bad = "_bad" if any(column.form for column in columns) else "null"
        chosen = ", ".join(statements.name(column.name) for column in columns)
        found = connection.execute(f"select _line::bigint, {bad}, {chosen} from data").fetchall()  # noqa: S608
    return {
        line: {
            "cells": [_short(plain(cell)) for cell in cells],
            "unread": [p for p in bad_ or [] if p is not None],
        }
        for line, bad_, *cells in found
    }, reasons


def _columns(sample: Sample, plan: Plan) -> list[Answer]:
    found = []
    width = plan.shape.width
    for place in range(min(width, MOST_COLUMNS)):
        cells = [record.cells[place].strip() for record, _text in sample.rows if len(record.cells) == width]
        filled = [cell for cell in dict.fromkeys(cells) if not is_missing(cell)]
        forms = [form.name for form in FORMS if filled and all(form.pattern.match(cell) for cell in filled)]
        found.append({"examples": [_short(cell) for cell in filled[:MOST_EXAMPLES]], "forms": forms})
    return found


def _short(cell: Any) -> Any:
    return f"{cell[:LONGEST_CELL]}…" if isinstance(cell, str) and len(cell) > LONGEST_CELL else cell
