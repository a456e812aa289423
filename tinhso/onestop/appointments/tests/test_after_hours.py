"""Nơi làm việc ngoài giờ: desks of the evening and the weekend by their dated calendars; any desk of the province by its rule."""

from datetime import date, datetime, time
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from django.utils.translation import override

from tests.town import FOREVER
from tinhso.casework.models import OfficeCalendar
from tinhso.kernel.law.models import Rule
from tinhso.kernel.site import clock
from tinhso.kernel.site.clock import HANOI
from tinhso.onestop.catalogue.places import any_desk_source
from tinhso.onestop.catalogue.procedure_page.after_hours import beyond_hours, desk_hours
from tinhso.onestop.tests.makers import CODE, Shop

FRIDAY_EVENING = datetime(2024, 3, 8, 18, 15, tzinfo=HANOI)
SATURDAY = datetime(2024, 3, 9, 9, 0, tzinfo=HANOI)
WEEK = {day: [["07:30", "11:30"], ["13:00", "19:00"]] for day in ("mon", "fri")} | {
    "sat": [["08:00", "11:00"]]
}
PAGE = "/noi-lam-viec-ngoai-gio/"


@pytest.fixture
def late_desk(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> Shop:
    """The desk of A has evenings and Saturdays; that of B the hours of everybody."""
    monkeypatch.setattr(clock, "now", lambda: FRIDAY_EVENING)
    slots = [{"from": "01-01", "to": "12-31", "week": WEEK}]
    OfficeCalendar.objects.create(
        agency=shop.town.desk_a, name="Một cửa A", valid=FOREVER, slots=slots, cutoff=time(15), source="thử"
    )
    return shop


def test_evenings_and_saturdays_are_read_off_the_calendar_of_the_day(late_desk: Shop):
    (found,) = beyond_hours(FRIDAY_EVENING)
    assert found.desk == late_desk.town.desk_a
    assert found.evening == "thứ hai 17:30–19:00, thứ sáu 17:30–19:00"
    assert found.weekend == "thứ bảy 08:00–11:00"
    opened = {
        one.desk.code: one.open_now for one in desk_hours([found.desk, late_desk.town.desk_b], SATURDAY)
    }
    assert opened == {"mot-cua-a": True, "mot-cua-b": False}


def test_hours_in_words_are_remembered_by_language(late_desk: Shop, monkeypatch: pytest.MonkeyPatch):
    """What an English page read a second ago stands on no Vietnamese one."""
    remembered: dict[str, Any] = {}
    read = "tinhso.onestop.catalogue.procedure_page.after_hours.read_through"
    monkeypatch.setattr(read, lambda key, make: remembered.setdefault(key, make()))
    with override("en"):
        assert "Saturday" in beyond_hours(FRIDAY_EVENING)[0].weekend
    with override("vi"):
        assert "thứ bảy" in beyond_hours(FRIDAY_EVENING)[0].weekend


def test_hours_that_ended_are_shown_no_more(late_desk: Shop):
    OfficeCalendar.objects.update(valid=DateRange(date(2020, 1, 1), date(2024, 3, 8)))
    assert beyond_hours(FRIDAY_EVENING) == []


def test_the_page_finds_by_kind_name_and_procedure(late_desk: Shop, django_assert_max_num_queries: Any):
    client = Client()
    with django_assert_max_num_queries(16):
        page = client.get(PAGE).content.decode()
    assert "Bộ phận Một cửa Sở A" in page and "Bộ phận Một cửa Sở B" not in page and "đang mở" in page
    for query, there in (
        ("xem=buoi-toi", True),
        ("xem=cuoi-tuan&q=so a", True),
        ("xem=dang-mo", True),
        ("q=khong-co", False),
        ("xem=bay%00", True),
        (f"thu_tuc={CODE}", True),
    ):
        assert ("Bộ phận Một cửa Sở A" in client.get(f"{PAGE}?{query}").content.decode()) is there, query


def test_a_procedure_s_page_leads_there_and_says_whether_any_desk_takes_it(late_desk: Shop):
    client = Client()
    page = client.get(f"/thu-tuc/{CODE}/").content.decode()
    assert f"{PAGE}?thu_tuc={CODE}" in page and "Bất kỳ nơi tiếp nhận" not in page
    assert any_desk_source(date(2024, 3, 8)) == ""
    Rule.objects.create(key="onestop.any_desk_in_province", value=True, valid=FOREVER, source="NĐ thử")
    assert any_desk_source(date(2024, 3, 8)) == "NĐ thử"
    page = client.get(f"/thu-tuc/{CODE}/").content.decode()
    assert "Bất kỳ nơi tiếp nhận nào trong tỉnh, như nơi gần chỗ làm (NĐ thử)" in page
    an = late_desk.town.sign_in(Client(), "an")
    assert (
        "như nơi gần chỗ làm; cơ quan giải quyết không đổi" in an.get(f"/ho-so/nop/{CODE}/").content.decode()
    )
