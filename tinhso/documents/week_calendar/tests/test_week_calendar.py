"""The weekly calendar of an agency's leaders: drafted, approved, read, struck; whose it is not sees nothing."""

from datetime import date, time
from uuid import uuid4

import pytest
from django.urls import reverse

from tests.town import make_officer
from tinhso.casework.tests.makers import NOW
from tinhso.documents.models import CalendarEntry
from tinhso.documents.pages.refusals import DocumentsForbidden
from tinhso.documents.registers.secrecy import SecretDocument
from tinhso.documents.week_calendar.actions.approve_week import approve_week
from tinhso.documents.week_calendar.actions.strike_entry import strike_entry
from tinhso.documents.week_calendar.actions.write_entry import write_entry
from tinhso.documents.week_calendar.permissions import can_approve_calendar, can_write_calendar
from tinhso.documents.week_calendar.weeks import clashes, week_asked
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.people.roles import Head
from tinhso.kernel.site.public import EntryRefused

MONDAY = date(2024, 3, 4)
PAGE = "/can-bo/van-ban/lich-tuan/"


def write(office, who="van", **changes):
    given = {
        "day": date(2024, 3, 8),
        "begins": time(8, 0),
        "leader": office.chi,
        "subject": "Họp giao ban",
        "place": "Phòng họp 1",
        "attending": "Các phòng",
    }
    return write_entry(by=office.actor(who), now=NOW, **given | changes)


def approve(office, who="chi", monday=MONDAY, seen=10**9):
    return approve_week(monday=monday, seen=seen, by=office.actor(who), now=NOW)


def test_a_drafted_line_is_seen_by_the_agency_once_a_head_approved_the_week(office, client):
    entry = write(office)
    office.sign_in(client, "emi")
    assert "Họp giao ban" not in client.get(PAGE).content.decode()
    assert approve(office) == 1
    assert "Họp giao ban" in client.get(PAGE).content.decode()
    later = write(office, subject="Tiếp khách")
    assert "Tiếp khách" not in client.get(PAGE).content.decode()
    strike_entry(entry=entry, reason="Bão", by=office.actor("van"), now=NOW)
    strike_entry(entry=entry, reason="Khác", by=office.actor("van"), now=NOW)
    page = client.get(PAGE).content.decode()
    assert "Hoãn, bỏ: Họp giao ban" in page and "Bão" in page and "Khác" not in page
    office.sign_in(client, "hai")
    assert "Họp giao ban" not in client.get(PAGE).content.decode()
    names = list(
        EventRow.objects.filter(name__contains="Calendar").order_by("id").values_list("name", flat=True)
    )
    assert names == [
        "documents.CalendarEntryWritten",
        "documents.CalendarWeekApproved",
        "documents.CalendarEntryWritten",
        "documents.CalendarEntryCancelled",
    ]
    assert not CalendarEntry.objects.get(pk=later.pk).approved_at


def test_what_was_drafted_after_the_page_was_read_waits_for_another_look(office):
    first = write(office)
    second = write(office, subject="Chưa xem")
    assert approve(office, seen=first.pk) == 1
    second.refresh_from_db()
    assert second.approved_at is None
    with pytest.raises(EntryRefused, match="chờ duyệt"):
        approve(office, seen=first.pk)


def test_who_writes_strikes_and_approves(office):
    entry = write(office)
    for who in ("emi", "an", "tra"):
        with pytest.raises(DocumentsForbidden):
            write(office, who)
        assert not can_write_calendar(office.actor(who)) and not can_approve_calendar(office.actor(who))
    for who in ("hai", "emi"):
        with pytest.raises(DocumentsForbidden):
            strike_entry(entry=entry, reason="Bão", by=office.actor(who), now=NOW)
    with pytest.raises(DocumentsForbidden):
        approve(office, "van")


def test_what_is_not_a_line_is_refused(office, monkeypatch):
    key = uuid4()
    assert write(office, client_key=key).pk == write(office, client_key=key).pk
    for changes in ({"subject": " "}, {"leader": office.emi}, {"leader": office.hai}):
        with pytest.raises(EntryRefused):
            write(office, **changes)
    with pytest.raises(SecretDocument):
        write(office, subject="TỐI MẬT")
    entry = CalendarEntry.objects.get()
    for reason in (" ", "x" * 301):
        with pytest.raises(EntryRefused):
            strike_entry(entry=entry, reason=reason, by=office.actor("van"), now=NOW)
    with pytest.raises(SecretDocument):
        strike_entry(entry=entry, reason="Tối mật", by=office.actor("van"), now=NOW)
    monkeypatch.setattr("tinhso.documents.week_calendar.actions.write_entry.MOST_A_DAY", 1)
    with pytest.raises(EntryRefused, match="tối đa 1 dòng"):
        write(office)


