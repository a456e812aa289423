"""Every way of a case through the actions of casework follows from its events, and whatever is changed by hand is named."""

import json
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from tinhso.casework.models import Case, Clock, ClockPause
from tinhso.casework.moves.events import CaseOpened
from tinhso.casework.opinions.actions.give_opinion import give_opinion
from tinhso.casework.proof.case_rules import COLUMNS
from tinhso.casework.proof.compare import MISSING, STRAY, compare
from tinhso.casework.proof.lines import lines_of
from tinhso.casework.proof.scope import Named, every_case
from tinhso.casework.public import (
    accept_case,
    advance_case,
    ask_opinion,
    begin_anew,
    complete_supplement,
    direct_case,
    finish_case,
    open_case,
    pause_case,
    refuse_case,
    request_supplement,
    reroute_case,
    resume_case,
    settle_case,
    submit_case,
)
from tinhso.casework.tests.makers import NOW, make_agency, make_case, make_process
from tinhso.kernel.events.bodies.canonical import fields_text
from tinhso.kernel.events.public import SYSTEM, Event, record
from tinhso.kernel.law.models import Rule
from tinhso.lib.legal_time.clock import Effect
from tinhso.lib.legal_time.time_limit import TimeLimit, Unit

TEN_DAYS = TimeLimit(Decimal(10), Unit.WORKING_DAY, "thử")
LATER = NOW + timedelta(hours=2)
THEN = NOW + timedelta(days=4)


def found(*cases: Case):
    """The differences of these cases, of all without any."""
    every = [Named(tuple(case.pk for case in cases))] if cases else every_case()
    return compare(every)


def columns(*cases: Case) -> set[str]:
    return {one.column for one in found(*cases).differences}


@pytest.fixture
def opened(town) -> Case:
    return open_case(
        kind="dossier", code="nhap-1", title="Việc thử", agency=town.agency_a, desk=town.desk_a,
        source=Case.Source.OWN_PORTAL, process=make_process(), person=town.an.person,
        by=town.actor("an"), now=NOW,
    )  # fmt: skip


@pytest.fixture
def settled(opened, town) -> Case:
    """Handed in, accepted, examined, signed and issued, its result ready an hour before it was confirmed."""
    case, late = opened, {"now": LATER}
    submit_case(
        case=case, ver=case.ver, code="H56.1-240308-0001", reply=None, reply_role="desk", by=town.actor("an"),
        now=NOW,
    )  # fmt: skip
    accept_case(case=case, ver=case.ver, limit=TEN_DAYS, effect=Effect.PAUSE, by=town.actor("binh"), now=NOW)
    advance_case(case=case, ver=case.ver, by=town.actor("emi"), finding="Đủ.", **late)
    advance_case(case=case, ver=case.ver, by=town.actor("chi"), **late)
    ready = LATER - timedelta(hours=1)
    settle_case(case=case, ver=case.ver, outcome="granted", ready_at=ready, by=town.actor("van"), **late)
    return case


def test_a_case_follows_from_its_events_at_every_point_of_its_way(opened, settled, town):
    assert not found(settled).differences
    finish_case(case=settled, ver=settled.ver, by=town.actor("binh"), now=LATER)
    whole = found()
    assert not whole.differences and (whole.cases, whole.uncheckable) == (1, 0)


@pytest.mark.long
@pytest.mark.parametrize("column", sorted(set(COLUMNS) - {"opened_at"}))
def test_each_column_that_is_changed_by_hand_is_named_with_its_case(column, settled, town):
    others = {
        "state": "paused", "step": "sign", "process": make_process().pk, "agency": make_agency().pk,
        "desk": None, "officer": town.bao.pk, "parent": make_case().pk, "confidential": True,
        "source": "post", "kind": "report", "code": "H56.1-240308-0002", "rating": 5, "outcome": "refused",
        "timeliness": "late", "place": town.other_commune.pk,
    }  # fmt: skip
    value = others.get(column, NOW - timedelta(days=30))
    also = {"state": "done"} if column == "finished_at" else {}  # the database asks for both
    Case.objects.filter(pk=settled.pk).update(**{COLUMNS[column]: value}, **also)
    assert column in columns(settled)
    assert any(column in line for line in lines_of(found(settled)))


def test_the_time_of_settling_is_that_at_which_the_result_was_ready(settled):
    settled.refresh_from_db()
    assert settled.settled_at == LATER - timedelta(hours=1)
    assert not columns(settled)


def test_a_case_that_no_event_opened_and_an_event_whose_case_is_gone(opened):
    made = make_case()
    record(
        CaseOpened(case_id=opened.pk + 1000, kind="dossier", source="post", agency_id=1), by=SYSTEM, at=NOW
    )
    assert {(one.case_id, one.column) for one in found().differences} == {
        (made.pk, STRAY),
        (opened.pk + 1000, MISSING),
    }


