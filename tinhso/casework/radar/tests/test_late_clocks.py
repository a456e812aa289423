"""The list of what was asked, moved or counted anew after a due moment: nothing in time is in it, nothing late is missing."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models import Q
from django.test import Client
from django.urls import reverse

from tinhso.casework.clocks.events import DueRecomputed
from tinhso.casework.models import Case, Clock, ClockPause, Participant
from tinhso.casework.radar.late_clocks import What, late_deeds
from tinhso.casework.supplements.events import SupplementRequested
from tinhso.casework.tests.makers import NOW, make_case
from tinhso.kernel.events.public import Code, commit, record

DUE = NOW + timedelta(days=10)
LATE, LATER = DUE + timedelta(hours=17), DUE + timedelta(days=3)
START = NOW.replace(month=1, day=1)
YEAR = (START, START.replace(year=2025))
ROOT = "/can-bo/theo-doi/sau-gio-hen/"
PAGE, FILE = f"{ROOT}?nam=2024", f"{ROOT}tep.csv?nam=2024"


def make_clock(agency, name="settle", *, first=DUE, **fields) -> Clock:
    case = make_case(kind="dossier", agency=agency, state="in_progress", step="examine", due_at=first)
    plain = {"amount": 10, "unit": "working_day", "effect": "restart", "started_at": NOW, "due_at": first}
    return Clock.objects.create(case=case, name=name, first_due_at=first, **(plain | fields))


def make_wait(agency, begins, ends, *, due=DUE, name="settle", **fields) -> Case:
    clock = make_clock(agency, name)
    times = {"started_at": begins, "ended_at": ends, "due_at": due}
    ClockPause.objects.create(clock=clock, reason="BO_SUNG", **(times | fields))
    return clock.case


def asked_by(case: Case, by, at) -> Case:
    event = SupplementRequested(
        case_id=case.pk, step=Code("examine"), note_id=1, note=commit(b"0" * 16, ""), until=LATER
    )
    with transaction.atomic():
        record(event, by=by, at=at)
    return case


@pytest.fixture
def cases(town) -> dict[str, Case]:
    """One of each sort at agency A, asked by Emi where the log says who; two at B that earlier versions let restart."""
    a, b, emi = town.agency_a, town.agency_b, town.actor("emi")
    relimited = make_clock(a, due_at=LATER).case
    with transaction.atomic():
        event = DueRecomputed(
            case_id=relimited.pk, clock=Code("settle"), old_due_at=DUE + timedelta(days=1), new_due_at=LATER
        )
        record(event, by=emi, at=LATE)
    return {
        "waited": asked_by(make_wait(a, LATE, LATER, counts=False), emi, LATE),
        "restarted": make_wait(b, LATE, LATER),
        "restarted there": make_wait(b, LATE, None),
        "moved": asked_by(make_wait(a, NOW, LATE), emi, NOW),
        "second": make_clock(a, reappointed_at=LATE, reappointed_due=LATER, due_at=LATER).case,
        "recomputed": relimited,
    }


@pytest.fixture
def in_time(town) -> None:
    """What is no lateness: back in time, still waiting, the desk's time to answer, a form 04 and a step of its own time in time."""
    a = town.agency_a
    make_wait(a, NOW, DUE - timedelta(days=1))
    make_wait(a, DUE, None)
    make_wait(a, LATE, LATER, name="reply", due=DUE)
    make_clock(a, reappointed_at=NOW, reappointed_due=LATER, due_at=LATER)
    make_clock(a, first=LATER, started_at=LATE)


def test_each_deed_after_the_due_moment_stands_there_once_and_nothing_in_time(town, cases, in_time):
    emi = town.emi.pk
    rows = {(row[1], row[4]): (row[2], row[3], row[5]) for row in late_deeds(Case.objects.all(), *YEAR, Q())}
    a, b = town.agency_a.pk, town.agency_b.pk
    assert rows == {
        (cases["waited"].pk, What.WAITED): (a, emi, DUE),
        (cases["restarted"].pk, What.RESTARTED): (b, None, DUE),
        (cases["restarted there"].pk, What.RESTARTED): (b, None, DUE),
        (cases["moved"].pk, What.MOVED): (a, emi, DUE),
        (cases["second"].pk, What.REAPPOINTED): (a, None, DUE),
        (cases["recomputed"].pk, What.RECOMPUTED): (a, emi, DUE),
    }
    assert not list(late_deeds(Case.objects.all(), YEAR[1], YEAR[1] + timedelta(days=365), Q()))


