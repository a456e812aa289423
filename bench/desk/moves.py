"""Moves of cases by the actions, beside psycopg that sends the same statements, and django-viewflow where it is given."""

import os
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from functools import partial
from itertools import count
from pathlib import Path
from statistics import median
from typing import Any
from uuid import uuid4

import psycopg
from django.db import connection

from desk.beside import Deeds, Viewflow
from desk.town import NOW, Town, make_town
from tinhso.casework import public as casework
from tinhso.casework.models import Case
from tinhso.kernel.events.listen import LISTENING
from tinhso.lib.legal_time.clock import Effect
from tinhso.lib.legal_time.time_limit import TimeLimit, Unit

DAYS, HOURS = TimeLimit(Decimal(10), Unit.WORKING_DAY, "bench"), TimeLimit(Decimal(8), Unit.HOUR, "bench")
TABLES = ("casework_case", "casework_clock", "casework_clockpause", "casework_note", "kernel_event")
FIRST_ID = 10**9  # ids begin here, so that a captured parameter that is an id is known as one
codes = count(1)
Deed = Callable[[Case, Town], object]


def submit(case: Case, town: Town) -> None:
    code = f"H56.B-{next(codes)}"
    casework.submit_case(
        case=case, ver=case.ver, code=code, reply=HOURS, reply_role="desk", by=town.an, now=NOW
    )


def accept(case: Case, town: Town) -> None:
    casework.accept_case(
        case=case, ver=case.ver, limit=DAYS, effect=Effect.RESTART, by=town.binh, now=later(case)
    )


def ask(case: Case, town: Town) -> None:
    by = town.emi if case.step else town.binh
    casework.request_supplement(
        case=case, ver=case.ver, text="Thiếu bản vẽ.", lapse_role="head", by=by, now=later(case)
    )


def complete(case: Case, town: Town) -> None:
    casework.complete_supplement(case=case, ver=case.ver, reply_role="desk", by=town.an, now=later(case))


def advance(case: Case, town: Town) -> None:
    casework.advance_case(case=case, ver=case.ver, by=town.at(case.step), now=later(case), finding="Đủ.")


def return_(case: Case, town: Town) -> None:
    casework.return_case(
        case=case, ver=case.ver, to_step="examine", reason="Sửa lại.", by=town.chi, now=later(case)
    )


def settle(case: Case, town: Town) -> None:
    casework.settle_case(case=case, ver=case.ver, outcome="granted", by=town.van, now=later(case))


def finish(case: Case, town: Town) -> None:
    casework.finish_case(case=case, ver=case.ver, by=town.binh, now=later(case))


def refuse(case: Case, town: Town) -> None:
    casework.refuse_case(
        case=case, ver=case.ver, text="Không thuộc thẩm quyền.", by=town.binh, now=later(case)
    )


JOURNEYS: dict[str, tuple[int, list[Deed]]] = {  # of twenty dossiers
    "plain": (14, [submit, accept, advance, advance, settle, finish]),
    "supplement": (3, [submit, accept, ask, complete, advance, advance, settle, finish]),
    "supplement at the desk": (1, [submit, ask, complete, accept, advance, advance, settle, finish]),
    "returned": (1, [submit, accept, advance, return_, advance, advance, settle, finish]),
    "refused": (1, [submit, refuse]),
}


def later(case: Case) -> Any:
    return NOW + timedelta(minutes=10 * case.ver)


def draft(town: Town) -> Case:
    return casework.open_case(
        kind="dossier",
        code=f"nhap-{uuid4()}",
        title="Cấp giấy phép bưu chính",
        agency=town.agency,
        desk=town.desk,
        source=Case.Source.OWN_PORTAL,
        process=town.process,
        person=town.an_person,
        by=town.an,
        now=NOW,
    )


@dataclass
class Sent:
    """A statement as it was sent: its parameters, how many rows it met, and the id that it returned."""

    sql: str
    params: Any
    rows: int = 0
    returned: int | None = None
    ids: list[Any] = field(default_factory=list)

    def __post_init__(self) -> None:
        pairs = self.params.items() if isinstance(self.params, dict) else enumerate(self.params or ())
        self.ids = [key for key, value in pairs if type(value) is int and value >= FIRST_ID]


