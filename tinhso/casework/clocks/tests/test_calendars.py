from datetime import date, time

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from tinhso.casework.clocks.calendars import calendar_for, office_calendar_id, work_calendar
from tinhso.casework.models import CalendarDay, OfficeCalendar
from tinhso.casework.tests.makers import make_agency
from tinhso.lib.legal_time.work_week import Season, seasons_to_json, week

pytestmark = pytest.mark.django_db
DAY = date(2024, 3, 8)
SATURDAYS = (Season((1, 1), (12, 31), week("07:30-11:30", days="mon-sat")),)


def make_calendar(**fields) -> OfficeCalendar:
    plain = {"name": "Lịch", "valid": DateRange(date(2020, 1, 1), None)}
    return OfficeCalendar.objects.create(**(plain | fields))


def mark(day: date, kind: str, calendar: OfficeCalendar | None = None) -> CalendarDay:
    return CalendarDay.objects.create(calendar=calendar, day=day, kind=kind, name="Thử", source="test")


def test_without_any_row_the_office_week_and_the_national_days_hold():
    calendar = calendar_for(make_agency().pk, DAY)
    assert calendar.is_working_day(DAY)
    assert not calendar.is_working_day(date(2024, 2, 14))
    assert calendar.is_working_day(date(2024, 5, 4))
    assert calendar.cutoff == time(15)


def test_an_agency_works_by_its_own_calendar_else_its_nearest_parents_else_the_default():
    top = make_agency()
    middle = make_agency(parent=top)
    below = make_agency(parent=middle)
    stranger = make_agency()
    default, of_top = make_calendar(), make_calendar(agency=top)
    assert office_calendar_id(below.pk, DAY) == of_top.pk
    of_middle = make_calendar(agency=middle)
    assert office_calendar_id(below.pk, DAY) == of_middle.pk
    assert office_calendar_id(top.pk, DAY) == of_top.pk
    assert office_calendar_id(stranger.pk, DAY) == default.pk
    assert office_calendar_id(None, DAY) == default.pk
    assert office_calendar_id(below.pk, date(2019, 1, 1)) is None


def test_the_table_wins_over_the_week_and_over_the_national_days():
    mark(date(2024, 3, 11), "off")
    mark(date(2024, 5, 4), "off")
    mark(date(2024, 4, 29), "work")
    calendar = work_calendar(None)
    assert not calendar.is_working_day(date(2024, 3, 11))
    assert not calendar.is_working_day(date(2024, 5, 4))
    assert calendar.is_working_day(date(2024, 4, 29))


def test_the_day_of_one_calendar_wins_over_that_of_all():
    agency_calendar = make_calendar(slots=seasons_to_json(SATURDAYS))
    mark(DAY, "off")
    mark(DAY, "work", agency_calendar)
    assert not work_calendar(None).is_working_day(DAY)
    assert work_calendar(agency_calendar.pk).is_working_day(DAY)
    assert work_calendar(agency_calendar.pk).is_working_day(date(2024, 3, 9))


def test_a_kept_calendar_notices_every_change(django_assert_num_queries):
    assert work_calendar(None).is_working_day(DAY)
    row = mark(DAY, "off")
    assert not work_calendar(None).is_working_day(DAY)
    row.delete()
    assert work_calendar(None).is_working_day(DAY)
    with django_assert_num_queries(1):
        work_calendar(None)


def test_a_change_rolled_back_leaves_nothing_behind():
    class Regret(Exception):
        pass

    with pytest.raises(Regret), transaction.atomic():
        mark(DAY, "off")
        assert not work_calendar(None).is_working_day(DAY)
        raise Regret
    assert work_calendar(None).is_working_day(DAY)
    mark(date(2024, 3, 12), "off")
    assert work_calendar(None).is_working_day(DAY)


def test_an_agency_has_one_calendar_a_day():
    make_calendar()
    with pytest.raises(IntegrityError, match="casework_one_calendar_a_day"):
        make_calendar()


def test_a_day_is_marked_once_for_all():
    mark(DAY, "off")
    with pytest.raises(IntegrityError, match="casework_one_mark_a_day"):
        mark(DAY, "work")


def test_hours_that_cannot_be_are_refused_with_a_sentence():
    calendar = OfficeCalendar(name="Lịch", valid=DateRange(DAY, None), slots=[{}])
    with pytest.raises(ValidationError, match="phải là danh sách các mùa"):
        calendar.full_clean()
