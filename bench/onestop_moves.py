"""Moves of cases by the actions, beside psycopg that sends the same statements."""

import os
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from itertools import count
from statistics import median
from typing import Any
from uuid import uuid4

import psycopg
from django.db import connection
from onestop_town import NOW, Town, make_town

from tinhso.casework import public as casework
from tinhso.casework.models import Case
from tinhso.kernel.events.listen import LISTENING
from tinhso.lib.clock import Effect
from tinhso.lib.time_limit import TimeLimit, Unit

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
        kept = dict(params) if isinstance(params, dict) else list(params or ())
        one = Sent(sql, kept, context["cursor"].rowcount)
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


def measure_moves(seconds: float, *, show: bool) -> Town:
    town = prepare()
    for _, deeds in JOURNEYS.values():
        capture(deeds, town)  # warm: caches, plans of the server
    captured = {name: capture(deeds, town) for name, (_, deeds) in JOURNEYS.items()}
    if show:
        print_statements(captured)
    raw = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
    ours: dict[str, list[float]] = defaultdict(list)
    theirs: dict[str, list[float]] = defaultdict(list)
    turns = [name for name, (weight, _) in JOURNEYS.items() for _ in range(weight)]
    stop = time.perf_counter() + seconds
    while time.perf_counter() < stop:
        for name in turns:
            one_case(name, captured[name], town, raw, ours, theirs)
    raw.close()
    report(captured, ours, theirs)
    return town


def one_case(name: str, captured: Any, town: Town, raw: Any, ours: Any, theirs: Any) -> None:
    case, other = draft(town), draft(town)
    case_id, moves = captured
    ids, code = {case_id: other.pk}, f"H56.B-{next(codes)}"
    for deed, move in zip(JOURNEYS[name][1], moves, strict=True):
        label = deed.__name__.strip("_")
        began = time.perf_counter()
        deed(case, town)
        middle = time.perf_counter()
        replay(raw, move, ids, code)
        theirs[label].append(time.perf_counter() - middle)
        ours[label].append(middle - began)


def report(captured: Any, ours: dict[str, list[float]], theirs: dict[str, list[float]]) -> None:
    sizes: dict[str, Counter[int]] = defaultdict(Counter)
    for name, (_, moves) in captured.items():
        for deed, move in zip(JOURNEYS[name][1], moves, strict=True):
            sizes[deed.__name__.strip("_")][len(move)] += 1
    print(f"{'move':12} {'n':>6} {'statements':>10} {'action ms':>10} {'psycopg ms':>11} {'ratio':>6}")
    for label, times in ours.items():
        mine, plain = 1000 * median(times), 1000 * median(theirs[label])
        statements = "/".join(str(size) for size in sorted(sizes[label]))
        print(
            f"{label:12} {len(times):>6} {statements:>10} {mine:>10.2f} {plain:>11.2f} {plain / mine:>6.0%}"
        )
    n = sum(map(len, ours.values()))
    mine, plain = sum(map(sum, ours.values())), sum(map(sum, theirs.values()))
    print(
        f"together {n} moves: actions {n / mine:.0f}/s, psycopg {n / plain:.0f}/s, ratio {plain / mine:.1%}",
        flush=True,
    )


def print_statements(captured: Any) -> None:
    for name, (_, moves) in captured.items():
        for deed, move in zip(JOURNEYS[name][1], moves, strict=True):
            print(f"-- {name}: {deed.__name__} ({len(move)})")
            for one in move:
                print("  ", " ".join(one.sql.split())[:170])
