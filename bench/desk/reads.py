"""What officers and citizens read, with many cases: functions and whole pages, in milliseconds."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import cycle, islice
from random import Random
from statistics import median, quantiles
from typing import Any

from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from desk.town import NOW, Town, make_agency, officer
from tinhso.casework.events import (
    CaseAccepted,
    CaseAdvanced,
    CaseFinished,
    CaseOpened,
    CaseSettled,
    CaseSubmitted,
)
from tinhso.casework.history.history import history
from tinhso.casework.models import Case
from tinhso.casework.radar.radar import latest_open, radar, settled_and_overdue
from tinhso.casework.tracking.tracking import track
from tinhso.casework.worklist.queries import worklist
from tinhso.kernel.events.public import SYSTEM, Event, copy_events
from tinhso.kernel.people.public import Actor, Agency, Person, User
from tinhso.kernel.site.models import Instance
from tinhso.kernel.site.public import forget

ROUNDS = 40
DEPARTMENTS = 24  # beside the town's own, which has a fifth of all cases
TURNS = {"examine": "examiner", "sign": "head", "issue": "clerk"}
CASE = (
    "id,code,kind,title,state,step,process_id,ver,agency_id,desk_id,person_id,source,confidential,opened_at,"
    "submitted_at,accepted_at,due_at,first_due_at,settled_at,finished_at,timeliness,outcome"
)
CLOCK = "case_id,name,amount,unit,counting,source,effect,started_at,restarts,stopped_at,due_at,first_due_at"
PART = "case_id,agency_id,person_id,role,act,open,due_at"
Row = dict[str, Any]


def rows_of(count: int, seats: list[tuple[int, int]], people: list[int]) -> Iterator[Row]:
    """Three of four are finished; the others stand somewhere on the way, one of ten of these is late."""
    chance = Random(38)  # noqa: S311
    first = 10**8
    for number in range(count):
        agency, desk = seats[0] if number % 5 == 0 else chance.choice(seats[1:])
        done = number % 4 != 3
        opened = NOW - timedelta(days=chance.randrange(20, 360) if done else chance.randrange(0, 11))
        due = opened + timedelta(days=chance.randrange(12, 30) if done else chance.randrange(10, 20))
        fate = "done" if done else chance.choices(("submitted", "in_progress", "settled"), (25, 65, 10))[0]
        settled = due - timedelta(days=chance.randrange(-1, 8)) if done else None
        settled = min(settled, NOW) if settled else NOW if fate == "settled" else None
        yield {
            "id": first + number,
            "code": f"H56.BR-{number:07}",
            "person": people[number % len(people)],
            "agency": agency,
            "desk": desk,
            "fate": fate,
            "step": chance.choice(list(TURNS)) if fate == "in_progress" else "hand_over",
            "opened": opened,
            "due": due,
            "settled": settled,
        }


def applicants() -> list[int]:
    """One person for about twenty cases; the last four digits of the phone are everybody's."""
    people = [Person(full_name=f"Người {n}", phone="0912345678") for n in range(5000)]
    return [person.pk for person in Person.objects.bulk_create(people)]


def case_row(r: Row, town: Town) -> tuple[Any, ...]:
    fate, settled = r["fate"], r["settled"]
    timeliness = ("late" if settled > r["due"] else "early") if settled else ""
    finished = settled if fate == "done" else None
    submitted = fate == "submitted"
    return (
        *(r["id"], r["code"], "dossier", "Cấp giấy phép xây dựng mới đối với nhà ở riêng lẻ"),
        *("in_progress" if fate == "settled" else fate, "" if submitted else r["step"], town.process.pk, 4),
        *(r["agency"], r["desk"], r["person"], "own_portal", False, r["opened"], r["opened"]),
        *((None, None, None) if submitted else (r["opened"], r["due"], r["due"])),
        *(settled, finished),
        *(timeliness, "granted" if settled else ""),
    )


def clock_row(r: Row) -> tuple[Any, ...]:
    limit = (10, "working_day", "next_day", "bench", "restart")
    return (r["id"], "settle", *limit, r["opened"], 0, r["settled"], r["due"], r["due"])


