"""Marking days, setting promised dates right, and the page that does both."""

from datetime import date, timedelta
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command

from tinhso.casework.calendar.actions.mark_day import mark_day
from tinhso.casework.calendar.actions.recompute_due import recompute_due, recount_due
from tinhso.casework.calendar.actions.unmark_day import unmark_day
from tinhso.casework.calendar.permissions import NotAdministrator
from tinhso.casework.clocks.clocks import pause_clock, reappoint_clock, start_clock
from tinhso.casework.clocks.tests.test_calendars import make_calendar
from tinhso.casework.models import CalendarDay, Case, Clock, Participant
from tinhso.casework.tasks import recompute_due_dates
from tinhso.casework.tests.makers import NOW, make_case
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.site import clock as legal_clock
from tinhso.lib.legal_time.clock import PauseReason
from tinhso.lib.legal_time.tests.times import at
from tinhso.lib.legal_time.time_limit import TimeLimit, Unit

TUESDAY = date(2024, 3, 12)
TWO = TimeLimit(Decimal(2), Unit.WORKING_DAY)


def mark(town, day=TUESDAY, kind=CalendarDay.Kind.OFF, who="quan", calendar=None):
    by = town.actor(who)
    words = {"name": "Nghỉ đột xuất", "source": "Công văn 1"}
    return mark_day(day=day, kind=kind, calendar=calendar, by=by, now=NOW, **words)


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch):
    """What is past its due moment is not counted anew, so the day matters."""
    monkeypatch.setattr(legal_clock, "now", lambda: NOW)


def make_clock() -> Clock:
    """Friday 8/3/2024, two working days: due Tuesday 12/3 at 17:00; the case and its desk show that date."""
    case = make_case()
    clock = start_clock(case, "settle", TWO, now=NOW)
    case.appoint(clock.first_due_at)
    Participant.objects.create(case=case, agency=case.agency, role="examiner", open=True, due_at=clock.due_at)
    return clock


def events(name: str):
    return list(EventRow.objects.filter(name=f"casework.{name}").order_by("pk"))


def test_an_administrator_marks_a_day_and_the_event_says_which(town):
    mark(town)
    assert CalendarDay.objects.get().mark().works is False
    (event,) = events("CalendarChanged")
    assert event.payload == {"calendar_id": None, "day": "2024-03-12", "mark": "off"}


def test_a_day_marked_again_has_the_last_mark(town):
    mark(town)
    mark(town, kind=CalendarDay.Kind.WORK)
    assert CalendarDay.objects.get().kind == "work"


def test_a_mark_taken_away_leaves_the_week(town):
    unmark_day(mark=mark(town), by=town.actor("quan"), now=NOW)
    assert not CalendarDay.objects.exists()
    assert events("CalendarChanged")[-1].payload["mark"] == "none"


@pytest.mark.parametrize("who", ["an", "dung", "binh", "chi", "bao"])
def test_nobody_else_keeps_the_calendar(town, who):
    with pytest.raises(NotAdministrator):
        mark(town, who=who)
    row = mark(town)
    with pytest.raises(NotAdministrator):
        unmark_day(mark=row, by=town.actor(who), now=NOW)
    with pytest.raises(NotAdministrator):
        recompute_due(by=town.actor(who), now=NOW)


def test_a_changed_calendar_moves_no_promised_date_by_itself(town):
    clock = make_clock()
    mark(town)
    assert Clock.objects.get(pk=clock.pk).due_at == at("12/3/2024 17:00")
    count = recount_due(now=NOW)
    assert (count.checked, count.later, count.earlier) == (1, 1, 0)
    assert Clock.objects.get(pk=clock.pk).due_at == at("12/3/2024 17:00")


def test_recomputing_sets_the_clock_the_case_and_the_turn_right(town):
    clock = make_clock()
    mark(town)
    assert recompute_due(by=town.actor("quan"), now=NOW).changed == 1
    new = at("13/3/2024 17:00")
    assert Clock.objects.get(pk=clock.pk).due_at == new
    assert Clock.objects.get(pk=clock.pk).first_due_at == at("12/3/2024 17:00")
    assert Case.objects.get(pk=clock.case_id).due_at == new
    assert Participant.objects.get(case_id=clock.case_id).due_at == new
    (event,) = events("DueRecomputed")
    assert event.case_id == clock.case_id
    assert event.payload["new_due_at"].startswith("2024-03-13T10:00")
    assert recompute_due(by=town.actor("quan"), now=NOW).changed == 0


def test_a_new_appointment_and_a_paused_clock_keep_what_they_have(town):
    promised, paused = make_clock(), make_clock()
    reappoint_clock(promised, due=at("20/3/2024 17:00"), now=NOW, notice=timedelta(days=1))
    pause_clock(paused, PauseReason.OPINION, now=NOW)
    mark(town)
    assert recount_due(now=NOW).changed == 0


