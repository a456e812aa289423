"""Lịch tiếp công dân: days by the schedule, moved off days off, changed with a reason; the pack's lines; who may."""

import csv
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.town import Town, make_agency
from tinhso.casework.models import CalendarDay
from tinhso.citizen.models import DenunciationTally, ReceptionDay, ReceptionSchedule, ReceptionVisit
from tinhso.citizen.reception.actions.book_reception import SlotClosed
from tinhso.citizen.reception.actions.cancel_day import cancel_day
from tinhso.citizen.reception.actions.close_day import NotYetReceived, close_day
from tinhso.citizen.reception.actions.load_receptions import load_receptions
from tinhso.citizen.reception.actions.move_day import (
    NotAWorkingDay,
    ReceptionBefore,
    move_day,
    move_off_holidays,
)
from tinhso.citizen.reception.actions.name_deputy import name_deputy
from tinhso.citizen.reception.actions.open_duty_day import open_duty_day
from tinhso.citizen.reception.day_changes import ReceptionDayIsOver
from tinhso.citizen.reception.permissions import NotReceptionDesk, can_run_reception, can_set_schedule
from tinhso.citizen.reception.planning import plan_all
from tinhso.citizen.reception.schedules import shown_schedules
from tinhso.citizen.reception.tests.makers import CONTENT, NOW, PHONE, at, book, first_day, make_schedule
from tinhso.citizen.reception.times import regular_days, rhythm_of
from tinhso.citizen.succession import WORD, succeed
from tinhso.kernel.events.public import SYSTEM, EventRow
from tinhso.kernel.notices.models import Notice
from tinhso.kernel.people.public import Agency, DateInPast
from tinhso.lib.province_pack import BadPack

STATE = ReceptionDay.State
WHY = "Công tác đột xuất"


def test_a_regular_day_that_is_a_day_off_is_on_the_next_working_day(town: Town):
    row = make_schedule(town, weekdays=[], month_days=[9, 31])
    found = list(regular_days(row, date(2024, 3, 8), date(2024, 4, 30)))
    assert found[0] == (date(2024, 3, 9), date(2024, 3, 11))  # a Saturday
    assert [day for _regular, day in found][1:3] == [
        date(2024, 4, 1),
        date(2024, 4, 9),
    ]  # 31 March is a Sunday
    assert rhythm_of(row) == "ngày 9, 31 hằng tháng"
    assert ReceptionDay.objects.filter(schedule=row).first().is_moved
    assert plan_all(now=NOW) == 0  # a second time makes nothing


def test_a_new_schedule_leaves_what_is_booked(town: Town):
    old = make_schedule(town)
    booked = first_day(old)
    visit = book(town, booked, at(8))
    new = make_schedule(town, weekdays=[0])
    booked.refresh_from_db()
    assert booked.schedule == new and visit.day == booked
    assert not ReceptionSchedule.objects.filter(pk=old.pk).exists()
    days = new.days.exclude(pk=booked.pk)
    assert {day.day.weekday() for day in days} == {0} and len(days) > 4


def test_a_day_that_was_moved_past_the_next_schedule_is_not_planned_once_more(town: Town):
    """The 15th was announced as moved to the 19th; from the 18th on another schedule stands, with or without a booking."""
    make_schedule(town)
    moved = ReceptionDay.objects.get(regular_on=date(2024, 3, 15))
    move_day(day=moved, to=date(2024, 3, 19), reason=WHY, by=town.actor("binh"), now=NOW)
    make_schedule(town, starts=date(2024, 3, 18))
    plan_all(now=NOW)
    of_that_day = ReceptionDay.objects.filter(regular_on=date(2024, 3, 15))
    assert [(day.day, day.reason) for day in of_that_day] == [(date(2024, 3, 19), WHY)]


@pytest.mark.parametrize("who", ["binh", "emi", "bao", "an"])
def test_only_the_head_of_the_agency_sets_its_schedule(town: Town, who: str):
    from tinhso.citizen.reception.actions.set_schedule import ScheduleContent, set_schedule

    by, content = town.actor(who), ScheduleContent(**CONTENT)
    assert not can_set_schedule(by, town.agency_a.pk)
    with pytest.raises(NotReceptionDesk):
        set_schedule(agency=town.agency_a, content=content, starts=NOW.date(), by=by, now=NOW)
    with pytest.raises(DateInPast):
        make_schedule(town, starts=date(2024, 3, 7))