@pytest.mark.long
def test_an_opinion_has_events_of_its_own(settled, town):
    process = make_process()
    case = open_case(
        kind="dossier", code="nhap-2", title="Việc thử", agency=town.agency_a, desk=town.desk_a,
        source=Case.Source.COUNTER, process=process, person=town.an.person, by=town.actor("binh"), now=NOW,
    )  # fmt: skip
    submit_case(case=case, ver=case.ver, code="H56.1-240308-0003", reply=None, reply_role="desk",
                by=town.actor("binh"), now=NOW)  # fmt: skip
    accept_case(case=case, ver=case.ver, limit=None, effect=Effect.PAUSE, by=town.actor("binh"), now=NOW)
    opinion = ask_opinion(
        case=case,
        ver=case.ver,
        of=town.agency_a,
        text="Ý kiến?",
        limit=TEN_DAYS,
        by=town.actor("emi"),
        now=NOW,
    )
    assert not found(case, opinion).differences
    give_opinion(opinion=opinion, ver=opinion.ver, text="Đồng ý.", by=town.actor("emi"), now=LATER)
    assert not found(case, opinion).differences and not found(opinion).uncheckable
    Case.objects.filter(pk=opinion.pk).update(timeliness="late")
    assert columns(opinion) == {"timeliness"}


def test_another_seat_another_process_and_another_time_are_told(settled, town):
    case, by = settled, SYSTEM
    direct_case(case=case, ver=case.ver, agency=town.agency_b, place=None, title="Khác", by=by, now=LATER)
    reroute_case(case=case, ver=case.ver, process=make_process(), step="issue", by=by, now=LATER)
    Clock.objects.filter(case=case).update(stopped_at=None)
    begin_anew(case=case, limit=TEN_DAYS, by=by, now=LATER)
    assert not columns(case)


def test_what_older_events_do_not_say_is_counted_and_the_rest_compared(town, opened, monkeypatch):
    """An event of before: without the desk, the process and the place."""
    old = make_case(agency=town.agency_a, desk=town.desk_a, state="draft", submitted_at=None, kind="dossier")
    monkeypatch.setattr("tinhso.kernel.events.record.fields_text", lambda event: (
        f'{{"agency_id":{town.agency_a.pk},"kind":"dossier","source":"counter"}}'
    ))  # fmt: skip
    record(CaseOpened(case_id=old.pk, kind="dossier", source="counter", agency_id=1), by=SYSTEM, at=NOW)
    differences = found(old)
    assert (differences.cases, differences.uncheckable, differences.differences) == (1, 1, [])
    Case.objects.filter(pk=old.pk).update(source="post")
    assert columns(old) == {"source"}


def test_an_agency_that_an_older_deed_named_in_no_event_is_no_fault(town, opened, monkeypatch):
    """A report was once sorted so: moved to its agency, then accepted, and no event of a case said where it went."""
    case = opened
    submit_case(case=case, ver=case.ver, code="H56.1-240308-0009", reply=None, reply_role="desk",
                by=town.actor("an"), now=NOW)  # fmt: skip
    case.move(ver=case.ver, agency=town.agency_b)
    whole = fields_text

    def as_before(event: Event) -> str:
        fields = json.loads(whole(event))
        return json.dumps({key: value for key, value in fields.items() if key != "unit"})

    monkeypatch.setattr("tinhso.kernel.events.record.fields_text", as_before)
    accept_case(
        case=case, ver=case.ver, limit=TEN_DAYS, effect=Effect.RESTART, by=town.actor("binh"), now=NOW
    )
    differences = found(case)
    assert (differences.cases, differences.uncheckable, differences.differences) == (1, 1, [])
    Case.objects.filter(pk=case.pk).update(accepted_at=LATER)
    assert columns(case) == {"accepted_at"}


@pytest.fixture
def waited(opened, town) -> Case:
    """ServiceQuery for a supplement that came, then paused by law and going on, and asked for nothing since."""
    case, binh, emi = opened, town.actor("binh"), town.actor("emi")
    for key, value in (("max_times", 1), ("patience_days", 30)):
        Rule.objects.create(key=f"supplement.{key}", value=value, valid=DateRange(None, None), source="thử")
    submit_case(case=case, ver=case.ver, code="H56.1-240308-0007", reply=None, reply_role="desk",
                by=town.actor("an"), now=NOW)  # fmt: skip
    accept_case(case=case, ver=case.ver, limit=TEN_DAYS, effect=Effect.RESTART, by=binh, now=NOW)
    request_supplement(case=case, ver=case.ver, text="Thiếu.", lapse_role="head", by=emi, now=LATER)
    complete_supplement(case=case, ver=case.ver, reply_role="desk", by=town.actor("an"), now=THEN)
    pause_case(case=case, ver=case.ver, reason="NGHIA_VU_TAI_CHINH", text="Chờ nộp.", by=emi, now=THEN)
    return case


@pytest.mark.long
def test_what_a_case_waited_for_and_its_time_follow_from_its_events(waited, town):
    assert not found(waited).differences and not found(waited).uncheckable
    resume_case(case=waited, ver=waited.ver, by=town.actor("emi"), now=THEN + timedelta(days=1))
    assert not found(waited).differences
    ClockPause.objects.filter(clock__case=waited, reason="BO_SUNG").update(started_at=NOW)
    Clock.objects.filter(case=waited, name="settle").update(first_due_at=NOW)
    assert columns(waited) == {"waits", "first_due_at"}
    ClockPause.objects.filter(clock__case=waited).delete()
    assert "waits" in columns(waited)


def test_an_open_wait_ends_with_the_case(waited, town):
    refuse_case(case=waited, ver=waited.ver, text="Không đủ điều kiện.", by=town.actor("emi"), now=THEN)
    assert not columns(waited)
