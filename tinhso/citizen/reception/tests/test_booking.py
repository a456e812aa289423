"""Booking at a reception: seats are counted right, one booking a citizen, numbers and outcomes without words, names that go."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.town import Town
from tinhso.casework.public import NotYourTurn
from tinhso.citizen import tasks
from tinhso.citizen.models import ReceptionDay, ReceptionVisit
from tinhso.citizen.reception import data, visit_pages
from tinhso.citizen.reception.actions.book_reception import (
    BookedBefore,
    SlotClosed,
    SlotFull,
    TooManyReceptions,
)
from tinhso.citizen.reception.actions.cancel_booking import BookingIsOver, cancel_booking
from tinhso.citizen.reception.actions.forget_visitors import forget_own_visits, forget_visitors
from tinhso.citizen.reception.actions.miss_visitor import TimeNotCome, miss_visitor
from tinhso.citizen.reception.actions.move_booking import move_booking
from tinhso.citizen.reception.actions.number_visitor import (
    AnotherReceptionDay,
    number_visitor,
    number_walk_in,
)
from tinhso.citizen.reception.actions.receive_visitor import NoSuchNumber, receive_visitor
from tinhso.citizen.reception.actions.remind_visitors import remind_visitors
from tinhso.citizen.reception.day_changes import ReceptionDayIsOver
from tinhso.citizen.reception.measures import past_days, received
from tinhso.citizen.reception.own_visits import visitor_of
from tinhso.citizen.reception.permissions import NotReceptionDesk
from tinhso.citizen.reception.tests.makers import NOW, PHONE, at, book, first_day, make_schedule
from tinhso.citizen.reception.views import desk as desk_views
from tinhso.citizen.tests.life_makers import Office, make_feedback, make_rules
from tinhso.kernel.events.public import AccessRow, EventRow
from tinhso.kernel.notices.models import Notice
from tinhso.kernel.site import clock

STATE, OUTCOME = ReceptionVisit.State, ReceptionVisit.Outcome


@pytest.fixture
def day(town: Town, monkeypatch: pytest.MonkeyPatch) -> ReceptionDay:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return first_day(make_schedule(town))


def desk(town: Town, now: Any = NOW, who: str = "binh") -> dict[str, Any]:
    return {"by": town.actor(who), "now": now}


def waiting(town: Town, day: ReceptionDay) -> ReceptionVisit:
    return number_walk_in(day=day, priority=False, key=uuid4(), **desk(town))


def test_one_seat_a_slot_and_one_booking_a_citizen(town: Town, day: ReceptionDay):
    key = uuid4()
    visit = book(town, day, at(8), key=key)
    assert book(town, day, at(8), key=key) == visit  # sent twice
    with pytest.raises(BookedBefore):
        book(town, day, at(8, 30))  # the other tab
    with pytest.raises(SlotFull):
        book(town, day, at(8), "dung")
    with pytest.raises(BookedBefore):
        book(town, day, at(8, 30), "dung", key=key)  # somebody else's key
    for closed in (at(9), at(8, 10), at(8, day=9)):
        with pytest.raises(SlotClosed):
            book(town, day, closed, "dung")
    with pytest.raises(SlotClosed):
        book(town, day, at(8, 30), "dung", now=at(8, 30))
    made = EventRow.objects.filter(name="citizen.ReceptionBooked")
    assert made.count() == 1 and made[0].actor_id is None


def test_a_form_sent_again_after_the_booking_was_given_up_books_anew(town: Town, day: ReceptionDay):
    key = uuid4()
    first = book(town, day, at(8), key=key)
    cancel_booking(visit=first, **desk(town, who="an"))
    second = book(town, day, at(8), key=key)
    assert second != first and second.state == STATE.BOOKED
    with pytest.raises(BookedBefore):
        book(town, day, at(8, 30), key=key)


def test_one_telephone_waits_for_itself(town: Town, day: ReceptionDay):
    """Its bookings of several days come one after the other, or many at once would pass the limit."""
    with CaptureQueriesContext(connection) as asked:
        book(town, day, at(8), phone=PHONE)
    assert any("pg_advisory_xact_lock" in query["sql"] for query in asked)


def test_a_citizen_has_few_open_bookings(town: Town, day: ReceptionDay):
    days = list(ReceptionDay.objects.in_order()[:3])
    for one in days[:2]:
        book(town, one, at(8) + timedelta(days=(one.day - day.day).days), phone=PHONE)
    with pytest.raises(TooManyReceptions):
        book(town, days[2], at(8) + timedelta(days=14), phone=PHONE)


def test_the_visitor_moves_and_cancels_and_nobody_else(town: Town, day: ReceptionDay):
    visit = book(town, day, at(8), phone=PHONE)
    other = book(town, day, at(8, 30))
    mover = {"by": visitor_of(visit), "now": NOW}
    with pytest.raises(NotYourTurn):
        move_booking(visit=visit, day=day, starts_at=at(8, 30), **desk(town, who="dung"))
    with pytest.raises(SlotFull):
        move_booking(visit=visit, day=day, starts_at=at(8, 30), **mover)
    with pytest.raises(SlotClosed):
        move_booking(visit=visit, day=day, starts_at=at(10), **mover)
    later = ReceptionDay.objects.in_order()[1]
    second = book(town, later, at(8, 30, day=15), phone=PHONE)
    with pytest.raises(BookingIsOver):
        cancel_booking(visit=second, by=visitor_of(second), now=at(9, day=15))
    cancel_booking(visit=other, **desk(town, who="an"))
    move_booking(visit=visit, day=day, starts_at=at(8, 30), **mover)
    with pytest.raises(NotYourTurn):
        cancel_booking(visit=visit, **desk(town, who="dung"))
    visit.refresh_from_db()
    cancel_booking(visit=visit, **desk(town))
    assert Notice.objects.filter(template="citizen.reception", params__what="cancelled").count() == 1
    with pytest.raises(BookingIsOver):
        cancel_booking(visit=visit, **desk(town))
    with pytest.raises(BookingIsOver):
        move_booking(visit=visit, day=day, starts_at=at(8), **mover)


def test_moving_onto_a_day_that_is_booked_already_is_refused(town: Town, day: ReceptionDay):
    visit, later = book(town, day, at(8)), ReceptionDay.objects.in_order()[1]
    book(town, later, at(8, day=15))
    with pytest.raises(BookedBefore):
        move_booking(visit=visit, day=later, starts_at=at(8, 30, day=15), by=visitor_of(visit), now=NOW)


def test_numbers_are_the_days_and_who_comes_without_booking_is_nameless(town: Town, day: ReceptionDay):
    visit, key = book(town, day, at(8)), uuid4()
    with pytest.raises(AnotherReceptionDay):
        number_visitor(visit=visit, **desk(town, NOW - timedelta(days=1)))
    with pytest.raises(NotReceptionDesk):
        number_visitor(visit=visit, **desk(town, who="bao"))
    assert number_visitor(visit=visit, **desk(town)) == 1
    with pytest.raises(BookingIsOver):
        number_visitor(visit=visit, **desk(town))
    closed = book(town, ReceptionDay.objects.in_order()[1], at(8, day=15), phone=PHONE)
    ReceptionDay.objects.filter(pk=closed.day_id).update(state="deputy", closed_at=NOW)
    with pytest.raises(ReceptionDayIsOver):
        number_visitor(visit=closed, **desk(town, at(8, day=15)))
    came = number_walk_in(day=day, priority=True, key=key, **desk(town))
    assert number_walk_in(day=day, priority=True, key=key, **desk(town)) == came
    assert (came.number, came.person, came.name, came.priority) == (2, None, "", True)
    with pytest.raises(NotReceptionDesk):
        number_walk_in(day=day, priority=False, key=uuid4(), **desk(town, who="bao"))
    with pytest.raises(AnotherReceptionDay):
        number_walk_in(day=day, priority=False, key=uuid4(), **desk(town, NOW + timedelta(days=1)))
    ReceptionDay.objects.filter(pk=day.pk).update(state="leader", closed_at=NOW)
    with pytest.raises(ReceptionDayIsOver):
        number_walk_in(day=day, priority=False, key=uuid4(), **desk(town))


def test_who_missed_and_booked_anew_has_one_visit_that_day(town: Town, day: ReceptionDay):
    """The time of the first has passed and nobody noted it: the second is refused until somebody does."""
    first = book(town, day, at(8))
    with pytest.raises(BookedBefore):
        book(town, day, at(8, 30), now=at(8, 10))
    miss_visitor(visit=first, **desk(town, at(8, 10)))
    book(town, day, at(8, 30), now=at(8, 10))
    with pytest.raises(BookingIsOver):
        number_visitor(visit=first, **desk(town, at(8, 20)))


def test_who_did_not_come_is_noted_once_the_time_has_come(town: Town, day: ReceptionDay):
    visit = book(town, day, at(8))
    with pytest.raises(TimeNotCome):
        miss_visitor(visit=visit, **desk(town))
    with pytest.raises(NotReceptionDesk):
        miss_visitor(visit=visit, **desk(town, at(8), "bao"))
    miss_visitor(visit=visit, **desk(town, at(8)))
    with pytest.raises(BookingIsOver):
        miss_visitor(visit=visit, **desk(town, at(8)))


def test_the_outcome_is_a_state_and_a_number_that_exists(town: Town, day: ReceptionDay):
    make_rules()
    Office(town)
    feedback, visit = make_feedback(town), waiting(town, day)
    code = feedback.case.code
    with pytest.raises(NotReceptionDesk):
        receive_visitor(visit=visit, outcome=OUTCOME.EXPLAINED, case_code="", **desk(town, who="bao"))
    for outcome, number in ((OUTCOME.FEEDBACK, "KN-SAI"), (OUTCOME.COMPLAINT, code)):
        with pytest.raises(NoSuchNumber):
            receive_visitor(visit=visit, outcome=outcome, case_code=number, **desk(town))
    receive_visitor(visit=visit, outcome=OUTCOME.FEEDBACK, case_code=code, **desk(town))
    with pytest.raises(BookingIsOver):
        receive_visitor(visit=visit, outcome=OUTCOME.GUIDED, case_code="", **desk(town))
    plain = waiting(town, day)
    receive_visitor(visit=plain, outcome=OUTCOME.GUIDED, case_code="lời kể", **desk(town))
    plain.refresh_from_db()
    assert plain.case_code == ""  # only a number of a register is noted
    assert received().values_list("way", flat=True).distinct().get() == "walk_in"
    assert not past_days().exists()


def test_what_was_noted_as_feedback_and_went_to_the_private_register_is_noted_no_more(
    town: Town, day: ReceptionDay
):
    from tinhso.citizen.reception.actions.forget_visitors import forget_number

    make_rules()
    Office(town)
    code, visit = make_feedback(town).case.code, waiting(town, day)
    receive_visitor(visit=visit, outcome=OUTCOME.FEEDBACK, case_code=code, **desk(town))
    assert forget_number(code) == 1 and forget_number(code) == 0


def test_a_reminder_goes_out_once_and_the_contact_goes_after_the_rule_s_days(
    town: Town, day: ReceptionDay, monkeypatch: pytest.MonkeyPatch
):
    visit = book(town, day, at(8), phone=PHONE, priority=True)
    assert remind_visitors(now=NOW) == 1 and remind_visitors(now=NOW) == 0
    assert (
        Notice.objects.filter(
            template="citizen.reception", params__what="reminder", person=visit.person
        ).count()
        == 1
    )
    assert forget_visitors(now=NOW + timedelta(days=30)) == 0
    person = visit.person
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=32))
    tasks.attend_receptions(0)
    visit.refresh_from_db()
    person.refresh_from_db()
    assert (visit.name, visit.phone, visit.person, visit.priority) == ("", "", None, False)
    assert person.erased_at is not None and person.phone == ""


def test_an_account_that_is_closed_leaves_nothing_of_its_bookings(town: Town, day: ReceptionDay):
    visit = book(town, day, at(8))
    row = next(iter(data.tables(town.actor("an")))).rows[0]
    assert row["ho_va_ten"] == "Lê Thị Bí Mật"
    assert list(next(iter(data.tables(town.actor("dung")))).rows) == []
    forget_own_visits(town.an, NOW)
    visit.refresh_from_db()
    assert (visit.state, visit.name, visit.person) == (STATE.CANCELLED, "", None)


def test_a_booking_is_not_moved_without_end(town: Town, day: ReceptionDay, monkeypatch: Any):
    monkeypatch.setattr("tinhso.citizen.reception.views.booking.MOST_MOVES", 1)
    an, page = town.sign_in(Client(), "an"), f"/tiep-cong-dan/ngay/{day.pk}/"
    body = {"key": str(uuid4()), "name": "Lê Thị An", "at": at(8).isoformat(), "phone": PHONE}
    assert an.post(page, body).status_code == 302
    move = f"/tiep-cong-dan/cua-toi/{ReceptionVisit.objects.get().pk}/doi/"
    assert an.post(move, {"at": at(8, 30).isoformat()}).status_code == 302
    refused = an.post(move, {"at": at(9).isoformat()})
    assert refused.status_code == 429 and "nhiều lần" in refused.content.decode()


def test_a_telephone_that_answers_books_without_an_account(town: Town, day: ReceptionDay, settings: Any):
    settings.DEMO = True  # an SMS is a file
    client, page = Client(), f"/tiep-cong-dan/ngay/{day.pk}/"
    assert client.post(page, {}).url == f"{page}so-dien-thoai/"
    assert client.post(f"{page}so-dien-thoai/", {"phone": "không"}).status_code == 422
    assert client.get(f"{page}ma/").url == f"{page}so-dien-thoai/"
    assert client.post(f"{page}so-dien-thoai/", {"phone": PHONE}).url == f"{page}ma/"
    assert client.post(f"{page}ma/", {"code": "000"}).status_code == 422
    code = Notice.objects.get(template="citizen.phone_code").params["number"]
    assert client.post(f"{page}ma/", {"code": code}).url == page
    assert client.post(page, {"key": str(uuid4()), "name": "", "at": "x"}).status_code == 422
    body = {"key": str(uuid4()), "name": "Ngô Thị Thử", "at": at(8).isoformat(), "phone": "0900000000"}
    assert client.post(page, body).url == "/tiep-cong-dan/cua-toi/"
    visit = ReceptionVisit.objects.get()
    assert (visit.phone, visit.by_account) == (PHONE, False)  # the one that answered, whatever is sent
    assert client.post(page, body | {"key": str(uuid4()), "at": at(8, 30).isoformat()}).status_code == 409
    mine = f"/tiep-cong-dan/cua-toi/{visit.pk}/"
    assert client.post(f"{mine}doi/", {"at": "x"}).status_code == 422
    assert client.post(f"{mine}doi/", {"at": at(8, day=9).isoformat()}).status_code == 409
    assert client.post(f"{mine}doi/", {"at": at(8, 30).isoformat()}).status_code == 302
    assert Client().get(f"{mine}huy/").status_code == 404
    assert town.sign_in(Client(), "dung").post(f"{mine}huy/").status_code == 404
    assert client.get(f"{mine}huy/").status_code == 200 and client.post(f"{mine}huy/").status_code == 302
    assert client.post(f"{mine}huy/").status_code == 409


def test_the_desk_s_day_is_the_agency_s_alone(town: Town, day: ReceptionDay):
    book(town, day, at(8), priority=True)
    binh, bao = town.sign_in(Client(), "binh"), town.sign_in(Client(), "bao")
    page, visit = "/can-bo/tiep-cong-dan/", ReceptionVisit.objects.get()
    drawn = binh.get(page).content.decode()
    assert "Lê Thị Bí Mật" in drawn and "0912345678" not in drawn and "ưu tiên" in drawn
    assert "Bí Mật" not in bao.get(page).content.decode() and "Ghi kiến nghị" in drawn
    for path in (f"khach/{visit.pk}/da-den/", f"khach/{visit.pk}/ket-qua/", f"ngay/{day.pk}/cap-so/"):
        assert bao.post(f"{page}{path}").status_code == 404
    assert bao.get(f"{page}ngay/{day.pk}/thay-doi/").status_code == 404
    assert town.sign_in(Client(), "an").get(page).status_code in {302, 403}


@pytest.mark.long
def test_a_day_at_the_desk_from_number_to_close(town: Town, day: ReceptionDay):
    visit = book(town, day, at(8))
    binh, page = town.sign_in(Client(), "binh"), "/can-bo/tiep-cong-dan/"
    assert binh.get(f"{page}?ngay=bậy").status_code == 200
    binh.post(f"{page}khach/{visit.pk}/da-den/")
    assert binh.post(f"{page}khach/{visit.pk}/bay/").status_code == 404
    assert binh.post(f"{page}khach/{visit.pk}/ket-qua/", {"outcome": "complaint"}).status_code == 422
    bad = binh.post(f"{page}khach/{visit.pk}/ket-qua/", {"outcome": "feedback", "case_code": "KN-1"})
    assert bad.status_code == 422 and "mang số này" in bad.content.decode()
    binh.post(f"{page}khach/{visit.pk}/ket-qua/", {"outcome": "explained"})
    binh.post(f"{page}ngay/{day.pk}/cap-so/", {"key": "x", "priority": "1"})
    assert (
        binh.post(f"{page}ngay/{day.pk}/ket-thuc/", {"state": "leader", "denunciations": "x"}).status_code
        == 422
    )
    binh.post(f"{page}ngay/{day.pk}/ket-thuc/", {"state": "leader", "denunciations": "0"})
    day.refresh_from_db()
    assert day.state == "leader" and past_days().count() == 1
    assert binh.get(f"{page}ngay/{day.pk}/thay-doi/").status_code == 200


@pytest.mark.long
def test_changes_and_the_schedule_by_their_pages(town: Town, day: ReceptionDay):
    chi, page = town.sign_in(Client(), "chi"), "/can-bo/tiep-cong-dan/"
    assert "Ghi kiến nghị" not in chi.get(page).content.decode()  # a head finds no way to a 403
    change = f"{page}ngay/{day.pk}/thay-doi/"
    why = {"reason": "Họp"}
    for bad in ({"x": "1"}, {"change": "move"} | why, {"change": "deputy"} | why, {"change": "cancel"}):
        assert chi.post(change, bad).status_code == 422
    assert chi.post(change, {"change": "move", "to": "9/3/2024"} | why).status_code == 422
    assert chi.post(change, {"change": "move", "to": "15/3/2024"} | why).status_code == 422
    assert chi.post(change, {"change": "deputy", "deputy": "Phó Giám đốc"} | why).status_code == 302
    assert chi.post(change, {"change": "cancel"} | why).status_code == 302
    good = {
        "post": "Phó Giám đốc",
        "month_days": "5, 20",
        "hours": "08:00-09:00",
        "place": "P1",
        "seats": "1",
    }
    good |= {"starts": "11/3/2024", "source": "TB 2"}
    for bad in ({"month_days": "40"}, {"hours": "09:00-08:00"}, {"hours": "99:00-99:10"}, {"seats": "99"}):
        assert chi.post(f"{page}lich/", good | bad).status_code == 422
    assert chi.post(f"{page}lich/", good | {"starts": "1/3/2024"}).status_code == 422
    assert chi.post(f"{page}lich/", good).status_code == 302
    assert "ngày 5, 20 hằng tháng" in chi.get(f"{page}lich/").content.decode()
    assert town.sign_in(Client(), "binh").get(f"{page}lich/").status_code in {302, 403}


def test_numbers_are_not_found_out_by_trying_and_each_wrong_one_is_logged(
    town: Town, day: ReceptionDay, monkeypatch: pytest.MonkeyPatch
):
    visit, binh = waiting(town, day), town.sign_in(Client(), "binh")
    path = f"/can-bo/tiep-cong-dan/khach/{visit.pk}/ket-qua/"
    tried = {"outcome": "complaint", "case_code": "KN-1"}
    assert "mang số này" in binh.post(path, tried).content.decode()
    assert AccessRow.objects.filter(page=f"reception_number:{visit.pk}").count() == 1
    monkeypatch.setattr(desk_views, "WRONG_NUMBERS", 0)
    refused = binh.post(path, tried)
    assert refused.status_code == 422 and "nhập sai số đơn nhiều lần" in refused.content.decode()
    assert AccessRow.objects.filter(page=f"reception_number:{visit.pk}").count() == 1, "nothing was read"
    assert binh.post(path, {"outcome": "guided"}).status_code == 302, "what needs no number goes on"


def test_a_long_day_is_read_in_pages_and_a_fault_shows_the_page_of_its_visit(
    town: Town, day: ReceptionDay, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(visit_pages, "PAGE", 2)
    first, second, third = (waiting(town, day) for _n in range(3))
    binh, page = town.sign_in(Client(), "binh"), "/can-bo/tiep-cong-dan/"

    def shown(path: str) -> list[bool]:
        drawn = binh.get(path).content.decode()
        return [f"khach/{one.pk}/" in drawn for one in (first, second, third)]

    assert shown(page) == [True, True, False] and "Còn 1 lượt ở trang khác" in binh.get(page).content.decode()
    assert shown(f"{page}?trang=2") == shown(f"{page}?trang=999999") == [False, False, True]
    assert shown(f"{page}?trang=%00x") == [True, True, False]
    bad = binh.post(f"{page}khach/{third.pk}/ket-qua/", {"outcome": "complaint"})
    assert bad.status_code == 422 and f"khach/{third.pk}/" in bad.content.decode()


def test_pages_ask_few_times(town: Town, day: ReceptionDay, django_assert_max_num_queries: Any):
    visit = book(town, day, at(8))
    visitor, an, chi = Client(), town.sign_in(Client(), "an"), town.sign_in(Client(), "chi")
    desk_page, mine = "/can-bo/tiep-cong-dan/", f"/tiep-cong-dan/cua-toi/{visit.pk}/"
    for client, path, most in (
        (visitor, "/tiep-cong-dan/", 16),
        (visitor, "/tiep-cong-dan/co-quan/so-a/", 18),
        (visitor, f"/tiep-cong-dan/ngay/{day.pk}/", 18),
        (visitor, f"/tiep-cong-dan/ngay/{day.pk}/so-dien-thoai/", 12),
        (an, "/tiep-cong-dan/cua-toi/", 18),
        (an, f"{mine}huy/", 18),
        (an, f"{mine}doi/", 30),
        (chi, desk_page, 40),
        (chi, f"{desk_page}lich/", 30),
        (chi, f"{desk_page}ngay/{day.pk}/thay-doi/", 30),
    ):
        with django_assert_max_num_queries(most):
            assert client.get(path).status_code == 200, path
