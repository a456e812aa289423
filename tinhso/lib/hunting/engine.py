"""What runs in the child: a log into Parquet with its dictionary, and hunts over such logs. DuckDB is used here alone."""

from pathlib import Path
from typing import Any

import duckdb

from tinhso.lib.hunting import statements
from tinhso.lib.hunting.networks import Networks
from tinhso.lib.tables.statements import quoted

MOST_HITS = 100_000
Rows = list[tuple[Any, ...]]


class TooManyHits(ValueError):
    """More pairs of a machine and an indicator than anybody could look at: the list is at fault."""


def connect(folder: Path, memory: str = "512MB", threads: int = 1) -> duckdb.DuckDBPyConnection:
    """`folder` takes what does not fit into memory."""
    connection = duckdb.connect(
        config={
            "memory_limit": memory,
            "threads": threads,
            "temp_directory": str(folder / "spilled"),
            "preserve_insertion_order": "false",
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
        }
    )
    connection.execute("set TimeZone = 'UTC'")
    return connection


def encode(connection: duckdb.DuckDBPyConnection, source: Path, folder: Path) -> dict[str, int]:
    """`names`, `suffixes` and `rows` as Parquet; how many of each."""
    connection.execute(f"create or replace temp view source as from {statements.spool_relation(source)}")
    present = [row[0] for row in connection.execute("describe source").fetchall() if row[0] != "name"]
    connection.execute(statements.LABELLED)
    connection.execute(statements.NUMBERED)
    connection.execute("drop table labelled")
    counts = {"suffixes": _copy(connection, statements.SUFFIXES, folder / "suffixes.parquet")}
    counts["names"] = _copy(connection, statements.NAMES, folder / "names.parquet")
    columns = ", ".join(f"s.{quoted_name(one)}" for one in present)
    counts["rows"] = _copy(connection, statements.ROWS.format(columns=columns), folder / "rows.parquet")
    connection.execute("drop table numbered")
    return counts


def quoted_name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _copy(connection: duckdb.DuckDBPyConnection, select: str, path: Path) -> int:
    made = connection.execute(f"copy ({select}) to {quoted(str(path))} (format parquet, compression zstd)")
    return int((made.fetchone() or (0,))[0])


def load_indicators(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    connection.execute(statements.indicators(path))
    connection.execute("drop table if exists wanted_name")


def hunt(connection: duckdb.DuckDBPyConnection, folder: Path) -> Rows:
    """The indicators that are loaded over an encoded log: client, kind, indicator, first, last, times, line of each pair.

    Raises: TooManyHits.
    """
    suffixes = statements.parquet(folder, "suffixes")
    connection.execute(statements.DIGESTS)
    connection.execute(statements.CANDIDATES.format(suffixes=suffixes))
    connection.execute(statements.OF_SUFFIXES.format(suffixes=suffixes))
    return _hits(connection, statements.parquet(folder, "rows"), "n.id = s.name_id")


def hunt_once(connection: duckdb.DuckDBPyConnection, source: Path) -> Rows:
    """The same over a log that is not stored: the names are made distinct on the way. Raises: TooManyHits."""
    connection.execute(f"create or replace temp view source as from {statements.spool_relation(source)}")
    connection.execute(statements.OF_NAMES)
    return _hits(connection, "source", "n.name = s.name")


def _hits(connection: duckdb.DuckDBPyConnection, rows: str, joined: str) -> Rows:
    columns = {row[0] for row in connection.execute(f"describe from {rows}").fetchall()}
    line = "min(s.line)" if "line" in columns else "null"
    found = _bounded(connection, statements.HITS.format(rows=rows, joined=joined, line=line), MOST_HITS)
    if "destination" in columns and _address(connection, rows):
        sql = statements.BY_ADDRESS.format(rows=rows, joined=joined, line=line)
        found += _bounded(connection, sql, MOST_HITS - len(found))
    return sorted(found)


def _address(connection: duckdb.DuckDBPyConnection, rows: str) -> bool:
    """Which distinct destination counts for which address or network, in a table `addressed`; whether any does."""
    wanted = connection.execute("select kind, value from wanted where kind <> 'name'").fetchall()
    if not wanted:
        return False
    known = Networks(wanted)
    found = [
        (text, *pair)
        for (text,) in connection.execute(statements.DESTINATIONS.format(rows=rows)).fetchall()
        if (pair := known.of(text))
    ]
    connection.execute(
        "create or replace temp table addressed (destination varchar, kind varchar, value varchar)"
    )
    if found:
        connection.executemany("insert into addressed values (?, ?, ?)", found)
    return bool(found)


def _bounded(connection: duckdb.DuckDBPyConnection, sql: str, most: int) -> Rows:
    found = connection.execute(sql).fetchmany(most + 1)
    if len(found) > most:
        raise TooManyHits(f"Hơn {MOST_HITS} cặp máy và chỉ dấu: danh sách chỉ dấu có tên quá rộng.")
    return found


CLIENTS = "select r.client, min(r.at), max(r.at), count(*) from {rows} r where list_contains(?, r.client) group by r.client order by r.client"
NAMES = """select coalesce(n.name, ''), min(r.at), max(r.at), count(*) as times from {rows} r left join {names} n on n.id = r.name_id
where r.client = ? and r.at >= ? and r.at < ? group by 1 order by times desc, 1 limit ?"""


def spans(connection: duckdb.DuckDBPyConnection, folder: Path, clients: list[str]) -> Rows:
    """First and last row of these machines, and how many."""
    return connection.execute(CLIENTS.format(rows=statements.parquet(folder, "rows")), [clients]).fetchall()


def names_of(
    connection: duckdb.DuckDBPyConnection, folder: Path, client: str, since: int, until: int, most: int
) -> Rows:
    """Which names a machine asked for in `[since, until)`, the commonest first."""
    sql = NAMES.format(rows=statements.parquet(folder, "rows"), names=statements.parquet(folder, "names"))
    return connection.execute(sql, [client, since, until, most]).fetchall()
