"""Đặt lịch hẹn: seats are counted right, the queue is fair, the desk keeps its day, strangers see nothing."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from django.urls import reverse

from tests.town import make_unit
from tinhso.casework.public import NotYourTurn
from tinhso.kernel.events.public import EventRow
from tinhso.kernel.law.models import Rule
from tinhso.kernel.notices.models import Notice
from tinhso.kernel.people.public import DateInPast
from tinhso.kernel.places.public import AdminUnit
from tinhso.kernel.site.clock import HANOI
from tinhso.onestop import my_items, tasks
from tinhso.onestop.appointments.actions.book_appointment import (
    BookedBefore,
    SlotClosed,
    SlotFull,
    TooManyBookings,
    book_appointment,
)
from tinhso.onestop.appointments.actions.call_visitor import call_visitor
from tinhso.onestop.appointments.actions.cancel_appointment import NotOpenAnyMore, cancel_appointment
from tinhso.onestop.appointments.actions.forget_visits import forget_visits
from tinhso.onestop.appointments.actions.miss_appointment import NotYet, miss_appointment, miss_yesterday
from tinhso.onestop.appointments.actions.number_visitor import AnotherDay, number_visitor, number_walk_in
from tinhso.onestop.appointments.actions.remind_appointments import remind_appointments
from tinhso.onestop.appointments.actions.set_capacity import set_capacity
from tinhso.onestop.appointments.times import days_of, slots_of, starts_of, waiting_at
from tinhso.onestop.models import Appointment, DeskCapacity
from tinhso.onestop.tests.makers import CODE, NOW, SINCE, Shop

TEN = datetime(2024, 3, 8, 10, 0, tzinfo=HANOI)
MONDAY = datetime(2024, 3, 11, 8, 0, tzinfo=HANOI)
STATE = Appointment.State


def book(shop: Shop, at: datetime = TEN, who: str = "an", **words: Any) -> Appointment:
    town = shop.town
    given: dict[str, Any] = {"desk": town.desk_a, "person": getattr(town, who).person, "procedure": None}
    given |= {"key": uuid4(), "by": town.actor(who), "now": NOW}
    return book_appointment(starts_at=at, **(given | words))


def desk(shop: Shop, now: datetime = TEN) -> dict[str, Any]:
    return {"by": shop.actor("binh"), "now": now}


def names() -> list[str]:
    rows = EventRow.objects.order_by("pk").values_list("name", flat=True)
    return [name.removeprefix("onestop.") for name in rows]


def test_slots_follow_the_opening_hours_and_end_before_closing(shop: Shop):
    starts = [f"{at:%H:%M}" for at in starts_of(shop.town.desk_a, date(2024, 3, 8), 30)]
    assert starts[0] == "07:30"
    assert "11:00" in starts and "11:30" not in starts and "12:30" not in starts
    assert starts[-1] == "16:30"
    assert starts_of(shop.town.desk_a, date(2024, 3, 9), 30) == []  # a Saturday
    assert date(2024, 3, 9) not in days_of(shop.town.desk_a, date(2024, 3, 8), 14)


def test_who_asks_for_priority_is_called_first_and_the_wish_goes_with_the_name(shop: Shop):
    first = book(shop)
    second = book(shop, TEN + timedelta(minutes=30), who="dung", priority=True, home_visit=True)
    for visit in (first, second):
        number_visitor(appointment=visit, **desk(shop))
    assert list(Appointment.objects.waiting()) == [second, first]
    page = shop.town.sign_in(Client(), "binh").get("/can-bo/lich-hen/?ngay=2024-03-08").content.decode()
    assert "ưu tiên" in page and "đề nghị đến nhà" in page
    assert forget_visits(now=TEN + timedelta(days=400)) == 2
    second.refresh_from_db()
    assert (second.priority, second.home_visit) == (False, False)


def test_a_form_sent_again_after_the_booking_was_given_up_books_anew(shop: Shop):
    key = uuid4()
    first = book(shop, key=key)
    cancel_appointment(appointment=first, by=shop.town.actor("an"), now=NOW)
    second = book(shop, key=key)
    assert second != first and second.state == STATE.BOOKED


def test_a_booking_takes_a_seat_and_the_same_key_books_once(shop: Shop):
    key = uuid4()
    first = book(shop, key=key)
    assert book(shop, key=key) == first
    assert Appointment.objects.count() == 1
    assert names().count("AppointmentBooked") == 1
    slot = next(s for s in slots_of(shop.town.desk_a, TEN.date(), NOW) if s.starts_at == TEN)
    assert (slot.free, slot.past) == (3, False)


@pytest.mark.parametrize(
    "at",
    [
        NOW,  # not later than now
        TEN + timedelta(minutes=10),  # no slot begins then
        datetime(2024, 3, 9, 8, 0, tzinfo=HANOI),  # a Saturday
        datetime(2024, 3, 25, 8, 0, tzinfo=HANOI),  # too far ahead
    ],
)
def test_a_time_that_the_desk_does_not_offer_is_refused(shop: Shop, at: datetime):
    with pytest.raises(SlotClosed):
        book(shop, at)


def test_nobody_books_at_a_desk_that_will_be_gone(shop: Shop):
    closed_desk = shop.town.desk_a
    closed_desk.valid = DateRange(date(2020, 1, 1), date(2024, 3, 11))
    closed_desk.save(update_fields=["valid"])
    assert days_of(closed_desk, date(2024, 3, 8), 14) == [date(2024, 3, 8)]
    with pytest.raises(SlotClosed):
        book(shop, MONDAY, desk=closed_desk)


def test_seats_run_out_and_a_desk_may_offer_none(shop: Shop):
    set_capacity(desk=shop.town.desk_a, seats=1, starts=NOW.date(), source="Thử", **desk(shop, NOW))
    book(shop)
    with pytest.raises(SlotFull):
        book(shop, who="dung")
    set_capacity(desk=shop.town.desk_a, seats=0, starts=MONDAY.date(), source="Nghỉ", **desk(shop, NOW))
    with pytest.raises(SlotClosed):
        book(shop, MONDAY, who="dung")
    assert slots_of(shop.town.desk_a, MONDAY.date(), NOW) == []


def test_one_person_holds_few_bookings_and_one_a_time(shop: Shop):
    Rule.objects.create(key="onestop.appointment_each", value=2, valid=SINCE, source="Thử")
    book(shop)
    with pytest.raises(BookedBefore):
        book(shop)
    book(shop, MONDAY)
    with pytest.raises(TooManyBookings):
        book(shop, MONDAY + timedelta(hours=1))


def test_only_the_owner_or_the_desk_cancels_and_the_desk_tells_the_person(shop: Shop):
    booked = book(shop)
    with pytest.raises(NotYourTurn):
        cancel_appointment(appointment=booked, by=shop.actor("dung"), now=NOW)
    with pytest.raises(NotYourTurn):
        cancel_appointment(appointment=booked, by=shop.actor("bao"), now=NOW)
    cancel_appointment(appointment=booked, by=shop.actor("an"), now=NOW)
    assert not Notice.objects.exists()
    with pytest.raises(NotOpenAnyMore):
        cancel_appointment(appointment=booked, by=shop.actor("binh"), now=NOW)
    second = book(shop)
    cancel_appointment(appointment=second, **desk(shop, NOW))
    assert Notice.objects.get().template == "onestop.appointment_cancelled"
    assert names().count("AppointmentCancelled") == 2


def test_the_owner_cannot_cancel_once_the_time_has_come(shop: Shop):
    booked = book(shop)
    with pytest.raises(NotOpenAnyMore):
        cancel_appointment(appointment=booked, by=shop.actor("an"), now=TEN)


def test_who_booked_is_called_before_who_came_without_and_numbers_run_by_day(shop: Shop):
    booked = book(shop)
    late = TEN + timedelta(minutes=5)
    walk = number_walk_in(desk=shop.town.desk_a, key=uuid4(), **desk(shop, late))
    assert number_visitor(appointment=booked, **desk(shop, late + timedelta(minutes=1))) == 2
    queue = list(Appointment.objects.at(shop.town.desk_a.pk, TEN.date()).waiting())
    assert queue == [booked, walk]
    assert waiting_at([shop.town.desk_a.pk, shop.town.desk_b.pk], TEN.date()) == {shop.town.desk_a.pk: 2}
    call_visitor(appointment=booked, **desk(shop, late))
    with pytest.raises(NotOpenAnyMore):
        call_visitor(appointment=booked, **desk(shop, late))
    assert waiting_at([shop.town.desk_a.pk], TEN.date()) == {shop.town.desk_a.pk: 1}
    assert names()[-3:] == ["VisitorNumbered", "VisitorNumbered", "VisitorCalled"]


def test_a_walk_in_sent_twice_gets_one_number(shop: Shop):
    key = uuid4()
    first, second = (number_walk_in(desk=shop.town.desk_a, key=key, **desk(shop)) for _ in range(2))
    assert first.pk == second.pk
    assert first.person is None


def test_deeds_of_the_desk_are_refused_to_others(shop: Shop):
    booked = book(shop)
    for name in ("bao", "emi", "an", "dung"):
        words: dict[str, Any] = {"by": shop.actor(name), "now": TEN}
        for deed in (number_visitor, call_visitor, miss_appointment):
            with pytest.raises(NotYourTurn):
                deed(appointment=booked, **words)
        with pytest.raises(NotYourTurn):
            number_walk_in(desk=shop.town.desk_a, key=uuid4(), **words)
        with pytest.raises(NotYourTurn):
            set_capacity(desk=shop.town.desk_a, seats=1, starts=NOW.date(), source="Thử", **words)


def test_who_does_not_come_is_missed_but_still_taken_when_late(shop: Shop):
    booked = book(shop)
    with pytest.raises(NotYet):
        miss_appointment(appointment=booked, **desk(shop, NOW))
    miss_appointment(appointment=booked, **desk(shop))
    assert number_visitor(appointment=booked, **desk(shop, TEN + timedelta(hours=1))) == 1
    other = book(shop, MONDAY)
    with pytest.raises(AnotherDay):
        number_visitor(appointment=other, **desk(shop))
    assert miss_yesterday(now=MONDAY + timedelta(days=1)) == 2
    assert set(Appointment.objects.values_list("state", flat=True)) == {STATE.MISSED}


def test_reminders_go_once_and_old_visits_are_nameless(shop: Shop):
    booked = book(shop)
    assert remind_appointments(now=NOW) == 1
    assert remind_appointments(now=NOW) == 0
    assert Notice.objects.get().template == "onestop.appointment_reminder"
    assert forget_visits(now=NOW + timedelta(days=300)) == 0
    assert forget_visits(now=NOW + timedelta(days=400)) == 1
    booked.refresh_from_db()
    assert booked.person is None
    tasks.keep_appointments(0)


def test_capacity_is_dated_and_not_written_into_the_past(shop: Shop):
    for day, seats in ((NOW.date(), 2), (MONDAY.date(), 5), (MONDAY.date(), 6)):
        set_capacity(desk=shop.town.desk_a, seats=seats, starts=day, source="Thử", **desk(shop, NOW))
    assert [r.seats for r in DeskCapacity.objects.order_by("valid")] == [2, 6]
    with pytest.raises(DateInPast):
        set_capacity(desk=shop.town.desk_a, seats=1, starts=date(2024, 3, 7), source="x", **desk(shop, NOW))


def test_a_citizen_books_and_cancels_on_the_pages(shop: Shop, client: Client, django_assert_max_num_queries):
    shop.town.sign_in(client, "an")
    code = shop.town.desk_a.code
    with django_assert_max_num_queries(18):
        assert client.get(reverse("appointments"), {"q": "a", "thu_tuc": CODE}).status_code == 200
    with django_assert_max_num_queries(22):
        page = client.get(reverse("appointment_times", args=[code]), {"ngay": "2024-03-08"})
    assert "còn 4 chỗ" in page.content.decode()
    words = {"key": str(uuid4()), "at": TEN.isoformat(), "day": "2024-03-08", "procedure": CODE}
    assert client.post(reverse("book_appointment", args=[code]), words).status_code == 302
    booked = Appointment.objects.get()
    assert booked.procedure is not None and booked.procedure.code == CODE
    assert client.get(reverse("cancel_appointment", args=[booked.pk])).status_code == 200
    wishes = {"key": str(uuid4()), "priority": "on"}
    second = client.post(reverse("book_appointment", args=[code]), words | wishes)
    drawn = second.content.decode()  # what was ticked is still ticked
    assert 'name="priority" checked' in drawn and 'name="home_visit" checked' not in drawn
    assert (second.status_code, "đúng giờ này" in second.content.decode()) == (409, True)
    assert client.post(reverse("cancel_appointment", args=[booked.pk])).status_code == 302
    assert "Đã huỷ" in client.get(reverse("appointments")).content.decode()
    shop.town.sign_in(client, "dung")
    assert client.get(reverse("cancel_appointment", args=[booked.pk])).status_code == 404


@pytest.mark.parametrize("at", ["", "x" * 50, "2024-03-08", "2024-03-08T10:00:00", "hôm nay"])
def test_a_wrong_time_gets_a_sentence(shop: Shop, client: Client, at: str):
    shop.town.sign_in(client, "an")
    url = reverse("book_appointment", args=[shop.town.desk_a.code])
    page = client.post(url, {"key": str(uuid4()), "at": at, "day": "32/13/2024"})
    assert (page.status_code, "Chọn một khung giờ còn chỗ" in page.content.decode()) == (422, True)


def test_pages_bear_nonsense_in_the_address(shop: Shop, client: Client):
    assert (
        client.get(reverse("appointments"), {"q": "\x00<script>" * 50, "thu_tuc": "x\x00"}).status_code == 200
    )
    times = reverse("appointment_times", args=[shop.town.desk_a.code])
    assert client.get(times, {"ngay": "2024-13-45"}).status_code == 200
    assert client.get(reverse("appointment_times", args=[shop.town.agency_a.code])).status_code == 404


def test_the_desk_works_its_day_on_the_page(shop: Shop, client: Client, django_assert_max_num_queries):
    booked = book(shop, procedure=shop.version.procedure)
    shop.town.sign_in(client, "binh")
    page = reverse("desk_appointments")
    with django_assert_max_num_queries(24):
        shown = client.get(page).content.decode()
    assert shop.town.an.person.full_name in shown
    deed = reverse("desk_appointment_deed", args=[booked.pk, "da-den"])
    assert client.post(deed).status_code == 302
    assert client.post(reverse("walk_in"), {"key": "x"}).status_code == 302
    assert "Đang chờ 2 người" in client.get(page).content.decode()
    assert client.post(reverse("desk_appointment_deed", args=[booked.pk, "xoa"])).status_code == 404
    wrong = client.post(reverse("desk_capacity"), {"seats": "nhiều", "starts": "1/1/2020", "source": ""})
    assert wrong.status_code == 422
    good = {"seats": "7", "starts": "11/03/2024", "source": "Tăng quầy"}
    assert client.post(reverse("desk_capacity"), good).status_code == 302
    assert "7" in client.get(page, {"ngay": "2024-03-11"}).content.decode()
    shop.town.sign_in(client, "bao")  # another desk
    assert client.post(deed).status_code == 404
    assert shop.town.an.person.full_name not in client.get(page).content.decode()


def test_other_systems_read_what_is_mine_through_the_slots(shop: Shop, rf, django_assert_max_num_queries):
    book(shop)
    shop.dossier(until="receive")
    request = rf.get("/")
    request.user, request.session = shop.town.an, {}
    with django_assert_max_num_queries(8):
        assert [item.status for item in my_items.appointments(request)] == ["Đã đặt lịch"]
    assert [item.title for item in my_items.dossiers(request)] == ["Cấp giấy phép thử"]
    assert my_items.papers(request) == []
    number_walk_in(desk=shop.town.desk_a, key=uuid4(), **desk(shop))
    with django_assert_max_num_queries(4):
        notes = my_items.desk_notes([shop.town.desk_a.pk, shop.town.agency_a.pk])
    assert set(notes) == {shop.town.desk_a.pk}
    assert notes[shop.town.desk_a.pk].url.endswith(f"{shop.town.desk_a.code}/")


def test_the_search_asks_for_a_district_only_while_there_are_some(shop: Shop, client: Client):
    assert not AdminUnit.objects.on(NOW.date()).filter(level="district").exists()
    assert "huyện" not in client.get("/lich-hen/").content.decode()
    make_unit("40123", "Huyện Hà Trung", AdminUnit.Level.DISTRICT, "huyen", shop.town.province)
    assert "Tên xã, phường, huyện hoặc cơ quan" in client.get("/lich-hen/").content.decode()
