"""The open-data measurement itself: every side takes the file in, answers the same questions, and is compared."""

import math
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import psycopg

from portal import ours as ours
from portal.rows import COLUMNS, PG_COLUMNS
from portal.sides import (
    Cost,
    Server,
    answer_of,
    cpu_of,
    datasette_addresses,
    free_port,
    peak_of,
    python,
    questions,
    running,
    share_of,
    spent,
    tree,
)

AIMS = {"filtered page": 10, "deep page": 10, "group by": 10, "count distinct": 3, "text filter": 3}
EXPORT_AIM, BARE_AIM, MEMORY_AIM, VIEW_AIM = 20, 2, 300, 300
CUT = 20  # seconds after which Datasette's export is broken off: its speed is known by then


PAGED = "filtered page"


def count_sql(sql: str) -> str:
    """The statement that counts the rows of a page's question."""
    return "select count(*) " + sql[sql.index(" from ") : sql.index(" order by ")]


@dataclass
class Times:
    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    @property
    def ms(self) -> float:
        return statistics.median(self.wall) * 1000

    @property
    def cpu_ms(self) -> float:
        return sum(self.cpu) / len(self.cpu) * 1000


def measure(
    source: Path, rows: int, folder: Path, tools: Path, database: str, reads: int, *, key: bool
) -> None:
    """Print intake, questions, export and memory, with their aims."""
    size = source.stat().st_size
    print(f"\n{rows:,} rows, 10 columns, CSV of {size / 1e6:,.0f} MB")
    place, our_times = ours.take_in(source)
    sqlite = folder / "bench.db"
    engines = {"Tỉnh Số (DuckDB + Parquet)": our_times, "PostgreSQL COPY": _copy(source, database)}
    engines["sqlite3 .import (for Datasette)"] = _import(source, sqlite, key=key)
    engines["bare DuckDB, table alone"] = _bare(source, folder / "bare.duckdb", parquet=None)
    engines["bare DuckDB, table and Parquet"] = _bare(
        source, folder / "bare2.duckdb", parquet=folder / "bare.parquet"
    )
    for name, cost in engines.items():
        ratio = f"CPU {cost.cpu / our_times.cpu:4.1f}x, disk {cost.octets / our_times.octets:4.1f}x of ours"
        print(
            f"  intake {name:32} {cost.cpu:7.1f} CPU s {cost.wall:7.1f} s {cost.octets / 1e6:8.0f} MB   {ratio}"
        )
    dataset = ours.publish(place, rows)
    environment = python(tools)
    with (
        ours.served(dataset, rows, folder / "web.log") as us,
        _datasette(environment, sqlite, rows, [], folder) as plain,
        _datasette(environment, sqlite, rows, RAISED, folder) as raised,
    ):
        _first_view(us)
        _questions(us, plain, raised, place / "table.duckdb", rows, reads)
        _exports(us, plain, place / "table.duckdb", size)
        _memory(us)


def first_views(source: Path, rows: int, folder: Path) -> None:
    """The first page of the dataset that a fresh process answers: at once, and when it has been there for a while."""
    place, _times = ours.take_in(source)
    dataset = ours.publish(place, rows)
    for seconds in (0, 15, 0, 15, 0, 15):
        with ours.served(dataset, rows, folder / "web.log") as us:
            time.sleep(seconds)
            print(f"  asked {seconds} s after the process answered, load {os.getloadavg()[0]:.1f}:", end="")
            _first_view(us)


def _copy(source: Path, database: str) -> Cost:
    """COPY into typed columns; the server's own CPU is read from its processes."""
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute(f"create table bench_copy ({PG_COLUMNS})")
        pid = connection.info.backend_pid
        before, began = cpu_of(pid), time.perf_counter()
        mine = resource.getrusage(resource.RUSAGE_SELF)
        with (
            source.open("rb") as stream,
            connection.cursor().copy("copy bench_copy from stdin (format csv, header)") as copy,
        ):
            while block := stream.read(1 << 20):
                copy.write(block)
        wall, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_SELF)
        cpu = cpu_of(pid) - before + after.ru_utime + after.ru_stime - mine.ru_utime - mine.ru_stime
        size = (connection.execute("select pg_total_relation_size('bench_copy')").fetchone() or (0,))[0]
        connection.execute("drop table bench_copy")
    return Cost(wall, cpu, size)