def part_rows(r: Row) -> Iterator[tuple[Any, ...]]:
    """The applicant, the desk, and the three roles of the agency; one of them has the turn."""
    fate = r["fate"]
    yield (r["id"], None, r["person"], "applicant", "draft", False, None)
    at_desk = {"submitted": "receive", "settled": "hand_over"}.get(fate, "receive")
    yield (r["id"], r["desk"], None, "desk", at_desk, fate in {"submitted", "settled"}, r["due"])
    if fate != "submitted":
        for act, role in TURNS.items():
            turn = fate == "in_progress" and act == r["step"]
            yield (r["id"], r["agency"], None, role, act, turn, r["due"])


def events_of(r: Row, town: Town) -> Iterator[tuple[Event, Actor, Any]]:
    """What the row follows from: `bench/derivation.py` derives it again."""
    pk, at, fate, settled = r["id"], r["opened"], r["fate"], r["settled"]
    plain = {"kind": "dossier", "agency_id": r["agency"]}
    way: list[tuple[Event, Any]] = [
        (
            CaseOpened(
                case_id=pk, source="own_portal", desk_id=r["desk"], process_id=town.process.pk, **plain
            ),
            at,
        ),
        (CaseSubmitted(case_id=pk, code=r["code"], reply_due_at=None, **plain), at),
    ]
    if fate != "submitted":
        way.append(
            (
                CaseAccepted(case_id=pk, kind="dossier", step="examine", due_at=r["due"], unit="working_day"),
                at,
            )
        )
    last = "issue" if settled else r["step"]
    for here, onward in (("examine", "sign"), ("sign", "issue")):
        if fate != "submitted" and list(TURNS).index(last) > list(TURNS).index(here):
            way.append((CaseAdvanced(case_id=pk, from_step=here, to_step=onward), at))
    if settled:
        met = "late" if settled > r["due"] else "early"
        settlement = CaseSettled(
            case_id=pk, outcome="granted", from_step="issue", to_step="hand_over", timeliness=met,
            net_seconds=1, gross_seconds=1, ready_at=settled,
        )  # fmt: skip
        way.append((settlement, settled))
    if fate == "done":
        way.append((CaseFinished(case_id=pk, kind="dossier", outcome="granted"), settled))
    return ((event, SYSTEM, when) for event, when in way)


@transaction.atomic
def load(count: int, town: Town, seats: list[tuple[int, int]]) -> None:
    people = applicants()
    with connection.cursor() as cursor:
        for table, columns, make in (
            ("casework_case", CASE, lambda r: [case_row(r, town)]),
            ("casework_clock", CLOCK, lambda r: [] if r["fate"] == "submitted" else [clock_row(r)]),
            ("casework_participant", PART, part_rows),
        ):
            with cursor.copy(f"copy {table} ({columns}) from stdin") as copy:
                for r in rows_of(count, seats, people):
                    for row in make(r):
                        copy.write_row(row)
    copy_events(line for r in rows_of(count, seats, people) for line in events_of(r, town))


def province(count: int, town: Town) -> tuple[Agency, list[tuple[int, int]]]:
    """A committee, its departments with their desks as (agency, desk), and `count` cases among them."""
    committee = make_agency("ubnd-bench", "Ủy ban nhân dân tỉnh")
    Agency.objects.filter(pk=town.agency.pk).update(parent=committee)
    seats = [(town.agency.pk, town.desk.pk)]
    for number in range(DEPARTMENTS):
        agency = make_agency(f"so-{number}", f"Sở {number}", committee)
        seats.append((agency.pk, make_agency(f"mot-cua-{number}", f"Một cửa {number}", agency, desk=True).pk))
    began = time.perf_counter()
    load(count, town, seats)
    with connection.cursor() as cursor:
        cursor.execute("vacuum analyze")
    print(f"\n{count} cases loaded in {time.perf_counter() - began:.0f} s")
    # Pages read the legal clock of the instance.
    Instance.objects.update_or_create(pk=1, defaults={"demo": True, "clock_offset": NOW - timezone.now()})
    forget()
    return committee, seats


