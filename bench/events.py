"""How fast is the log? `python bench/events.py [rows]` with DATABASE_URL of an empty, migrated scratch database."""

import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tinhso.config.settings")

import django

django.setup()

from django.db import transaction  # noqa: E402

from tinhso.kernel.events.public import (  # noqa: E402
    Actor,
    Code,
    Event,
    copy_events,
    next_number,
    record,
    seal,
    verify,
)

AT = datetime(2024, 3, 8, tzinfo=UTC)
OFFICER = Actor(user_id=5, post_id=7, agency_id=3)


@dataclass(frozen=True, kw_only=True)
class DossierMeasured(Event):
    """A dossier of average size."""

    dossier_id: int
    code: Code
    due: datetime
    step: Code = "examine"


DossierMeasured.__module__ = "tinhso.kernel.events.bench"


def event(n: int) -> DossierMeasured:
    return DossierMeasured(case_id=n // 6, dossier_id=n, code=f"H56.22.17-240308-{n:06}", due=AT)


def measure(label: str, rows: int, deed: Callable[[], object]) -> None:
    began = time.perf_counter()
    deed()
    seconds = time.perf_counter() - began
    print(f"{label:32} {rows:>9} rows {seconds:7.1f} s {rows / seconds:>9.0f} rows/s", flush=True)


def recorded_one_by_one(count: int) -> None:
    for n in range(count):
        with transaction.atomic():
            record(event(n), by=OFFICER, at=AT)


@transaction.atomic
def recorded_together(count: int) -> None:
    for n in range(count):
        record(event(n), by=OFFICER, at=AT)


@transaction.atomic
def copied(count: int) -> None:
    copy_events((event(n), OFFICER, AT) for n in range(count))


def numbered(count: int) -> None:
    for _ in range(count):
        with transaction.atomic():
            next_number("bench")


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    measure("record, a transaction each", 2000, lambda: recorded_one_by_one(2000))
    measure("record, one transaction", 5000, lambda: recorded_together(5000))
    measure("next_number, a transaction each", 2000, lambda: numbered(2000))
    measure("copy_events", rows, lambda: copied(rows))
    measure("seal", rows + 7000, seal)
    verdict = None

    def verified() -> None:
        nonlocal verdict
        verdict = verify()

    measure("verify", rows + 7000, verified)
    print(verdict)


main()