def _import(source: Path, target: Path, *, key: bool) -> Cost:
    """Typed columns and no index, as `.import` and `sqlite-utils insert` leave it, or with `id` as the key."""
    columns = PG_COLUMNS.replace("bigint", "integer primary key" if key else "integer").replace(
        "date", "text"
    )
    columns = columns.replace("double precision", "real")
    words = f'create table data ({columns});\n.import --csv --skip 1 "{source}" data\n'
    return spent(
        lambda: subprocess.run(["sqlite3", str(target)], input=words.encode(), check=True),
        lambda: target.stat().st_size,
    )


BARE = """
import sys, duckdb
source, target, parquet, columns = sys.argv[1:]
with duckdb.connect(target) as connection:
    connection.execute(f"create table data as from read_csv('{source}', header=true, columns={columns})")
    if parquet:
        connection.execute(f"copy data to '{parquet}' (format parquet, compression zstd)")
"""


def _bare(source: Path, target: Path, *, parquet: Path | None) -> Cost:
    """DuckDB's own reader, told every column and type, in a process of its own with all cores: nothing is looked at twice,
    no line is explained, no personal data are looked for."""
    columns = {name: DUCKDB_TYPES[kind] for name, _heading, kind in COLUMNS}
    words = [sys.executable, "-c", BARE, str(source), str(target), str(parquet or ""), str(columns)]
    return spent(
        lambda: subprocess.run(words, check=True),
        lambda: target.stat().st_size + (parquet.stat().st_size if parquet else 0),
    )


DUCKDB_TYPES = {"text": "VARCHAR", "whole": "BIGINT", "number": "DOUBLE", "date": "DATE"}
RAISED = ["sql_time_limit_ms", "60000"], ["max_csv_mb", "0"]


@contextmanager
def _datasette(
    environment: str, file: Path, rows: int, settings: "list[list[str]] | tuple[list[str], ...]", folder: Path
) -> Iterator[Server]:
    """Datasette over the file as immutable; its default limits are 1 s a query, 1,000 rows, 100 MB of CSV."""
    name, port = ("Datasette, limits raised" if settings else "Datasette"), free_port()
    words = [environment, "-m", "datasette", "-i", str(file), "--port", str(port)]
    for setting in settings:
        words += ["--setting", *setting]
    with running(name, words, port, "/-/versions.json", folder / f"datasette-{port}.log") as server:
        server.addresses = lambda turn: datasette_addresses(rows, turn)
        yield server


def _first_view(us: Server) -> None:
    """The page of the dataset: the first that anybody asks of this process, then ten more."""
    shown = Times()
    for _ in range(11):
        _timed(us, "/du-lieu/bench/", shown)
    goal = "met" if shown.wall and max(shown.wall[0] * 1000, shown.ms) <= VIEW_AIM else "NOT met"
    print(
        f"\n  page of the dataset  first {shown.wall[0] * 1000:.0f} ms, median {shown.ms:.0f} ms, CPU {shown.cpu_ms:.0f} ms"
        f" with the readers (aim {VIEW_AIM}: {goal})",
        flush=True,
    )


