"""Takes in any file that holds a table: whatever its kind, the same files and the same account come out."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import chain, islice
from pathlib import Path

import duckdb
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from tinhso.lib.tables import intake, statements
from tinhso.lib.tables.columns import Column, form_of_type
from tinhso.lib.tables.dialect import Dialect
from tinhso.lib.tables.encodings import UTF8, lines
from tinhso.lib.tables.intake import Outcome, Step
from tinhso.lib.tables.normal import Rejects
from tinhso.lib.tables.objects import members, objects, text_of
from tinhso.lib.tables.plan import (
    HEAD_LINES,
    NOTHING,
    NoTable,
    Plan,
    Wish,
    check_width,
    columns_of,
    survey,
    typed_columns,
)
from tinhso.lib.tables.rows import Record, records
from tinhso.lib.tables.sample.lines import Sampler, sample_of_lines
from tinhso.lib.tables.shape import Shape, column_names, sheet_shape
from tinhso.lib.tables.unpacking import NotATable, TableKind, check_office, kind_of, unpack

PLAIN = Dialect(",", '"')
TIMELY = {"date", "moment"}
BASIC = frozenset(
    ["BIGINT", "INTEGER", "SMALLINT", "TINYINT", "UBIGINT", "UINTEGER", "USMALLINT", "UTINYINT", "HUGEINT"]
    + ["DOUBLE", "FLOAT", "BOOLEAN", "DATE", "TIMESTAMP", "VARCHAR"]
)


def take_in_file(
    source: Path,
    folder: Path,
    *,
    wish: Wish = NOTHING,
    memory: str = "1GB",
    threads: int = 2,
    step: Step = print,
) -> Outcome:
    """Write `table.duckdb`, `table.parquet` and `rejects.csv` into `folder`. Raises NoTable (NotATable).

    Encoding, delimiter and quote of a `wish` are for delimited files; JSON and Parquet take its forms only.
    """
    kind = kind_of(source)
    if kind is None:
        step("unpack")
        source = unpack(source, folder)
        kind = kind_of(source)
        if kind is None:
            raise NotATable("Tệp nén chứa một tệp nén khác.")
    if kind is TableKind.DELIMITED:
        plan = survey(source, wish)
        outcome = intake.take_in(source, plan, folder, memory=memory, threads=threads, step=step)
        return replace(outcome, sample=sample_of_lines(source, outcome.plan), kind=kind.value)
    if kind is TableKind.PARQUET:
        return replace(_parquet(source, folder, memory, threads, step), kind=kind.value)
    with (folder / "rejects.csv").open("w", encoding="utf-8", newline="") as stream:
        rejects = Rejects(stream)
        if kind is TableKind.SPREADSHEET:
            step("unpack")
            plan, found = _sheet(source, wish, step)
        else:
            step("again")
            plan, found = _objects(source, kind, rejects)
        plan, sampler = replace(plan, columns=wish.on(plan.columns)), Sampler()
        watched = sampler.watch(found, plan.shape.body)
        rows, plan = intake.take_records(
            watched, plan, folder, rejects, memory=memory, threads=threads, step=step
        )
    if not rows:
        raise NoTable("Không đọc được dòng dữ liệu nào của tệp.")
    step("parquet")
    intake.write_parquet(folder, memory, threads)
    return Outcome(rows, rejects.count, rejects.reasons, plan, sampler.whole(), kind.value)


def _sheet(source: Path, wish: Wish, step: Step) -> tuple[Plan, Iterator[Record]]:
    """The sheet with the most rows; a cell is the text that it would have in a CSV."""
    sheet, filled = _largest(source)
    found = _records(sheet)
    head = list(islice(found, HEAD_LINES))
    whole = wish.of_table(head, wish.first)
    shape = wish.shaped(sheet_shape(whole), whole)
    if not shape.width:
        raise NoTable("Bảng tính không có dòng dữ liệu nào.")
    check_width(shape.width)
    shape = replace(shape, tables=filled)
    rows = [_fitted(record, shape.width) for record in whole if record.line >= shape.body]
    rows = [row for row in rows if len(row) == shape.width]
    plan = Plan(UTF8, PLAIN, shape, typed_columns(shape, rows, wish), wish.skip)
    all_rows = _watched(chain(head, found), sheet.height, step)
    return plan, (Record(r.line, _fitted(r, shape.width)) for r in all_rows)


def _largest(source: Path) -> tuple[CalamineSheet, int]:
    """The sheet with the most rows, and how many sheets hold any. Raises NotATable."""
    check_office(source)
    try:
        with source.open("rb") as stream:  # by its content: an ODS or XLSX may be called .xls
            book = CalamineWorkbook.from_filelike(stream)
        sheets = [book.get_sheet_by_name(name) for name in book.sheet_names]
    except (CalamineError, OSError) as error:
        raise NotATable("Bảng tính bị hỏng, bị khoá bằng mật khẩu hoặc không đọc được.") from error
    if not sheets:
        raise NotATable("Bảng tính không có trang nào.")
    return max(sheets, key=lambda sheet: sheet.height), sum(1 for one in sheets if one.height)


def records_of(source: Path) -> Iterator[Record]:
    """Every record of a delimited file or of the largest sheet as text, nothing left out or judged. Raises NoTable."""
    kind = kind_of(source)
    if kind is TableKind.DELIMITED:
        plan = survey(source)
        return records(lines(source, plan.encoding), plan.dialect, plan.shape.width)
    if kind is TableKind.SPREADSHEET:
        return _records(_largest(source)[0])
    raise NotATable("Tệp không phải là CSV hoặc bảng tính.")


def _watched(found: Iterable[Record], height: int, step: Step) -> Iterator[Record]:
    """The same records; `step` hears each percent of the rows, for a sheet is unpacked at once and reads no bytes later."""
    heard = 0
    for record in found:
        if (percent := record.line * 100 // max(height, 1)) > heard:
            heard = min(percent, 100)
            step(f"again {heard}")
        yield record


def _records(sheet: CalamineSheet) -> Iterator[Record]:
    for number, row in enumerate(sheet.iter_rows(), 1):
        yield Record(number, [_cell(value) for value in row])


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, date | datetime):
        return value.isoformat(sep=" ") if isinstance(value, datetime) else value.isoformat()
    return str(value) if isinstance(value, time | timedelta | int | str) else ""


def _trimmed(record: Record) -> Record:
    cells = list(record.cells)
    while cells and not cells[-1].strip():
        cells.pop()
    return Record(record.line, cells)


def _fitted(record: Record, width: int) -> list[str]:
    """A spreadsheet is a rectangle: cells beyond the table are empty and go, missing ones are empty and come."""
    cells = _trimmed(record).cells
    filled = [cell for cell in cells if cell.strip()]
    if len(filled) == 1 and width > 2:  # a title, a footnote or a signature, told as such
        return filled
    return cells if len(cells) > width else cells + [""] * (width - len(cells))


def _objects(source: Path, kind: TableKind, rejects: Rejects) -> tuple[Plan, Iterator[Record]]:
    names, rows = members(objects(source, kind), HEAD_LINES)
    if not names:
        raise NoTable("Tệp JSON không có trường nào.")
    head = list(islice(rows, HEAD_LINES))
    shape = Shape(len(names), 1, ())
    columns = tuple(
        _column(machine, name, [row.get(name) for _, row in head])
        for machine, name in zip(column_names(names, len(names)), names, strict=True)
    )
    plan = Plan(UTF8, PLAIN, Shape(shape.width, 0, tuple(names)), columns)  # names are no line of it
    return plan, _as_records(chain(head, rows), names, rejects)


def _column(machine: str, name: str, values: list[object]) -> Column:
    """JSON has types of its own: a text is no number, though it may be a day."""
    column = columns_of(Shape(1, 1, (name,)), [[text_of(value)] for value in values])[0]
    textual = any(isinstance(value, str) for value in values)
    form = column.form if not textual or column.kind in TIMELY else ""
    return Column(machine, name, form, column.note if form else "")


def _as_records(
    rows: Iterator[tuple[int, dict[str, object]]], names: list[str], rejects: Rejects
) -> Iterator[Record]:
    known = set(names)
    for number, row in rows:
        strange = [name for name in row if name not in known]
        if "" in row:
            rejects.say(number, "không phải là một đối tượng JSON", str(row[""]))
            continue
        if strange:
            rejects.say(number, "có trường mà các dòng đầu không có, đã bỏ", ", ".join(strange))
        yield Record(max(number, 1), [text_of(row.get(name)) for name in names])


def _parquet(source: Path, folder: Path, memory: str, threads: int, step: Step) -> Outcome:
    """A Parquet file brings its types; what is nested becomes text."""
    step("read")
    (folder / "rejects.csv").touch()
    try:
        relation = f"read_parquet({statements.quoted(source)})"
        with duckdb.connect() as connection:
            described = connection.execute(f"describe select * from {relation}").fetchall()
        check_width(len(described))
        with intake.connect(folder, memory, threads, in_order=True, width=len(described)) as connection:
            names = column_names([row[0] for row in described], len(described))
            chosen = (
                f"{_basic(statements.name(row[0]), row[1])} as {statements.name(name)}"
                for row, name in zip(described, names, strict=True)
            )
            connection.execute(f"create table data as select {', '.join(chosen)} from {relation}")
            rows = (connection.execute("select count(*) from data").fetchone() or (0,))[0]
    except duckdb.OutOfMemoryException:
        raise  # the file is sound; whoever set the limit says what it was
    except duckdb.Error as error:
        raise NotATable("Tệp Parquet bị hỏng hoặc không đọc được.") from error
    if not rows:
        raise NoTable("Tệp Parquet không có dòng nào.")
    step("parquet")
    intake.write_parquet(folder, memory, threads)
    heading = tuple(row[0] for row in described)
    columns = tuple(
        Column(name, row[0], form_of_type(_column_type(row[1])))
        for row, name in zip(described, names, strict=True)
    )
    return Outcome(rows, 0, {}, Plan(UTF8, PLAIN, Shape(len(described), 1, heading), columns))


def _basic(column: str, kind: str) -> str:
    return column if _column_type(kind) == kind else f"cast({column} as varchar)"


def _column_type(kind: str) -> str:
    """The type that a column of a Parquet file has in our table."""
    return kind if kind in BASIC or re.fullmatch(r"DECIMAL\(\d+,\d+\)", kind) else "VARCHAR"
