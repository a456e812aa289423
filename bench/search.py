"""How often the right procedure stands first and among five, and in how many milliseconds.

    python bench/search.py [set…]

Sets of queries by hand: without diacritics, colloquial, abbreviated, some with one slip. `search_queries.csv` was tuned
on; each of the others was written before anybody saw how it ranks, and mended on after its first run. The catalogue is
loaded by the real action and only procedures are searched, as on the first page of the catalogue. Everything is
rolled back.
"""

import csv
import os
import re
import sys
import time
from datetime import date, datetime
from pathlib import Path

import psycopg

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
]
DAY = date(2024, 3, 8)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def fill() -> int:
    from tinhso.kernel.events.public import SYSTEM
    from tinhso.kernel.site.clock import HANOI
    from tinhso.onestop.catalogue.actions.load_catalogue import load_catalogue

    return load_catalogue(by=SYSTEM, now=datetime(DAY.year, DAY.month, DAY.day, 9, tzinfo=HANOI)).procedures


def measure(name: str) -> None:
    from tinhso.kernel.search.public import search
    from tinhso.lib.language.vietnamese import fold

    queries = rows(ROOT / "bench" / name)
    first = five = 0
    took: list[float] = []
    for row in queries:
        start = time.perf_counter()
        hits = search(row["query"], on=DAY, kinds=["procedure"], limit=5).hits
        took.append((time.perf_counter() - start) * 1000)
        good = [bool(re.search(row["expected"], fold(hit.title))) for hit in hits]
        first += good[:1] == [True]
        five += any(good)
        if not any(good):
            print(f"  missed: {row['query']} -> {[hit.title[:50] for hit in hits[:3]]}")
        elif not good[0]:
            print(f"  not first: {row['query']} -> {hits[0].title[:70]}")
    took.sort()
    n = len(queries)
    print(f"{name}, {n} queries: hit@1 {first / n:.1%}, hit@5 {five / n:.1%}")
    print(f"median {took[n // 2]:.1f} ms, p95 {took[n * 95 // 100]:.1f} ms")


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