@contextmanager
def capturing() -> Iterator[list[Sent]]:
    sent: list[Sent] = []

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        result = execute(sql, params, many, context)
        copied = dict(params) if isinstance(params, dict) else list(params or ())
        one = Sent(sql, copied, context["cursor"].rowcount)
        if "returning" in sql.lower():
            raw = context["cursor"].cursor
            one.returned = raw.fetchone()[0]
            raw.scroll(0, mode="absolute")
        sent.append(one)
        return result

    with connection.execute_wrapper(watch):
        yield sent


def capture(deeds: list[Deed], town: Town) -> tuple[int, list[list[Sent]]]:
    """The statements of each deed of one case, and the id of that case."""
    case, moves = draft(town), []
    for deed in deeds:
        with capturing() as sent:
            deed(case, town)
        moves.append([one for one in sent if not one.sql.startswith(("SAVEPOINT", "RELEASE"))])
    return case.pk, moves


def replay(raw: psycopg.Connection[Any], move: list[Sent], ids: dict[int, int], code: str) -> None:
    """The same statements for another case, in one transaction."""
    with raw.transaction(), raw.cursor() as cursor:
        for one in move:
            params = one.params.copy()
            for key in one.ids:
                params[key] = ids.get(params[key], params[key])
            if isinstance(params, list):
                params = [code if type(p) is str and p.startswith("H56.B-") else p for p in params]
            cursor.execute(one.sql, params or None)
            got = cursor.fetchall() if cursor.description else []
            if cursor.rowcount != one.rows:
                raise SystemExit(f"replay met {cursor.rowcount} rows, the action {one.rows}: {one.sql}")
            if one.returned is not None:
                ids[one.returned] = got[0][0]


def prepare() -> Town:
    town = make_town()
    for kind in ("Submitted", "Accepted", "Advanced", "Returned", "Refused", "Settled", "Finished"):
        LISTENING.setdefault(f"casework.Case{kind}", {})["bench.hear"] = lambda event: None
    for kind in ("Requested", "Completed"):
        LISTENING.setdefault(f"casework.Supplement{kind}", {})["bench.hear"] = lambda event: None
    with connection.cursor() as cursor:
        for number, table in enumerate(TABLES, 1):
            cursor.execute(f"alter table {table} alter column id restart with {FIRST_ID * number}")
        cursor.execute("select current_setting('fsync'), current_setting('synchronous_commit'), version()")
        fsync, commit, version = cursor.fetchone()
    print(f"{version.split(' on ')[0]}, fsync {fsync}, synchronous_commit {commit}")
    return town


def measure_moves(seconds: float, *, show: bool, viewflow: Viewflow | None = None) -> Town:
    town = prepare()
    for _, deeds in JOURNEYS.values():
        capture(deeds, town)  # warm: caches, plans of the server
    captured = {name: capture(deeds, town) for name, (_, deeds) in JOURNEYS.items()}
    if show:
        print_statements(captured)
    raw = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
    took = Took(raw)
    turns = [name for name, (weight, _) in JOURNEYS.items() for _ in range(weight)]
    if viewflow:
        viewflow.dossier()
    stop = time.perf_counter() + seconds
    while time.perf_counter() < stop:
        for name in turns:
            one_case(name, captured[name], town, raw, took)
            if viewflow and name == "plain":
                took.viewflow += viewflow.dossier()
    raw.close()
    report(captured, took)
    return town


class Took:
    """Per move: seconds, and CPU seconds of this process and of the backend that answered it."""

    def __init__(self, raw: psycopg.Connection[Any]) -> None:
        self.ours: dict[str, list[Cost]] = defaultdict(list)
        self.plain: dict[str, list[Cost]] = defaultdict(list)
        self.viewflow: list[Deeds] = []
        assert connection.connection
        self.backends = [backend(connection.connection), backend(raw)]

    def measure(self, into: list["Cost"], deed: Callable[[], object], which: int) -> None:
        here, there, began = time.process_time(), spent(self.backends[which]), time.perf_counter()
        deed()
        took = time.perf_counter() - began
        into.append((took, time.process_time() - here + spent(self.backends[which]) - there))


