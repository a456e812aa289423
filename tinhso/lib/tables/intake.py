"""Takes a delimited file in: one DuckDB file and one Parquet file, and the account of what was not understood.

A well-made UTF-8 file is read by DuckDB at its full speed and must agree with the plan in every cell. Where it does
not, the file is read again line by line, so that each irregular line can be told with its number.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from tinhso.lib.tables import statements
from tinhso.lib.tables.columns import Column
from tinhso.lib.tables.encodings import lines
from tinhso.lib.tables.normal import NORMAL, Rejects, write_normal
from tinhso.lib.tables.plan import NoTable, Plan
from tinhso.lib.tables.quoting import looks_odd
from tinhso.lib.tables.rows import Record, records
from tinhso.lib.tables.sample.lines import Sample

MIXED = 0.005  # a column with a larger part of cells in another form is text
FEW = 3
WIDE = 500  # columns
BLOCK, SMALL_BLOCK = 1 << 18, 1 << 14  # bytes; the first is DuckDB's own
Step = Callable[[str], None]


@dataclass(frozen=True)
class Outcome:
    """`rows` in the table, `rejected` lines told in `rejects.csv`, `reasons` with their counts."""

    rows: int
    rejected: int
    reasons: dict[str, int]
    plan: Plan
    sample: Sample | None = None
    kind: str = ""


def take_in(
    source: Path, plan: Plan, folder: Path, *, memory: str = "1GB", threads: int = 2, step: Step = print
) -> Outcome:
    """Write `table.duckdb`, `table.parquet` and `rejects.csv` into `folder`, which is new and empty.

    `step` hears which part of the work has begun (check, read, again, rows, parquet). Raises NoTable where no row is left.
    """
    with (folder / "rejects.csv").open("w", encoding="utf-8", newline="") as stream:
        rejects = Rejects(stream)
        step("check")
        plain = is_plain(plan) and not looks_odd(source, plan.dialect)
        if plain:
            step("read")
        made = _straight(source, plan, folder, memory, threads) if plain else None
        if made is None:
            step("again")
            found = records(lines(source, plan.encoding), plan.dialect, plan.shape.width)
            made = take_records(found, plan, folder, rejects, memory=memory, threads=threads, step=step)
    rows, plan = made
    if not rows:
        raise NoTable("Không đọc được dòng dữ liệu nào của tệp.")
    step("parquet")
    write_parquet(folder, memory, threads)
    return Outcome(rows, rejects.count, rejects.reasons, plan)


def is_plain(plan: Plan) -> bool:
    """Whether DuckDB may read the file itself: UTF-8 and the ordinary dialect, one table."""
    plain_text = plan.encoding.codec in {"utf-8", "utf-8-sig"}
    return (
        plain_text
        and not plan.encoding.mend
        and plan.dialect.is_standard
        and bool(plan.dialect.delimiter)
        and plan.shape.tables == 1
        and plan.shape.first == 1
        and plan.shape.is_one_line
        and not plan.skip
    )


def connect(
    folder: Path, memory: str, threads: int, *, in_order: bool = False, width: int = 0
) -> duckdb.DuckDBPyConnection:
    """A new connection to the file of the table, bounded in memory and threads, that spills beside it.

    `width`: the columns of a table to be made. DuckDB holds a block for each column while it writes; 2,000 blocks of the
    ordinary size alone fill half of the memory that a child may have.

    `in_order`: rows are written as they come. Two threads of DuckDB 1.5 put the last part of a file of several parts
    elsewhere when columns are reckoned on the way, though it promises the order.
    """
    connection = duckdb.connect(
        str(folder / "table.duckdb"), config={"default_block_size": SMALL_BLOCK if width > WIDE else BLOCK}
    )
    connection.execute(f"set memory_limit={statements.quoted(memory)}")
    connection.execute("set threads=1" if in_order else f"set threads={threads}")
    connection.execute(f"set temp_directory={statements.quoted(folder / 'spill')}")
    return connection


def _straight(source: Path, plan: Plan, folder: Path, memory: str, threads: int) -> tuple[int, Plan] | None:
    """The rows and the plan as it was kept, or None where a line or a cell was irregular."""
    for _ in range(3):
        with connect(folder, memory, threads, in_order=True, width=len(plan.columns)) as connection:
            connection.execute("drop table if exists data")
            relation = statements.straight(source, plan)
            try:
                connection.execute(statements.make_table(relation, plan.columns, with_lines=False))
            except (duckdb.InvalidInputException, duckdb.ConversionException):
                break
            rows, strangers = _strangers(connection, plan.columns)
            if not strangers:
                _finish(connection, plan.columns, with_lines=False)
                return rows, plan
            mixed = _mixed(strangers, rows)
            changed = plan.with_strangers(strangers, mixed)
            if changed.scales == plan.scales and mixed != frozenset(strangers):
                break
            plan = changed
    (folder / "table.duckdb").unlink()
    return None


def take_records(
    found: Iterable[Record],
    plan: Plan,
    folder: Path,
    rejects: Rejects,
    *,
    memory: str,
    threads: int,
    step: Step = lambda name: None,
) -> tuple[int, Plan]:
    """Take rows in that were read one by one; cells that their column cannot read are told and left empty."""
    write_normal(found, plan, folder / NORMAL, rejects)
    step("rows")
    return take_normal(plan, folder, rejects, memory=memory, threads=threads)


def take_normal(plan: Plan, folder: Path, rejects: Rejects, *, memory: str, threads: int) -> tuple[int, Plan]:
    """The same for rows that `write_normal` has written into the folder already; the text goes."""
    normal = folder / NORMAL
    try:
        with connect(folder, memory, threads, in_order=True, width=len(plan.columns)) as connection:
            while True:
                connection.execute("drop table if exists data")
                relation = statements.normalised(normal, plan)
                connection.execute(statements.make_table(relation, plan.columns, with_lines=True))
                rows, strangers = _strangers(connection, plan.columns)
                changed = plan.with_strangers(strangers, _mixed(strangers, rows))
                if changed == plan:
                    break
                plan = changed
            _count_unread_cells(connection, plan.columns, rejects)
            _finish(connection, plan.columns, with_lines=True)
    finally:
        normal.unlink()
    return rows, plan


def _strangers(
    connection: duckdb.DuckDBPyConnection, columns: tuple[Column, ...]
) -> tuple[int, dict[str, int]]:
    """How many rows there are, and how many cells of each column could not be read."""
    rows = (connection.execute("select count(*) from data").fetchone() or (0,))[0]
    if not any(column.form for column in columns):
        return rows, {}
    found = connection.execute(
        "select place, count(*) from (select unnest(_bad) as place from data where _bad is not null) "
        "where place is not null group by 1"
    ).fetchall()
    return rows, {columns[place].name: count for place, count in found}


def _mixed(strangers: dict[str, int], rows: int) -> frozenset[str]:
    """The columns that have too many cells of another form to be anything but text."""
    return frozenset(name for name, count in strangers.items() if count > max(FEW, rows * MIXED))


def _count_unread_cells(
    connection: duckdb.DuckDBPyConnection, columns: tuple[Column, ...], rejects: Rejects
) -> None:
    if any(column.form for column in columns):
        found = connection.execute("select _line::bigint, _said from data where _said is not null order by 1")
        while some := found.fetchmany(1000):
            for line, reason in some:
                rejects.say(line, "ô không đúng dạng của cột, để trống", reason)


def _finish(connection: duckdb.DuckDBPyConnection, columns: tuple[Column, ...], *, with_lines: bool) -> None:
    typed = any(column.form for column in columns)
    for comment in statements.comments(columns):
        connection.execute(comment)
    for column in ["_bad"] * typed + ["_said"] * bool(with_lines and typed) + ["_line"] * with_lines:
        connection.execute(f"alter table data drop column {column}")
    connection.execute("checkpoint")


def write_parquet(folder: Path, memory: str, threads: int) -> None:
    """The same rows as Parquet with zstd, written under another name and then put in place."""
    draft = folder / "table.parquet.new"
    with connect(folder, memory, threads) as connection:
        cells = statements.with_doubles(connection.execute("describe data").fetchall())
        connection.execute(
            f"copy (select {cells} from data) to {statements.quoted(draft)} (format parquet, compression zstd)"
        )
    draft.replace(folder / "table.parquet")


def described(plan: Plan, names: dict[str, str]) -> Plan:
    """The plan with the forms that a declared schema gives: column name to form name, "" for text."""
    columns = tuple(replace(c, form=names[c.name], note="") if c.name in names else c for c in plan.columns)
    return replace(plan, columns=columns)