def test_iv_2_two_things_of_one_leader_at_the_same_hour_are_marked(office, client):
    two = [write(office), write(office, subject="Đi cơ sở")]
    other = write(office, begins=None, subject="Trực")
    struck = write(office, begins=None)
    assert set(clashes([*two, other, struck])) == {one.pk for one in two}
    office.sign_in(client, "van")
    assert "trùng giờ" in client.get(PAGE).content.decode()
    strike_entry(entry=two[0], reason="Trùng", by=office.actor("van"), now=NOW)
    assert "trùng giờ" not in client.get(PAGE).content.decode()


def test_iv_2_times_that_overlap_of_one_leader_or_one_room_are_marked(office, client):
    long = write(office, ends=time(10, 0))
    inside = write(office, begins=time(9, 0), ends=time(9, 30), place="Nơi khác")
    after = write(office, begins=time(10, 0), ends=time(11, 0), place="Nơi khác")
    assert set(clashes([long, inside, after])) == {long.pk, inside.pk}
    office.hoa_head = make_officer("dung-pho", "Trần Dũng", office.agency_a, "Phó Giám đốc", Head)
    room = write(office, begins=time(9, 45), place="phòng  họp 1", leader=office.hoa_head)
    assert clashes([long, room, after]) == {long.pk: "trùng phòng", room.pk: "trùng phòng"}
    for wrong in ({"ends": time(8, 0)}, {"ends": time(7, 0)}, {"begins": None, "ends": time(9, 0)}):
        with pytest.raises(EntryRefused, match="sau giờ bắt đầu"):
            write(office, **wrong)
    office.sign_in(client, "van")
    page = client.get(PAGE).content.decode()
    assert "08:00 – 10:00" in page and "trùng phòng" in page
    assert "08:00 – 10:00" in client.get(PAGE, {"tep": "csv"}).content.decode("utf-8-sig")


def test_the_calendar_is_written_approved_printed_and_saved_on_pages(
    office, client, django_assert_max_num_queries
):
    office.sign_in(client, "van")
    add = reverse("add_calendar_entry")
    assert "Hoàng Văn Chi" in client.get(add).content.decode()
    given = {
        "client_key": str(uuid4()), "day": "07/03/2024", "begins": "14:30", "ends": "15h30", "leader": office.chi.pk,
        "subject": "Tiếp công dân", "place": "Trụ sở", "attending": "",
    }  # fmt: skip
    for wrong in (
        {"begins": "25:00"},
        {"ends": "14:00"},
        {"ends": "x"},
        {"day": "40/3/2024"},
        {"subject": "x" * 301},
        {"leader": "0"},
    ):
        assert client.post(add, given | wrong).status_code == 422, wrong
    assert client.post(add, given)["Location"].endswith("?tuan=2024-03-04")
    office.sign_in(client, "chi")
    with django_assert_max_num_queries(14):
        page = client.get(PAGE, {"tuan": "2024-03-06"}).content.decode()
    assert "Thứ Năm, 07/03/2024" in page and "14:30 – 15:30" in page and "Duyệt lịch tuần" in page
    form = {"monday": "2024-03-04", "seen": CalendarEntry.objects.get().pk}
    assert client.post(reverse("approve_calendar_week"), form).status_code == 302
    for monday in ("x", "9999-12-31", "0001-01-01"):
        given = {"monday": monday, "seen": "1"}
        assert client.post(reverse("approve_calendar_week"), given)["Location"] == PAGE
    office.sign_in(client, "emi")
    assert "Tiếp công dân" in client.get(PAGE, {"tep": "csv"}).content.decode("utf-8-sig")
    assert client.get(PAGE, {"tep": "pdf"}).content.startswith(b"%PDF")
    strike = reverse("strike_calendar_entry", args=[CalendarEntry.objects.get().pk])
    assert client.get(strike).status_code == 403 and client.get(add).status_code == 403
    office.sign_in(client, "van")
    assert client.post(strike, {"reason": ""}).status_code == 422
    assert client.post(strike, {"reason": "Hoãn"}).status_code == 302
    office.sign_in(client, "hai")
    assert client.get(strike).status_code == 404
    assert client.get(PAGE).status_code == 200


def test_a_week_that_cannot_be_read_is_this_one():
    today = date(2024, 3, 8)
    assert (
        week_asked("", today) == week_asked("0001-01-01", today) == week_asked("9999-12-31", today) == MONDAY
    )
    assert week_asked("x" * 90, today) == week_asked("2024-03-10", today) == MONDAY