def test_a_wait_that_a_former_system_began_is_held_against_what_was_appointed_first(town):
    taken_over = make_wait(town.agency_a, LATE, LATER, due=None)
    [row] = late_deeds(Case.objects.all(), *YEAR, Q())
    assert (row[1], row[4], row[5]) == (taken_over.pk, What.RESTARTED, DUE)


def test_supervisor_and_auditor_read_all_a_head_the_agencies_below_others_nothing(client, town, cases):
    for name, n in (("sau", 6), ("tra", 6), ("chi", 4)):
        html = town.sign_in(client, name).get(PAGE).content.decode()
        assert sum(html.count(f">{case.code}<") for case in cases.values()) == n, name
    for name in ("emi", "binh", "van", "quan", "an"):
        assert town.sign_in(Client(), name).get(PAGE).status_code == 403, name
        assert town.sign_in(Client(), name).get(FILE).status_code == 403, name
    assert Client().get(PAGE).status_code == 302


def test_each_row_opens_the_dossier_of_who_takes_part_and_its_events_to_others(client, town, cases):
    """A confidential one is an auditor's alone."""
    mine, secret = cases["waited"], cases["moved"]
    Participant.objects.create(case=mine, agency=town.agency_a, role="head", act="assign")
    Case.objects.filter(pk=secret.pk).update(confidential=True)
    html = town.sign_in(client, "chi").get(PAGE).content.decode()
    assert f'href="{reverse("desk_dossier", args=[mine.code])}"' in html and secret.code not in html
    html = town.sign_in(client, "tra").get(PAGE).content.decode()
    for case in (mine, secret):
        assert f'href="{reverse("audit")}?ma={case.code}"' in html
    assert client.get(reverse("audit"), {"ma": secret.code}).status_code == 200


def test_it_is_narrowed_to_an_agency_and_an_officer_and_saved(client, town, cases):
    town.sign_in(client, "tra")
    html = client.get(PAGE).content.decode()
    assert "6 lần, trong đó 3 lần" in html and f"?nam=2024&amp;co_quan={town.agency_b.code}" in html
    of_b = client.get(f"{PAGE}&co_quan={town.agency_b.code}").content.decode()
    assert "2 lần, trong đó 2 lần" in of_b and cases["waited"].code not in of_b
    emis = client.get(f"{PAGE}&can_bo={town.emi.pk}").content.decode()
    assert "3 lần, trong đó 1 lần" in emis and cases["restarted"].code not in emis
    nobodys = client.get(f"{PAGE}&co_quan={town.agency_a.code}&can_bo=0").content.decode()
    assert "1 lần, trong đó 0 lần" in nobodys and cases["second"].code in nobodys
    Case.objects.filter(pk=cases["second"].pk).update(kind="opinion")
    dossiers = client.get(f"{PAGE}&loai=dossier").content.decode()
    assert "5 lần, trong đó 3 lần" in dossiers and cases["second"].code not in dossiers
    assert (
        f"?nam=2024&amp;loai=dossier&amp;co_quan={town.agency_b.code}" in dossiers
        and "Lấy ý kiến" in dossiers
    )
    saved = client.get(f"{FILE}&co_quan={town.agency_b.code}").content.decode()
    assert saved.count(town.agency_b.name) == 2 and cases["waited"].code not in saved
    assert "Năm 2023 không có lần nào" in client.get(ROOT, {"nam": 2023}).content.decode()
    assert client.get(ROOT, {"nam": "x", "trang": "0"}).status_code == 200


def test_many_cost_no_more_queries_than_few(client, town, cases, django_assert_max_num_queries):
    town.sign_in(client, "sau")
    client.get(PAGE)
    for _n in range(60):
        asked_by(make_wait(town.agency_a, LATE, LATER, counts=False), town.actor("emi"), LATE)
    with django_assert_max_num_queries(14):
        html = client.get(PAGE).content.decode()
    assert "Trang 1 trong 2" in html
    assert client.get(f"{PAGE}&trang=2").content.decode().count("?ma=H56.1-") == 16
