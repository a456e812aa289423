"""The statements that turn a file of text into typed columns, put together from declared forms only."""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from tinhso.lib.tables.columns import TRUTHS, WITH_POINT, Column
from tinhso.lib.tables.plain_values import EXACT
from tinhso.lib.tables.plan import Plan
from tinhso.lib.tables.values import BY_NAME, MISSING, MOST_DIGITS

LONGEST_LINE = 1 << 24
FORMULA = tuple(map(ord, "=+-@\t\r\n＝＋－＠"))  # what a spreadsheet takes for the beginning of a formula
APOSTROPHE = "''''"
DECIMAL = re.compile(r"DECIMAL\((\d+),\d+\)")


def quoted(text: str | Path) -> str:
    return "'" + str(text).replace("'", "''") + "'"


def name(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def straight(source: Path, plan: Plan) -> str:
    """The relation of a well-made UTF-8 file, read by DuckDB itself; any irregular line is an error."""
    return _read_csv(source, [c.name for c in plan.columns], plan.shape.body - 1, plan.dialect.delimiter)


def normalised(source: Path, plan: Plan) -> str:
    """The relation of a file that `write_normal` wrote; its first column is the line of the original."""
    return _read_csv(source, ["_line", *(c.name for c in plan.columns)], 0, ",", ", new_line='\\n'")


def _read_csv(source: Path, names: list[str], skip: int, delimiter: str, more: str = "") -> str:
    columns = ", ".join(f"{quoted(column)}: 'VARCHAR'" for column in names)
    return (
        f"read_csv({quoted(source)}, columns={{{columns}}}, auto_detect=false, header=false, skip={skip}, "
        f"delim={quoted(delimiter)}, quote='\"', escape='\"', nullstr='', strict_mode=true, "
        f"max_line_size={LONGEST_LINE}, buffer_size={LONGEST_LINE * 2}{more})"
    )


def value(column: Column) -> str:
    """The typed value of a column; text stays as it is written."""
    raw = name(column.name)
    if not column.form:
        return raw
    form = BY_NAME[column.form]
    form = form if column.scale is None else form.at_scale(column.scale)
    bare = f"trim({raw})"
    pattern = form.pattern.pattern.removesuffix("\\Z")
    read = form.sql.format(x=bare)
    return f"case when regexp_full_match({bare}, {quoted(pattern)}) then {read} end"


def with_doubles(described: Iterable[Sequence[Any]]) -> str:
    """The columns (name, type) for whoever reckons with them: decimals that a double holds digit by digit are doubles.

    Of a Parquet file pandas makes objects of decimals, with which nothing can be drawn or grouped; DuckDB refuses a price
    times an area where the product has more than 18 digits.
    """
    return ", ".join(
        f"cast({name(column)} as double) as {name(column)}" if _is_short(kind) else name(column)
        for column, kind, *_more in described
    )


def for_text(
    described: Iterable[Sequence[Any]], written: Mapping[str, str], *, harmless: bool = False
) -> str:
    """The columns (name, type) for CSV, in the writing that they came in as far as the table knows it (`Column.written`).

    `harmless` puts an apostrophe before a text that a spreadsheet would run.
    """
    return ", ".join(
        f"{_text(name(column), kind, written.get(column, ''), harmless=harmless)} as {name(column)}"
        for column, kind, *_more in described
    )


def _text(column: str, kind: str, written: str, *, harmless: bool) -> str:
    if kind == "VARCHAR" and harmless:
        return f"case when ascii({column}) in {FORMULA} then {APOSTROPHE} || {column} else {column} end"
    if kind in ("DOUBLE", "FLOAT") and written != WITH_POINT:
        whole = f"{column} = trunc({column}) and abs({column}) < {EXACT}"
        return f"case when {whole} then cast(cast({column} as bigint) as varchar) else cast({column} as varchar) end"
    if kind == "BOOLEAN" and written in TRUTHS:
        yes, no = (quoted(word) for word in TRUTHS[written])
        return f"case {column} when true then {yes} when false then {no} end"
    return column


def comments(columns: Iterable[Column]) -> list[str]:
    """What the table is to remember of how its columns were written; `export_process` reads it again."""
    return [
        f"comment on column data.{name(column.name)} is {quoted(column.written)}"
        for column in columns
        if column.written
    ]


def _is_short(kind: str) -> bool:
    found = DECIMAL.fullmatch(kind)
    return found is not None and int(found[1]) <= MOST_DIGITS


def make_table(relation: str, columns: tuple[Column, ...], *, with_lines: bool) -> str:
    """`data` with the typed columns; `_bad` lists the places of cells that could not be read, and is empty for most rows.

    Each value is put together once, in the innermost SELECT; words for nothing are matched by one expression, since a list
    of them would become a join for every column, which no memory holds where there are hundreds.
    """
    parts = [f"{name(c.name)} as r{i}, {value(c)} as v{i}" for i, c in enumerate(columns)]
    typed = [i for i, c in enumerate(columns) if c.form]
    bad = [f"(r{i} is not null and v{i} is null and not {_missing(f'r{i}')}) as b{i}" for i in typed]
    cells = [f"v{i} as {name(c.name)}" for i, c in enumerate(columns)]
    if typed:
        any_bad = " or ".join(f"b{i}" for i in typed)
        places = ", ".join(f"case when b{i} then {i} end" for i in typed)
        cells.append(f"case when {any_bad} then [{places}] end as _bad")
        if with_lines:
            cells.append(f"case when {any_bad} then {_unread_cells(columns, typed)} end as _said")
    line = ["_line"] * with_lines
    inner = f"select {', '.join([*parts, *line])} from {relation}"
    if not with_lines:  # a row of delimiters alone is none; `write_normal` has left it out already
        filled = (f"nullif(trim({name(c.name)}), '')" for c in columns)
        inner += f" where coalesce({', '.join(filled)}) is not null"
    return f"create table data as select {', '.join([*cells, *line])} from (select {', '.join(['*', *bad])} from ({inner}))"


def _missing(cell: str) -> str:
    """Whether the cell is one of the words that say that there is no value."""
    words = "|".join(re.escape(word) for word in sorted(MISSING))
    return f"regexp_full_match(lower(trim({cell})), {quoted(words)})"


def _unread_cells(columns: tuple[Column, ...], typed: list[int]) -> str:
    """For each cell that could not be read, its heading and what stands there."""
    cases = ", ".join(
        f"case when b{i} then {quoted(columns[i].heading or columns[i].name)} || ': ' || left(r{i}, 80) end"
        for i in typed
    )
    return f"concat_ws('; ', {cases})"