def measure_reads(count: int, town: Town, *, explain: bool) -> None:
    committee, seats = province(count, town)
    print(f"{'read':36} {'queries':>7} {'median ms':>10} {'p95 ms':>8}")
    codes = cycle([f"H56.BR-{n:07}" for n in range(0, count, max(1, count // 97))])
    for label, read in functions(town, [agency for agency, _ in seats], codes).items():
        measure(label, read, explain=explain)
    for label, page in pages(town, officer("bench-boss", committee, "supervisor"), codes).items():
        answer = page()
        if answer.status_code != 200:
            raise SystemExit(f"{label}: {answer.status_code}")
        measure(label, page, explain=explain)


def functions(town: Town, agencies: list[int], codes: Iterator[str]) -> dict[str, Callable[[], object]]:
    some = Case.objects.filter(code__in=list(islice(codes, 60))).select_related("process")
    cases, citizen = cycle(list(some)), Actor(person_id=some[0].person_id)
    return {
        "worklist() of the busiest desk": lambda: worklist(town.binh, now=NOW),
        "worklist() of the busiest examiner": lambda: worklist(town.emi, now=NOW),
        "worklist() late, page 3": lambda: worklist(town.emi, now=NOW, act="late", page=3),
        "radar() of the province": lambda: radar(agencies, month=NOW.date(), now=NOW),
        "settled_and_overdue() of the province": lambda: settled_and_overdue(agencies, NOW.date(), now=NOW),
        "latest_open() of the province": lambda: latest_open(agencies, now=NOW, by=SYSTEM),
        "track() by code": lambda: track(next(codes)),
        "track() with proof": lambda: track(next(codes), proof="5678"),
        "history() for an officer": lambda: history(next(cases), for_citizen=False),
        "visible_to() a citizen, newest 20": lambda: list(
            Case.objects.visible_to(citizen).order_by("-opened_at")[:20]
        ),
    }


def pages(town: Town, boss: Actor, codes: Iterator[str]) -> dict[str, Callable[[], Any]]:
    emi, chief, visitor = client_of(town.emi), client_of(boss), Client(headers={"host": "127.0.0.1"})
    ips = cycle(f"10.0.{n // 250}.{n % 250}" for n in range(5000))  # look-ups from one address are limited
    words = cycle([{"code": code, "proof": "5678"} for code in islice(codes, 97)])
    return {
        "page /can-bo/ of an examiner": lambda: emi.get("/can-bo/"),
        "page /can-bo/theo-doi/ of a province": lambda: chief.get("/can-bo/theo-doi/"),
        "page /tra-cuu/ by code": lambda: visitor.get(
            "/tra-cuu/", {"ma": next(codes)}, REMOTE_ADDR=next(ips)
        ),
        "page /tra-cuu/ with proof": lambda: visitor.post("/tra-cuu/", next(words), REMOTE_ADDR=next(ips)),
    }


def measure(label: str, read: Callable[[], object], *, explain: bool) -> None:
    with counting() as queries:
        read()
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        read()
        times.append(1000 * (time.perf_counter() - began))
    p95 = quantiles(times, n=20)[-1]
    print(f"{label:36} {len(queries):>5} {median(times):>10.1f} {p95:>8.1f}", flush=True)
    if explain and median(times) > 20:
        for sql, params in queries:
            if sql.startswith("SELECT"):
                print_plan(sql, params)


@contextmanager
def counting() -> Iterator[list[tuple[str, Any]]]:
    """The statements that are sent meanwhile."""
    sent: list[tuple[str, Any]] = []

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        sent.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield sent


def print_plan(sql: str, params: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("explain (analyze, buffers) " + sql, params)
        plan = [row[0] for row in cursor.fetchall()]
    if float(plan[-1].split()[2]) > 5:
        print("   ", sql[:2000], *plan, sep="\n      ")


def client_of(actor: Actor) -> Client:
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(User.objects.get(pk=actor.user_id or 0))
    session = client.session
    session["second_factor"] = True
    session.save()
    return client
