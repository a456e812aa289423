"""Writes the rows that a system declares as open (`OpenTable`) into the files of a version. Runs in a worker only.

The worker writes them as text; a child types them (`tables/table_process.py`), so that nothing of it stays in the worker.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model

from tinhso.kernel.site.declare import OpenTable
from tinhso.lib.tables.children.child import read_to_end
from tinhso.lib.tables.columns import Column
from tinhso.lib.tables.dialect import Dialect
from tinhso.lib.tables.encodings import UTF8
from tinhso.lib.tables.normal import NORMAL, Rejects, write_normal
from tinhso.lib.tables.plan import Plan
from tinhso.lib.tables.rows import Record
from tinhso.lib.tables.shape import Shape, column_names

BATCH = 5000
# bool before int: it is one
FORMS = (
    (bool, "đúng sai"),
    (int, "số nguyên"),
    (Decimal | float, "số, dấu chấm thập phân"),
    (datetime, "thời điểm ISO"),
)
DAY = "ngày năm-tháng-ngày"


class EmptyTable(ValueError):
    """The system has no public row for this table."""


@dataclass(frozen=True)
class Written:
    """`columns` as a `DataVersion` holds them; `digest` is of the rows in their order."""

    columns: list[list[str]]
    rows: int
    digest: str
    octets: int


def write_table(table: OpenTable, folder: Path) -> Written:
    """Write `table.duckdb` and `table.parquet` of all rows into the new folder. Raises EmptyTable."""
    rows, digest = Worded(table), sha256()
    columns = _columns(table, rows)
    plan = Plan(UTF8, Dialect(",", '"'), Shape(len(columns), 1, ()), columns)
    with (folder / "rejects.csv").open("w", encoding="utf-8", newline="") as stream:
        rejects = Rejects(stream)
        write_normal(_records(iter(rows), digest), plan, folder / NORMAL, rejects)
    forms = [[column.name, column.heading, column.form] for column in columns]
    words = {"folder": str(folder), "columns": forms, "memory": "512MB"}
    done = json.loads(read_to_end("table_process", json.dumps(words)))
    if reasons := rejects.reasons | done["reasons"]:
        raise ValueError(f"{table.code}: {reasons}")
    octets = (folder / "table.parquet").stat().st_size
    return Written(done["kept"], done["rows"], digest.hexdigest(), octets)


class Worded:
    """The rows of a table with the words of each choice in place of its code: what is public is read by people."""

    def __init__(self, table: OpenTable) -> None:
        found = table.rows()
        fields = [field for field, _ in table.columns]
        self.rows = found.values_list(*fields)
        self.words = [words_of(found.model, field) for field in fields]

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        for row in self.rows.iterator(chunk_size=BATCH):
            yield tuple(
                words.get(cell, cell) if words else cell for cell, words in zip(row, self.words, strict=True)
            )


def words_of(model: type[Model], path: str) -> dict[Any, str]:
    """The labels of a field's choices by their codes, found along `agency__level`; empty for anything else."""
    *way, last = path.split("__")
    try:
        for step in way:
            related = model._meta.get_field(step).related_model
            if related is None or isinstance(related, str):
                return {}
            model = related
        field = model._meta.get_field(last)
    except FieldDoesNotExist:
        return {}  # an annotation, or a transform such as the beginning of a range
    return {code: str(label) for code, label in getattr(field, "flatchoices", None) or []}


def _columns(table: OpenTable, rows: Worded) -> tuple[Column, ...]:
    """The columns with the form of the first value that each has: the type is the model's, not a guess."""
    headings = [heading for _, heading in table.columns]
    values: list[Any] = [None] * len(headings)
    some = False
    for row in rows:
        some = True
        values = [old if old is not None else new for old, new in zip(values, row, strict=True)]
        if all(value is not None for value in values):
            break
    if not some:
        raise EmptyTable(table.code)
    names = column_names(headings, len(headings))
    return tuple(Column(n, h, _form(v)) for n, h, v in zip(names, headings, values, strict=True))


def _form(value: object) -> str:
    for kind, form in FORMS:
        if isinstance(value, kind):
            return form
    return DAY if isinstance(value, date) else ""


def _records(rows: Iterator[tuple[Any, ...]], digest: Any) -> Iterator[Record]:
    for number, row in enumerate(rows, 1):
        cells = [_cell(value) for value in row]
        digest.update(repr(cells).encode())
        yield Record(number, cells)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M:%S}"
    return value.isoformat() if isinstance(value, date) else str(value)
