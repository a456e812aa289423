"""Cells summed anew, and a figure of every commune beside last year's on other borders; beside both, plain SQL."""

import cProfile
import os
import pstats
import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from statistics import median, quantiles

from django.db import connection, transaction

from figures.rows import NOW
from tinhso.indicators.cells.cells import measure_of, rebuild, whole_tables
from tinhso.indicators.cells.days import months_by_day
from tinhso.indicators.figures.borders import PlacedFigures, read_on_borders
from tinhso.indicators.models import IndicatorVersion, MeasureCell
from tinhso.indicators.public import load_indicators
from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.places.public import AdminUnit
from tinhso.lib.periods import Period

BORDERS = date(2025, 7, 1)
TODAY = date(2023, 12, 15)  # so that two of the two years' months have a cell for each day
CODE, MEASURE = "onestop.on_time_rate", "onestop.settled"
GROUPED = """
select agency_id, place_id, (settled_at at time zone 'Asia/Ho_Chi_Minh')::date, timeliness, level, source, count(*)
from casework_case c join onestop_dossier d on d.case_id = c.id
where settled_at is not null and timeliness <> '' group by 1, 2, 3, 4, 5, 6
"""
# The question that the cells answer: the rate of each commune of 2023 and of 2022, before borders are crossed.
MEASURED_SQL = """
select place_id,
  count(*) filter (where timeliness in ('early', 'on_time') and settled_at >= '2023-01-01+07'),
  count(*) filter (where settled_at >= '2023-01-01+07'),
  count(*) filter (where timeliness in ('early', 'on_time') and settled_at < '2023-01-01+07'),
  count(*) filter (where settled_at < '2023-01-01+07')
from casework_case c join onestop_dossier d on d.case_id = c.id
where settled_at >= '2022-01-01+07' and settled_at < '2024-01-01+07' and timeliness <> '' group by 1
"""


def measure(rows: int, reads: int, *, explain: bool) -> None:
    with connection.cursor() as cursor:
        cursor.execute("vacuum analyze casework_case")
        cursor.execute("vacuum analyze onestop_dossier")
    load_indicators(by=SYSTEM, now=NOW)
    version = IndicatorVersion.objects.newest().get(indicator__code=CODE)
    bare = timed("bare PostgreSQL groups the rows", rows, lambda: run(f"select count(*) from ({GROUPED}) g"))
    ours = timed("cells summed anew from the rows", rows, summed)
    with connection.cursor() as cursor:
        cursor.execute("vacuum analyze indicators_measurecell")
    days, others = (MeasureCell.objects.filter(measure=MEASURE, span__in=s).count() for s in ("d", "my"))
    print(
        f"{'':40} {days} daily cells, {others} of months and years; {ours / bare:.1f} times the bare grouping"
    )
    compare(version)
    asked = timed("the figure asked of the bare rows", rows, lambda: run(MEASURED_SQL))
    database, program = busy(), time.process_time()
    spent = [clocked(lambda: read_both(version)) for _ in range(reads)]
    used = [1000 * part / reads for part in (time.process_time() - program, busy() - database)]
    spread = f"median {1000 * median(spent):.0f} ms, p95 {1000 * quantiles(spent, n=20)[-1]:.0f} ms"
    print(
        f"{'the same figure from cells, on borders':40} {spread}: {asked / median(spent):.0f} times as fast"
    )
    print(f"{'':40} processor a read: {used[0]:.0f} ms of the program, {used[1]:.0f} ms of the database")
    if explain:
        explained(version)


def summed() -> None:
    with transaction.atomic():
        rebuild(measure_of(MEASURE), months_by_day(TODAY))


def read_both(version: IndicatorVersion) -> tuple[PlacedFigures, PlacedFigures]:
    """The figure of each commune of 1/7/2025 in 2023, and in 2022."""
    year = Period.parse("2023")
    now, before = read_on_borders(version, [year, year.same_last_year()], BORDERS)
    return now, before


def compare(version: IndicatorVersion) -> None:
    """Every part of the figure adds up to what plain SQL counts, and 559 units became those of 2025."""
    row_counts = run(MEASURED_SQL)
    sums = [sum(row[n] for row in row_counts) for n in range(1, 5)]
    now, before = read_both(version)
    for found, (above, below) in ((now, sums[:2]), (before, sums[2:])):
        totals_read = [
            sum((getattr(f, part) or Decimal() for f in found.every), Decimal())
            for part in ("above", "below")
        ]
        assert [round(part) for part in totals_read] == [above, below], (totals_read, above, below)
    units = AdminUnit.objects.on(BORDERS).filter(level="commune", pk__in=now.by_unit).count()
    print(
        f"{'':40} {len(row_counts)} communes of 2023 read as {units} of {BORDERS:%d/%m/%Y}; sums equal plain SQL's"
    )


def run(sql: str) -> list[tuple]:
    """With as much memory for sorting as the program gives itself for the same."""
    with transaction.atomic(), whole_tables(), connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def timed(label: str, rows: int, deed: Callable[[], object]) -> float:
    """Wall time, and how much of it the database's process could use: other work on the machine shows there."""
    before, began = busy(), time.perf_counter()
    deed()
    seconds = time.perf_counter() - began
    used = busy() - before
    print(
        f"{label:40} {seconds:7.1f} s {rows / seconds / 1e6:6.2f} M rows/s"
        f"   {used:6.1f} s of processor {rows / max(used, 0.01) / 1e6:6.2f} M rows/s",
        flush=True,
    )
    return seconds


def clocked(deed: Callable[[], object]) -> float:
    began = time.perf_counter()
    deed()
    return time.perf_counter() - began


def busy() -> float:
    """Processor seconds that this connection's process of the database has used; 0 where it runs elsewhere."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_backend_pid()")
        stat = Path(f"/proc/{cursor.fetchone()[0]}/stat")
    if not stat.exists():
        return 0.0
    words = stat.read_text().rpartition(")")[2].split()
    return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")


def explained(version: IndicatorVersion) -> None:
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries, cProfile.Profile() as profile:
        read_both(version)
    pstats.Stats(profile).sort_stats("tottime").print_stats(14)
    for query in queries:
        print(f"{1000 * float(query['time']):6.0f} ms {query['sql'][:300]}")
