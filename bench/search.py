"""How often the right procedure stands first and among five, and in how many milliseconds.

    python bench/search.py [folder with procedures.csv, everyday.csv, synonyms.csv]

The queries were written by hand: without diacritics, colloquial, some with one slip. Everything is rolled back.
"""

import csv
import os
import re
import sys
import time
from datetime import date
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def fill(data: Path) -> int:
    from tinhso.kernel.search.public import Entry, add_synonyms, replace_kind

    names = {row["code"]: row["name"] for row in rows(data / "procedures.csv")}
    everyday = {row["code"]: row for row in rows(data / "everyday.csv")}
    entries = [
        Entry(
            kind="procedure",
            ref=code,
            title=everyday.get(code, {}).get("name") or names[code],
            text=everyday.get(code, {}).get("keywords", ""),
            url=f"/thu-tuc/{code}/",
            weight=5 if code in everyday else 0,
        )
        for code in names | everyday
    ]
    add_synonyms((row["said"], row["meant"]) for row in rows(data / "synonyms.csv"))
    return replace_kind("procedure", entries)


def measure(queries: list[dict[str, str]]) -> None:
    from tinhso.kernel.search.public import search
    from tinhso.lib.vietnamese import fold

    first = five = 0
    took: list[float] = []
    for row in queries:
        start = time.perf_counter()
        hits = search(row["query"], on=date(2024, 3, 8), limit=5).hits
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
    print(f"{n} queries: hit@1 {first / n:.1%}, hit@5 {five / n:.1%}")
    print(f"median {took[n // 2]:.1f} ms, p95 {took[n * 95 // 100]:.1f} ms")


def run(data: Path) -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import transaction

    call_command("migrate", verbosity=0)
    with transaction.atomic():
        print(f"{fill(data)} procedures")
        measure(rows(ROOT / "bench/search_queries.csv"))
        transaction.set_rollback(True)


def main() -> None:
    from tinhso.lib.postgres import Server

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tinhso.config.settings")
    data = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "tinhso/onestop/data"
    if "DATABASE_URL" in os.environ:
        return run(data)
    server = Server(ROOT / ".tinhso/bench")
    server.start()
    with psycopg.connect(server.url(), autocommit=True) as connection:
        connection.execute("drop database if exists bench_search")
        connection.execute("create database bench_search")
    os.environ["DATABASE_URL"] = os.environ["TINHSO_OWNER_URL"] = server.url(database="bench_search")
    try:
        return run(data)
    finally:
        server.stop()


if __name__ == "__main__":
    main()
