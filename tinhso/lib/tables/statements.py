"""The statements that turn a file of text into typed columns, put together from declared forms only."""

from pathlib import Path

from tinhso.lib.tables.columns import Column
from tinhso.lib.tables.plan import Plan
from tinhso.lib.tables.values import BY_NAME, MISSING

LONGEST_LINE = 1 << 24


def quoted(text: str | Path) -> str:
    return "'" + str(text).replace("'", "''") + "'"


def name(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def straight(source: Path, plan: Plan) -> str:
    """The relation of a well-made UTF-8 file, read by DuckDB itself; any irregular line is an error."""
    skip = plan.shape.first - 1 + bool(plan.shape.heading)
    return _read_csv(source, [c.name for c in plan.columns], skip, plan.dialect.delimiter)


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
    bare = f"trim({raw})"
    pattern = form.pattern.pattern.removesuffix("\\Z")
    read = form.sql.format(x=bare)
    return f"case when regexp_full_match({bare}, {quoted(pattern)}) then {read} end"


def stranger(column: Column) -> str:
    """Whether a cell holds something that its column's form cannot read."""
    raw = name(column.name)
    missing = ", ".join(quoted(word) for word in sorted(MISSING))
    return f"({raw} is not null and ({value(column)}) is null and lower(trim({raw})) not in ({missing}))"


def make_table(relation: str, columns: tuple[Column, ...], *, with_lines: bool) -> str:
    """`data` with the typed columns; `_b0`, `_b1`… mark the cells that could not be read."""
    typed = [c for c in columns if c.form]
    parts = [f"{value(c)} as {name(c.name)}" for c in columns]
    parts += [f"{stranger(c)} as _b{i}" for i, c in enumerate(typed)]
    parts += [
        f"case when {' or '.join(stranger(c) for c in typed)} then {_unread_cells(typed)} end as _said"
    ] * bool(with_lines and typed)
    parts += ["_line"] * with_lines
    return f"create table data as select {', '.join(parts)} from {relation}"


def _unread_cells(columns: list[Column]) -> str:
    """For each cell that could not be read, its heading and what stands there."""
    cases = ", ".join(
        f"case when {stranger(c)} then {quoted(c.heading or c.name)} || ': ' || left({name(c.name)}, 80) end"
        for c in columns
    )
    return f"concat_ws('; ', {cases})"
