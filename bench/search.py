"""How often the right procedure stands first and among five, and in how many milliseconds.

    python bench/search.py [set…]

Sets of queries by hand: without diacritics, colloquial, abbreviated, some with one slip. `search_queries.csv` was tuned
on; each of the others was written before anybody saw how it ranks, and mended on after its first run. `2026a` and `2026b`
(28/11/2026) go over the catalogue of 2026: what is in English, in dialect, or answered by no procedure (nothing expected). The catalogue is
loaded by the real action and only procedures are searched, as on the first page of the catalogue. Everything is
rolled back.
"""

import csv
import os
import re
import sys
import time
from collections import defaultdict
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg

if TYPE_CHECKING:
    from tinhso.kernel.search.public import Results

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
SETS = [
    "search_queries.csv",
    "search_queries_heldout.csv",
    "search_queries_fresh.csv",
    "search_queries_unseen1.csv",
    "search_queries_unseen2.csv",
    "search_queries_strangers.csv",
    "search_queries_unseen3.csv",
    "search_queries_unseen4.csv",
    "search_queries_national.csv",
    "search_queries_2026a.csv",
    "search_queries_2026b.csv",
]
DAY = date(2024, 3, 8)
TWO_LEVELS = date(2026, 11, 28)  # the whole catalogue of 2026
DAYS = dict.fromkeys(SETS[-3:], TWO_LEVELS)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def fill() -> int:
    from tinhso.indicators.public import load_indicators
    from tinhso.kernel.events.public import SYSTEM
    from tinhso.kernel.site.clock import HANOI
    from tinhso.onestop.catalogue.actions.load_catalogue import load_catalogue

    now = datetime(DAY.year, DAY.month, DAY.day, 9, tzinfo=HANOI)
    load_indicators(by=SYSTEM, now=now)  # their words count in how rare a word is
    return load_catalogue(by=SYSTEM, now=now).procedures


def measure(name: str) -> None:
    from tinhso.kernel.search.public import search

    tried: dict[str, list[tuple[bool, bool]]] = defaultdict(list)
    took: list[float] = []
    for row in rows(ROOT / "bench" / name):
        start = time.perf_counter()
        results = search(row["query"], on=DAYS.get(name, DAY), kinds=["procedure"], limit=5)
        took.append((time.perf_counter() - start) * 1000)
        tried[row["who"] if name in DAYS else ""].append(judged(row, results))
    for who, verdicts in [*tried.items(), ("all", [v for them in tried.values() for v in them])]:
        n = len(verdicts)
        first, five = (sum(verdict[place] for verdict in verdicts) for place in (0, 1))
        print(f"{name} {who}, {n} queries: hit@1 {first / n:.1%}, hit@5 {five / n:.1%}")
    took.sort()
    print(f"median {took[len(took) // 2]:.1f} ms, p95 {took[len(took) * 95 // 100]:.1f} ms")


def judged(row: dict[str, str], results: "Results") -> tuple[bool, bool]:
    """Whether the right procedure stands first, and among five; what misses is printed."""
    from tinhso.lib.language.vietnamese import fold

    titles = [hit.title for hit in results.hits]
    if not row["expected"]:
        if results.sure:
            print(f"  sure of nothing: {row['query']} -> {titles[0][:70]}")
        return not results.sure, not results.sure
    good = [bool(re.search(row["expected"], fold(title))) for title in titles]
    if not any(good):
        print(f"  missed: {row['query']} -> {[hit.title[:50] for hit in results.hits[:3]]}")
    elif not good[0]:
        print(f"  not first: {row['query']} -> {titles[0][:70]}")
    if any(good) and not results.sure:
        print(f"  unsure, though right: {row['query']}")
    return good[:1] == [True], any(good)


def run() -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import transaction

    call_command("migrate", verbosity=0)
    with transaction.atomic():
        print(f"{fill()} procedures")
        for name in sys.argv[1:] or SETS:
            measure(name)
        transaction.set_rollback(True)


def main() -> None:
    from tinhso.lib.postgres.server import Server

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tinhso.config.settings")
    if "DATABASE_URL" in os.environ:
        return run()
    server = Server(ROOT / ".tinhso/bench")
    server.start()
    with psycopg.connect(server.url(), autocommit=True) as connection:
        connection.execute("drop database if exists bench_search")
        connection.execute("create database bench_search")
    os.environ["DATABASE_URL"] = os.environ["TINHSO_OWNER_URL"] = server.url(database="bench_search")
    try:
        return run()
    finally:
        server.stop()


if __name__ == "__main__":
    main()