def test_a_day_is_moved_with_its_bookings_and_whoever_booked_is_told(town: Town):
    day = first_day(make_schedule(town))
    visit = book(town, day, at(8))
    by = {"by": town.actor("binh"), "now": NOW}
    with pytest.raises(NotReceptionDesk):
        move_day(day=day, to=date(2024, 3, 11), reason=WHY, by=town.actor("bao"), now=NOW)
    assert not can_run_reception(town.actor("bao"), town.agency_a.pk)
    for bad in (date(2024, 3, 9), date(2024, 3, 7), date(2024, 12, 2)):
        with pytest.raises(NotAWorkingDay):
            move_day(day=day, to=bad, reason=WHY, **by)
    with pytest.raises(ReceptionBefore):
        move_day(day=day, to=date(2024, 3, 15), reason=WHY, **by)
    move_day(day=day, to=date(2024, 3, 11), reason=WHY, **by)
    visit.refresh_from_db()
    assert visit.starts_at == at(8, day=11)
    notices = Notice.objects.filter(template="citizen.reception", params__what="moved", person=town.an.person)
    assert notices.count() == 1
    for hours, to in ((1, date(2024, 3, 12)), (2, date(2024, 3, 11))):  # and back: told each time
        day.refresh_from_db()
        later = {"by": town.actor("binh"), "now": NOW + timedelta(hours=hours)}
        move_day(day=day, to=to, reason=WHY, **later)
    assert notices.count() == 3


def test_a_day_called_off_ends_its_bookings_with_a_word(town: Town):
    day = first_day(make_schedule(town))
    visit = book(town, day, at(8))
    with CaptureQueriesContext(connection) as asked:
        cancel_day(day=day, reason=WHY, by=town.actor("binh"), now=NOW)
    locked = 'FOR UPDATE OF "citizen_receptionvisit"'  # a citizen who moves it meanwhile is not written over
    assert any(locked in query["sql"] for query in asked)
    visit.refresh_from_db()
    assert visit.state == ReceptionVisit.State.CANCELLED
    assert Notice.objects.filter(template="citizen.reception", params__what="cancelled").count() == 1
    by = {"by": town.actor("binh"), "now": NOW}
    with pytest.raises(ReceptionDayIsOver):
        cancel_day(day=day, reason=WHY, **by)
    with pytest.raises(ReceptionDayIsOver):
        move_day(day=day, to=date(2024, 3, 11), reason=WHY, **by)
    with pytest.raises(ReceptionDayIsOver):
        name_deputy(day=day, deputy="Phó Giám đốc", reason=WHY, **by)
    with pytest.raises(NotReceptionDesk):
        cancel_day(day=day, reason=WHY, by=town.actor("an"), now=NOW)
    with pytest.raises(NotReceptionDesk):
        name_deputy(day=day, deputy="Phó Giám đốc", reason=WHY, by=town.actor("an"), now=NOW)


def test_receptions_end_with_their_agency_and_whoever_booked_is_told(town: Town):
    """The successor has a schedule of its own; nobody of the former one is left to run the day."""
    row = make_schedule(town)
    first, later = list(ReceptionDay.objects.in_order()[:2])
    before, visit = book(town, first, at(8)), book(town, later, at(8, day=15), phone=PHONE)
    ends = {"old": town.agency_a, "new": town.agency_b, "on": date(2024, 3, 11), "by": town.actor("chi")}
    assert succeed(dry_run=True, now=NOW, **ends) == {WORD: 1} == succeed(dry_run=False, now=NOW, **ends)
    before.refresh_from_db()
    visit.refresh_from_db()
    assert (before.state, visit.state) == (ReceptionVisit.State.BOOKED, ReceptionVisit.State.CANCELLED)
    assert (
        Notice.objects.filter(
            template="citizen.reception", params__what="cancelled", person=visit.person
        ).count()
        == 1
    )
    assert town.agency_b.name in row.days.get(pk=later.pk).reason and row.days.count() == 2
    assert succeed(dry_run=False, now=NOW, **ends) == {WORD: 0}


def test_nobody_books_on_a_day_on_which_the_agency_is_no_more(town: Town):
    make_schedule(town)
    later = ReceptionDay.objects.in_order()[1]
    Agency.objects.filter(pk=town.agency_a.pk).update(valid=DateRange(date(2020, 1, 1), date(2024, 3, 11)))
    with pytest.raises(SlotClosed):
        book(town, later, at(8, day=15))


