"""A desk that ends: who booked there is told, and keeps the time at the successor or hears that it is cancelled."""

from datetime import date
from uuid import uuid4

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from tinhso.kernel.events.public import SYSTEM, EventRow
from tinhso.kernel.notices.models import Notice
from tinhso.kernel.people.public import Agency, AgencySuccession
from tinhso.onestop.appointments.actions.leave_desk import leave_desk, leave_ended_desks
from tinhso.onestop.appointments.tests.test_appointments import MONDAY, STATE, TEN, book
from tinhso.onestop.models import DeskCapacity
from tinhso.onestop.succession import WORD, succeed
from tinhso.onestop.tests.makers import NOW

ENDS = date(2024, 3, 11)


@pytest.fixture
def booked(shop):
    """One for today, which the desk still sees, and one for the Monday on which it is no more."""
    return book(shop), book(shop, MONDAY, who="dung")


def end(shop):
    desk = shop.town.desk_a
    Agency.objects.filter(pk=desk.pk).update(valid=DateRange(date(2020, 1, 1), ENDS))


def notices(template):
    return list(Notice.objects.filter(template=template).values_list("person__full_name", flat=True))


def test_a_booking_goes_to_the_successor_at_the_same_time_and_the_person_is_told(shop, booked):
    today, later = booked
    ends = {"old": shop.town.desk_a, "new": shop.town.desk_b, "on": ENDS, "by": SYSTEM, "now": NOW}
    assert succeed(dry_run=True, **ends) == {WORD: 1} == succeed(dry_run=False, **ends)
    today.refresh_from_db()
    later.refresh_from_db()
    assert (today.desk, later.desk) == (shop.town.desk_a, shop.town.desk_b)
    assert (later.state, later.starts_at) == (STATE.BOOKED, MONDAY)
    assert notices("onestop.appointment_moved") == [shop.town.dung.person.full_name]
    assert EventRow.objects.filter(name="onestop.AppointmentMoved").count() == 1
    assert succeed(dry_run=False, **ends) == {WORD: 0}


def test_where_the_successor_has_no_seat_it_is_cancelled_and_the_person_is_told(shop, booked):
    full = DateRange(date(2024, 1, 1), None)
    DeskCapacity.objects.create(desk=shop.town.desk_b, seats=0, valid=full, source="thử")
    leave_desk(desk=shop.town.desk_a, successor=shop.town.desk_b, on=ENDS, by=SYSTEM, now=NOW)
    states = [type(one).objects.get(pk=one.pk).state for one in booked]
    assert states == [STATE.BOOKED, STATE.CANCELLED]
    assert notices("onestop.appointment_cancelled") == [shop.town.dung.person.full_name]


def test_an_office_that_is_no_desk_takes_over_no_booking(shop, booked):
    leave_desk(desk=shop.town.desk_a, successor=shop.town.agency_b, on=ENDS, by=SYSTEM, now=NOW)
    assert type(booked[1]).objects.get(pk=booked[1].pk).state == STATE.CANCELLED


def test_every_desk_that_ended_is_found_with_its_successor_or_without(shop, booked):
    assert leave_ended_desks(now=NOW) == 0
    end(shop)
    other = book(shop, TEN, who="dung", desk=shop.town.desk_b, key=uuid4())
    assert leave_ended_desks(now=NOW) == 1 and leave_ended_desks(now=NOW) == 0
    booked[1].refresh_from_db()
    other.refresh_from_db()
    assert (booked[1].state, other.state) == (STATE.CANCELLED, STATE.BOOKED)
    second = book(shop, MONDAY, who="an", desk=shop.town.desk_b)
    type(second).objects.filter(pk=second.pk).update(desk=shop.town.desk_a)
    AgencySuccession.objects.create(old=shop.town.desk_a, new=shop.town.desk_b, on=ENDS, source="thử")
    assert leave_ended_desks(now=NOW) == 1
    second.refresh_from_db()
    assert second.desk == shop.town.desk_b