def test_what_is_late_already_is_not_counted_anew(town):
    """A day off that is marked afterwards takes nothing out of what is overdue."""
    clock, passed = make_clock(), at("12/3/2024 17:01")
    mark(town)
    assert recount_due(now=passed).changed == recompute_due(by=town.actor("quan"), now=passed).changed == 0
    assert Case.objects.get(pk=clock.case_id).due_at == at("12/3/2024 17:00")


def test_the_command_counts_first_and_writes_when_told(town):
    clock = make_clock()
    mark(town)
    out = StringIO()
    call_command("recompute_due", stdout=out)
    assert "sẽ đổi 1 ngày hẹn (1 lùi lại, 0 sớm lên)" in out.getvalue()
    assert Clock.objects.get(pk=clock.pk).due_at == at("12/3/2024 17:00")
    call_command("recompute_due", "--apply", stdout=out)
    assert "đã đổi 1 ngày hẹn" in out.getvalue()
    assert Clock.objects.get(pk=clock.pk).due_at == at("13/3/2024 17:00")


def test_the_job_acts_in_the_administrators_name(town):
    make_clock()
    mark(town)
    by = town.actor("quan")
    recompute_due_dates(user_id=by.user_id, post_id=by.post_id, agency_id=by.agency_id)
    assert events("DueRecomputed")[0].actor_id == town.quan.pk


FORM = {"day": "12/3/2024", "kind": "off", "name": "Nghỉ đột xuất", "source": "Công văn 1"}


def test_the_page_lists_the_year_and_takes_a_day(town, client, django_assert_max_num_queries):
    town.sign_in(client, "quan")
    with django_assert_max_num_queries(9):
        page = client.get("/quan-tri/lich/?nam=2024").content.decode()
    assert "Làm bù cho ngày 29/04/2024" in page
    response = client.post("/quan-tri/lich/?nam=2024", FORM, follow=True)
    assert response.redirect_chain == [("/quan-tri/lich/?nam=2024", 302)]
    page = response.content.decode()
    assert "Nghỉ đột xuất" in page
    row = CalendarDay.objects.get()
    assert client.post(f"/quan-tri/lich/{row.pk}/bo/").status_code == 302
    assert not CalendarDay.objects.exists()


def test_the_page_of_one_calendar_marks_only_there(town, client):
    agency_calendar = make_calendar(name="Lịch của xã A")
    mark(town, day=date(2024, 3, 13))
    town.sign_in(client, "quan")
    client.post(f"/quan-tri/lich/?nam=2024&lich={agency_calendar.pk}", FORM, follow=True)
    assert CalendarDay.objects.get(day=TUESDAY).calendar == agency_calendar
    assert "12/03/2024" not in client.get("/quan-tri/lich/?nam=2024").content.decode()
    page = client.get(f"/quan-tri/lich/?nam=2024&lich={agency_calendar.pk}").content.decode()
    assert page.count("/bo/") == 1  # the day of all offices is shown, and taken away on the page of all


def test_a_wrong_date_is_refused_with_a_sentence_and_nothing_is_lost(town, client):
    town.sign_in(client, "quan")
    response = client.post("/quan-tri/lich/", FORM | {"day": "31/2/2024"})
    page = response.content.decode()
    assert response.status_code == 422
    assert "Ghi ngày theo dạng ngày/tháng/năm" in page
    assert "Công văn 1" in page
    assert not CalendarDay.objects.exists()


def test_odd_words_in_the_address_are_met_kindly(town, client):
    town.sign_in(client, "quan")
    assert client.get("/quan-tri/lich/?nam=mot&lich=x").status_code == 200
    assert client.get("/quan-tri/lich/?nam=9999").status_code == 200
    assert client.get("/quan-tri/lich/?lich=999999").status_code == 404


def test_the_page_of_recomputing_tells_the_count_and_defers_the_job(town, client):
    make_clock()
    mark(town)
    town.sign_in(client, "quan")
    assert "1 sẽ lùi lại, 0 sẽ sớm lên" in client.get("/quan-tri/lich/tinh-lai/").content.decode()
    response = client.post("/quan-tri/lich/tinh-lai/", follow=True)
    assert "Đang tính lại ngày hẹn trả" in response.content.decode()
    second = client.post("/quan-tri/lich/tinh-lai/", follow=True)
    assert "đang chờ thực hiện" in second.content.decode()


@pytest.mark.parametrize("who", [None, "an", "dung", "binh", "chi", "bao", "tra"])
@pytest.mark.parametrize("path", ["/quan-tri/lich/", "/quan-tri/lich/1/bo/", "/quan-tri/lich/tinh-lai/"])
def test_nobody_but_an_administrator_enters(town, client, who, path):
    if who:
        town.sign_in(client, who)
    response = client.post(path, FORM)
    assert response.status_code == (403 if who else 401)  # a visitor is asked to sign in
    assert not CalendarDay.objects.exists()
