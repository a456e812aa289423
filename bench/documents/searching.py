"""How long the search over documents takes: the page's count and its first rows, for a clerk who sees all of a large agency, an
official who sees their own, and a small agency's clerk; by the clock, and what both processes spent on it.
"""

import os
import statistics
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from django.db import connection

from documents.rows import offices
from tinhso.documents.finding.found_pages import FoundPages
from tinhso.documents.finding.question import IN, OUT, Question
from tinhso.documents.finding.views.find import PAGE
from tinhso.documents.models import ArrivingDocument, ArrivingSeat, OutgoingDocument
from tinhso.kernel.people.public import User, actor_of
from tinhso.kernel.site import clock

MOST_MS = 100.0
COMMON = ("thủ tục", "cấp giấy", "quyết định")


class Line(NamedTuple):
    """One way of asking by one reader: hits on average, milliseconds by the clock and of the processors."""

    who: str
    way: str
    hits: int
    p50: float
    p95: float
    cpu95: float


def measure(rounds: int) -> bool:
    """Print a line for each way and reader; whether all are in time."""
    lines = [line for who, actor in readers().items() for line in _of_reader(who, actor, rounds)]
    total = ArrivingDocument.objects.count() + OutgoingDocument.objects.count()
    print(f"search: {total:,} documents, {rounds} searches of each way, load {os.getloadavg()[0]:.1f}")
    print(f"{'':16} {'way':26} {'hits':>8} {'p50 ms':>8} {'p95 ms':>8} {'CPU p95':>8}")
    for line in lines:
        above = "  above" if line.p95 > MOST_MS else ""
        print(
            f"{line.who:16} {line.way:26} {line.hits:8,} {line.p50:8.1f} {line.p95:8.1f} {line.cpu95:8.1f}{above}"
        )
    return all(line.p95 <= MOST_MS for line in lines)


def readers() -> dict[str, Any]:
    today = clock.today()
    clerk, official = (actor_of(User.objects.get(username=name), on=today) for name in ("van", "emi"))
    return {
        "large clerk": clerk,
        "official": official,
        "small clerk": replace(clerk, agency_id=offices()[1].agency),
    }


def _of_reader(who: str, actor: Any, rounds: int) -> Iterator[Line]:
    for way, questions in ways(actor, rounds):
        spent, hits = [], 0
        for question in [*questions[:3], *questions]:
            began, cpu = time.perf_counter(), used()
            page = FoundPages(question, actor, clock.today(), PAGE).get_page(1)
            hits += page.paginator.count
            list(page.object_list)
            spent.append(((time.perf_counter() - began) * 1000, (used() - cpu) * 1000))
        if questions:
            clocked, cpus = [ms for ms, _ in spent[3:]], [ms for _, ms in spent[3:]]
            yield Line(who, way, hits // len(spent), statistics.median(clocked), p95(clocked), p95(cpus))


def ways(actor: Any, rounds: int) -> Iterator[tuple[str, list[Question]]]:
    """Questions drawn from documents that this reader may see, and from words that stand in very many."""
    chance, today = Random(5), clock.today()
    seats = (
        ArrivingSeat.objects.of(actor, on=today).order_by("document_id").values_list("document_id", flat=True)
    )
    keys = list(seats.distinct())
    some = ArrivingDocument.objects.in_bulk(chance.sample(keys, min(rounds, len(keys))))
    drawn = [some[key] for key in sorted(some)]
    subjects = [one.subject.split() for one in drawn]
    yield "one word", [Question(IN, words=chance.choice(words)) for words in subjects]
    yield "two words", [Question(IN, words=" ".join(chance.sample(words, 2))) for words in subjects]
    yield "four words", [Question(IN, words=" ".join(chance.sample(words, 4))) for words in subjects]
    yield "the whole subject", [Question(IN, words=one.subject[:200]) for one in drawn]
    yield "number and notation", [Question(IN, number=one.full_number) for one in drawn]
    yield (
        "issuer, between two days",
        [Question(IN, issuer=one.issuer_name, since=one.dated, until=one.dated) for one in drawn],
    )
    yield "issuer alone", [Question(IN, issuer=one.issuer_name) for one in drawn]
    yield "of a type, oldest first", [Question(IN, kind=one.type_code, order="oldest") for one in drawn]
    yield "words that all hold", [Question(IN, words=COMMON[n % len(COMMON)]) for n in range(rounds)]
    yield (
        "outgoing, two words",
        [Question(OUT, words=" ".join(chance.sample(words, 2))) for words in subjects],
    )
    yield "outgoing, nothing asked", [Question(OUT)] * rounds
    yield "nobody's word", [Question(IN, words="không tồn tại qwzx")] * rounds


def used() -> float:
    """Seconds of processor that this process and the backend of its connection have used."""
    with connection.cursor():
        backend = connection.connection.info.backend_pid
    ticks = Path(f"/proc/{backend}/stat").read_text().rpartition(")")[2].split()
    return time.process_time() + (int(ticks[11]) + int(ticks[12])) / os.sysconf("SC_CLK_TCK")


def p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20, method="inclusive")[18] if len(values) > 1 else values[0]