def _questions(us: Server, plain: Server, raised: Server, file: Path, rows: int, reads: int) -> None:
    print("\n  median ms of one client, sides in turn (CPU ms of the server beside it)")
    with duckdb.connect(str(file), read_only=True) as bare:
        for name in questions(rows, 0):
            our_times, other, alone = Times(), Times(), Times()
            expected = bare.execute(questions(rows, 0)[name].format(t="data")).fetchall()
            if not _same(name, us, len(expected), expected):
                continue
            limited = plain.ask(plain.addresses(0)[name])[1]
            raised.ask(raised.addresses(0)[name])
            for turn in range(1, reads + 1):
                _timed(us, us.addresses(turn)[name], our_times)
                if turn <= max(3, reads // 5):
                    _timed(raised, raised.addresses(turn)[name], other)
                sql = questions(rows, turn)[name].format(t="data")
                began, cpu = time.perf_counter(), time.process_time()
                bare.execute(sql).fetchall()
                if name == PAGED:  # our page says how many rows there are: the same is asked here
                    bare.execute(count_sql(sql)).fetchall()
                alone.wall.append(time.perf_counter() - began)
                alone.cpu.append(time.process_time() - cpu)
            _print_figures(name, our_times, other, alone, limited)


def _same(name: str, server: Server, count: int, expected: list[tuple[object, ...]]) -> bool:
    """The answers are compared before anything is timed; on a busy machine our own deadline may refuse a few times."""
    for _ in range(4):
        _seconds, status, body = server.ask(server.addresses(0)[name])
        if status == 200:
            break
    else:
        print(f"  {name:15} refused by our own limits: {body[:200].decode(errors='replace')}", flush=True)
        return False
    found = answer_of(body)
    alike = len(found) == count and all(
        math.isclose(a, b, rel_tol=1e-9) if isinstance(b, float) else str(a) == str(b)
        for row, other in zip(found, expected, strict=True)
        for a, b in zip(row, other, strict=True)
    )
    if not alike:
        raise SystemExit(f"“{name}” is answered differently: {found[:2]} {expected[:2]}")
    return True


def _timed(server: Server, address: str, times: Times) -> None:
    before = cpu_of(server.pid)
    seconds, status, _body = server.ask(address)
    if status == 200:
        times.wall.append(seconds)
        times.cpu.append(cpu_of(server.pid) - before)


def _print_figures(name: str, our_times: Times, other: Times, alone: Times, limited: int) -> None:
    by_wall, by_cpu = other.ms / our_times.ms, other.cpu_ms / max(our_times.cpu_ms, 0.1)
    aim = AIMS.get(name)
    goal = f"(aim {aim}: {'met' if by_wall >= aim else 'NOT met'})" if aim else ""
    bare = our_times.ms / alone.ms
    verdict = "met" if bare <= BARE_AIM else "NOT met"
    refusal = "" if limited == 200 else f"; at its default limits Datasette answers {limited}"
    print(
        f"  {name:15} ours {our_times.ms:7.1f} ({our_times.cpu_ms:6.1f})  Datasette {other.ms:8.1f} ({other.cpu_ms:7.1f})"
        f"  bare DuckDB {alone.ms:7.1f} ({alone.cpu_ms:6.1f})  | {by_wall:6.1f}x of Datasette {goal},"
        f" CPU {by_cpu:5.1f}x | {bare:4.1f}x bare (aim {BARE_AIM}: {verdict}){refusal}",
        flush=True,
    )


def _exports(us: Server, plain: Server, file: Path, size: int) -> None:
    before = cpu_of(us.pid)
    seconds, our_bytes, whole = us.stream("/du-lieu/bench/tai-ve/csv/")
    cpu = cpu_of(us.pid) - before
    if not whole:
        raise SystemExit("our export broke off")
    before = cpu_of(plain.pid)
    slow, other, _ = plain.stream("/bench/data.csv?_stream=on&_size=max", CUT)
    theirs = cpu_of(plain.pid) - before
    began = time.perf_counter()
    with duckdb.connect(str(file), read_only=True) as bare:
        bare.execute("copy data to '/dev/null' (format csv, header)")
    alone = our_bytes / (time.perf_counter() - began)
    speed, their_speed = our_bytes / seconds / 1e6, other / slow / 1e6
    goal = "met" if speed >= EXPORT_AIM * their_speed else "NOT met"
    print(
        f"\n  CSV export       ours {speed:6.1f} MB/s ({cpu / our_bytes * 1e9:.1f} CPU s/GB)  Datasette {their_speed:5.1f} MB/s"
        f" ({theirs / other * 1e9:.0f} CPU s/GB, at most {CUT} s of it)  bare DuckDB {alone / 1e6:6.1f} MB/s"
        f"  | {speed / their_speed:5.1f}x of Datasette (aim {EXPORT_AIM}: {goal}) | {alone / 1e6 / speed:4.1f}x bare"
    )


def _memory(us: Server) -> None:
    """The web process alone, and the children that read for it."""
    known = {pid: Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ") for pid in tree(us.pid)}
    readers = [pid for pid, words in known.items() if b"tinhso.lib.tables" in words]
    web = sum(share_of(pid) for pid in known if pid not in readers)  # a parent and its fork share most of it
    goal = "met" if web <= MEMORY_AIM else "NOT met"
    each = ", ".join(f"{peak_of(pid):.0f}" for pid in readers)
    print(
        f"  memory           web process {web:.0f} MB (aim {MEMORY_AIM}: {goal}), with its parent; its readers {each} MB (most held)"
    )
