"""Opening hours as dated rows: the action, its refusals, and the page."""

from datetime import date, time, timedelta

import pytest
from django.utils import timezone

from tests.town import make_officer
from tinhso.casework.calendar.actions.set_hours import HoursSetLater, set_hours
from tinhso.casework.clocks.calendars import calendar_for
from tinhso.casework.models import OfficeCalendar
from tinhso.casework.tests.makers import NOW
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.people.public import DateInPast, NotAnAdministrator, NotYourAgency
from tinhso.kernel.people.roles import Administrator
from tinhso.kernel.site.models import Instance
from tinhso.lib.legal_time.work_week import InvalidSlots, Season, seasons_to_json, week

MONDAY = date(2024, 3, 11)
LATE = seasons_to_json((Season((1, 1), (12, 31), week("08:00-12:00", days="mon-sat")),))
FORM = {"mon": "8:00-12:00, 13:30–17:00", "sat": "08:00-11:00", "starts": "11/3/2024"}
FORM |= {"cutoff": "15:00", "source": "QĐ 5/QĐ-SA"}
PAGE = "/quan-tri/gio-lam-viec/mot-cua-a/"


def write(town, who="quan", **changes):
    words = {"agency": town.desk_a, "slots": LATE, "cutoff": time(15), "starts": MONDAY, "source": "QĐ 5"}
    return set_hours(**(words | changes), by=town.actor(who), now=NOW)


@pytest.fixture
def quan(town, client):
    names = {"name": "Tỉnh Số", "owner": "UBND tỉnh", "province_code": "38", "ident_code": "H56"}
    Instance.objects.create(pk=1, demo=True, clock_offset=NOW - timezone.now(), **names)
    return town.sign_in(client, "quan")


def test_new_hours_begin_on_their_day_and_the_old_stay_as_they_were(town):
    first = write(town)
    write(
        town, slots=seasons_to_json((Season((1, 1), (12, 31), week("07:00-11:00")),)), starts=date(2024, 5, 1)
    )
    saturday = date(2024, 3, 16)
    assert not calendar_for(town.desk_a.pk, NOW.date()).is_working_day(saturday)
    assert calendar_for(town.desk_a.pk, MONDAY).is_working_day(saturday)
    assert not calendar_for(town.desk_a.pk, date(2024, 5, 2)).is_working_day(saturday)
    assert not calendar_for(town.desk_b.pk, MONDAY).is_working_day(saturday)
    assert OfficeCalendar.objects.get(pk=first.pk).valid.upper == date(2024, 5, 1)
    rows = EventRow.objects.filter(name="casework.OfficeHoursSet").order_by("pk")
    assert [row.payload["starts"] for row in rows] == ["2024-03-11", "2024-05-01"]


def test_what_is_refused_by_name(town):
    write(town, starts=date(2024, 4, 1))
    with pytest.raises(HoursSetLater):
        write(town)
    with pytest.raises(DateInPast):
        write(town, starts=NOW.date() - timedelta(days=1))
    with pytest.raises(InvalidSlots):
        write(town, slots=[{"from": "01-01", "to": "12-31", "week": {}}], starts=date(2024, 6, 1))
    make_officer("kim", "Đào Thị Kim", town.agency_b, "Quản trị", Administrator)
    town.kim = type(town.binh).objects.get(username="kim")
    with pytest.raises(NotYourAgency):
        write(town, who="kim", starts=date(2024, 6, 1))
    with pytest.raises(NotAnAdministrator):
        write(town, who="binh", starts=date(2024, 6, 1))
    assert OfficeCalendar.objects.count() == 1


def test_the_page_shows_the_hours_and_takes_new_ones(town, quan, django_assert_max_num_queries):
    with django_assert_max_num_queries(14):
        assert "Bộ phận Một cửa Sở A" in quan.get("/quan-tri/gio-lam-viec/").content.decode()
    with django_assert_max_num_queries(18):
        assert "07:30–11:30" in quan.get(PAGE).content.decode()
    assert quan.post(PAGE, FORM).status_code == 302
    row = OfficeCalendar.objects.get(agency=town.desk_a)
    assert row.slots[0]["week"] == {
        "mon": [["08:00", "12:00"], ["13:30", "17:00"]],
        "sat": [["08:00", "11:00"]],
    }
    assert "QĐ 5/QĐ-SA" in quan.get(PAGE).content.decode()
    assert "giờ riêng" not in quan.get("/quan-tri/gio-lam-viec/").content.decode()  # from Monday on


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"mon": "sáng"}, "Ghi từng buổi theo dạng 07:30-11:30"),
        ({"mon": "25:00-26:00"}, "Ghi từng buổi theo dạng 07:30-11:30"),
        ({"mon": "12:00-08:00"}, "phải trước giờ đóng"),
        ({"mon": "", "sat": ""}, "ít nhất một buổi mở cửa"),
        ({"starts": "7/3/2024"}, "Chọn ngày từ hôm nay trở đi"),
        ({"cutoff": "chiều"}, "Ghi giờ theo dạng giờ:phút"),
        ({"source": ""}, "Nhập số, ngày của văn bản"),
    ],
)
def test_wrong_hours_are_refused_in_words_and_kept_as_typed(town, quan, change, sentence):
    answer = quan.post(PAGE, FORM | change)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert str(next(iter(change.values()))) in page
    assert not OfficeCalendar.objects.exists()


@pytest.mark.parametrize("who", ["an", "binh", "chi", "tra"])
def test_only_an_administrator_of_the_agency_enters(town, client, who):
    town.sign_in(client, who)
    assert client.post(PAGE, FORM).status_code == 403
    make_officer("kim", "Đào Thị Kim", town.agency_b, "Quản trị", Administrator)
    town.kim = type(town.binh).objects.get(username="kim")
    town.sign_in(client, "kim")
    assert client.get(PAGE).status_code == 404