Cost = tuple[float, float]


def backend(raw: Any) -> Path:
    return Path(f"/proc/{raw.info.backend_pid}/schedstat")


def spent(process: Path) -> float:
    """CPU seconds of a process; 0 where the system does not tell."""
    try:
        return int(process.read_text().split()[0]) / 1e9
    except OSError:
        return 0.0


def one_case(name: str, captured: Any, town: Town, raw: Any, took: Took) -> None:
    case, other = draft(town), draft(town)
    case_id, moves = captured
    ids, code = {case_id: other.pk}, f"H56.B-{next(codes)}"
    for deed, move in zip(JOURNEYS[name][1], moves, strict=True):
        label = deed.__name__.strip("_")
        took.measure(took.ours[label], partial(deed, case, town), 0)
        took.measure(took.plain[label], partial(replay, raw, move, ids, code), 1)


def report(captured: Any, took: Took) -> None:
    sizes: dict[str, Counter[int]] = defaultdict(Counter)
    for name, (_, moves) in captured.items():
        for deed, move in zip(JOURNEYS[name][1], moves, strict=True):
            sizes[deed.__name__.strip("_")][len(move)] += 1
    print(
        f"{'move':12} {'n':>6} {'statements':>10} {'action ms (CPU)':>16} {'psycopg ms (CPU)':>17} ratio (of CPU)"
    )
    for label, costs in took.ours.items():
        mine, plain = middle(costs), middle(took.plain[label])
        statements = "/".join(str(size) for size in sorted(sizes[label]))
        print(
            f"{label:12} {len(costs):>6} {statements:>10} {mine[0]:>8.2f} ({mine[1]:5.2f}) {plain[0]:>9.2f} ({plain[1]:5.2f})"
            f" {plain[0] / mine[0]:>6.0%} ({plain[1] / mine[1]:.0%})"
        )
    together(took)


def middle(costs: list[Cost]) -> tuple[float, float]:
    """Medians in milliseconds."""
    return 1000 * median(c[0] for c in costs), 1000 * median(c[1] for c in costs)


def together(took: Took) -> None:
    mine, plain = total(took.ours), total(took.plain)
    print(f"together {mine[0]} moves: actions {mine[1]:.0f}/s, {mine[2]:.2f} ms CPU a move;", end=" ")
    print(f"psycopg {plain[1]:.0f}/s, {plain[2]:.2f} ms CPU; ratio {mine[1] / plain[1]:.1%}", end=" ")
    print(f"(of CPU {plain[2] / mine[2]:.1%})", flush=True)
    if took.viewflow:
        ways = {label: took.ours[label] for label in ("submit", "accept", "advance", "settle", "finish")}
        plain_way = total(ways)
        foreign = total({"all": [(wall, here + there) for _, wall, here, there in took.viewflow]})
        print(
            f"the plain way's moves: actions {plain_way[1]:.0f}/s, {plain_way[2]:.2f} ms CPU a move;", end=" "
        )
        print(f"django-viewflow {foreign[1]:.0f}/s, {foreign[2]:.2f} ms CPU ({foreign[0]} moves);", end=" ")
        print(f"{plain_way[1] / foreign[1]:.2f} times (by CPU {foreign[2] / plain_way[2]:.2f})", flush=True)


def total(costs: dict[str, list[Cost]]) -> tuple[int, float, float]:
    """How many, how many a second one after the other, and CPU milliseconds each."""
    every = [cost for one in costs.values() for cost in one]
    return len(every), len(every) / sum(c[0] for c in every), 1000 * sum(c[1] for c in every) / len(every)


def print_statements(captured: Any) -> None:
    for name, (_, moves) in captured.items():
        for deed, move in zip(JOURNEYS[name][1], moves, strict=True):
            print(f"-- {name}: {deed.__name__} ({len(move)})")
            for one in move:
                print("  ", " ".join(one.sql.split())[:170])