def test_what_became_a_day_off_moves_by_night(town: Town):
    day = first_day(make_schedule(town))
    CalendarDay.objects.create(calendar=None, day=day.day, kind="off", name="Nghỉ bù", source="thử")
    assert move_off_holidays(now=NOW - timedelta(hours=9)) == 1
    day.refresh_from_db()
    assert day.day == date(2024, 3, 11) and day.reason


def test_closing_says_who_received_and_adds_denunciations_to_the_quarter_alone(town: Town):
    day = first_day(make_schedule(town))
    visit = book(town, day, at(8))
    given = {"state": STATE.LEADER, "denunciations": 2}
    with pytest.raises(NotYetReceived):
        close_day(day=day, by=town.actor("binh"), now=NOW - timedelta(days=1), **given)
    with pytest.raises(NotReceptionDesk):
        close_day(day=day, by=town.actor("bao"), now=NOW, **given)
    close_day(day=day, by=town.actor("binh"), now=NOW, **given)
    visit.refresh_from_db()
    assert visit.state == ReceptionVisit.State.MISSED
    tally = DenunciationTally.objects.get()
    assert (tally.agency, tally.quarter, tally.number) == (town.agency_a, date(2024, 1, 1), 2)
    closed = EventRow.objects.get(name="citizen.ReceptionDayClosed")
    assert "denunciations" not in closed.payload
    with pytest.raises(ReceptionDayIsOver):
        close_day(day=day, by=town.actor("binh"), now=NOW, **given)


def test_whoever_is_on_duty_receives_every_working_day(town: Town):
    row = make_schedule(town, weekdays=[], seats=0)
    by = {"by": town.actor("binh"), "now": NOW}
    assert not row.days.exists()
    assert open_duty_day(schedule=row, **by) == open_duty_day(schedule=row, **by)
    with pytest.raises(NotReceptionDesk):
        open_duty_day(schedule=row, by=town.actor("bao"), now=NOW)
    with pytest.raises(NotAWorkingDay):
        open_duty_day(schedule=row, by=town.actor("binh"), now=at(8, day=9))


def test_the_lines_of_a_pack_do_not_overwrite_what_an_agency_set(town: Town, tmp_path):
    """Of the pack of the province only the committee is in the town; its chairman's and its office's lines come once."""
    pack = settings.PROVINCE_PACK
    lines = (pack / "receptions.csv").read_text(encoding="utf-8").splitlines()
    codes = {row["agency"] for row in csv.DictReader(lines)}
    for code in codes - {"ubnd-tinh"}:
        make_agency(code, code, parent=town.committee)
    new = load_receptions(pack, by=SYSTEM, now=NOW)
    rows = ReceptionSchedule.objects.all()
    assert new == rows.count() >= len(codes) and all(one.illustrative for one in rows)
    rows.filter(agency=town.committee).update(illustrative=False)
    assert load_receptions(pack, by=SYSTEM, now=NOW) == 0
    assert not rows.filter(agency=town.committee, illustrative=True).exists()
    (tmp_path / "receptions.csv").write_text("agency,post\n", encoding="utf-8")
    with pytest.raises(BadPack):
        load_receptions(tmp_path, by=SYSTEM, now=NOW)
    with pytest.raises(PermissionDenied):
        load_receptions(pack, by=town.actor("chi"), now=NOW)


def test_the_public_pages_show_posts_days_and_reasons_and_nobody(town: Town, client: Client, monkeypatch):
    monkeypatch.setattr("tinhso.kernel.site.clock.now", lambda: NOW)
    row = make_schedule(town, illustrative=True)
    day = first_day(row)
    book(town, day, at(8))
    move_day(day=day, to=date(2024, 3, 12), reason=WHY, by=town.actor("binh"), now=NOW)
    page = client.get("/tiep-cong-dan/?q=so a").content.decode()
    assert "Giám đốc Sở A" in page and "minh họa" in page
    assert "Giám đốc Sở A" not in client.get("/tiep-cong-dan/?q=khong-co").content.decode()
    page = client.get("/tiep-cong-dan/co-quan/so-a/").content.decode()
    assert WHY in page and "12/03/2024" in page and "Bí Mật" not in page and "minh họa" in page
    assert client.get("/tiep-cong-dan/co-quan/so-b/").status_code == 200
    assert client.get("/tiep-cong-dan/co-quan/khong-co/").status_code == 404
    assert "Cơ quan có lịch tiếp công dân" in client.get("/danh-ba/so-a/").content.decode()
    assert len(shown_schedules(NOW.date(), [town.agency_a.pk])) == 1
