"""Which desks are offered for a procedure, in which order, and what a desk that does not receive it says."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from django.urls import reverse

from tests.town import make_unit
from tinhso.kernel.law.models import Rule
from tinhso.kernel.people.public import Agency
from tinhso.kernel.places.public import AdminUnit
from tinhso.onestop.appointments.actions.book_appointment import DeskDoesNotReceive, book_appointment
from tinhso.onestop.appointments.desks import desks_for, nearest_first
from tinhso.onestop.appointments.tests.test_appointments import MONDAY
from tinhso.onestop.models import Appointment, ProcedureCompetence
from tinhso.onestop.tests.makers import NOW, Shop

DAY = NOW.date()


def settled_at(shop: Shop, level: str) -> None:
    ProcedureCompetence.objects.filter(procedure=shop.version.procedure).update(competence=level)


def make_desk(code: str, parent: Agency) -> Agency:
    return Agency.objects.create(
        code=code, name=f"Bộ phận Một cửa {code}", short_name=code, kind=Agency.Kind.DESK, level=parent.level,
        parent=parent, valid=DateRange(date(2020, 1, 1), None), source="thử", sort_key=code,
    )  # fmt: skip


def commune_desk(shop: Shop, code: str, lat: str, lon: str) -> Agency:
    unit = make_unit(code, f"Xã {code}", AdminUnit.Level.COMMUNE, "xa", shop.town.province)
    AdminUnit.objects.filter(pk=unit.pk).update(lat=Decimal(lat), lon=Decimal(lon))
    unit.refresh_from_db()
    committee = Agency.objects.create(
        code=f"ubnd-{code}", name=f"UBND xã {code}", short_name=code, kind=Agency.Kind.COMMITTEE,
        level=Agency.Level.COMMUNE, unit=unit, valid=DateRange(date(2020, 1, 1), None), source="thử", sort_key=code,
    )  # fmt: skip
    return make_desk(f"mc-{code}", committee)


def test_only_the_desk_of_the_competent_agency_is_offered(shop: Shop):
    procedure = shop.version.procedure
    other = make_desk("khac", shop.town.agency_b)
    offered = desks_for(procedure, DAY)
    assert shop.town.desk_a in offered
    assert other not in offered


def test_what_a_commune_settles_is_received_by_the_desks_of_communes(shop: Shop):
    here = commune_desk(shop, "99001", "20.0", "105.8")
    settled_at(shop, "commune")
    offered = desks_for(shop.version.procedure, DAY)
    assert here in offered
    assert all(desk.level == Agency.Level.COMMUNE for desk in offered)


def test_no_desk_receives_what_a_ministry_settles(shop: Shop, client: Client):
    settled_at(shop, "central")
    assert desks_for(shop.version.procedure, DAY) == []
    page = client.get(f"/lich-hen/?thu_tuc={shop.version.procedure.code}").content.decode()
    assert "Thủ tục này không nộp tại bộ phận một cửa của tỉnh" in page


def test_every_desk_receives_where_the_rule_says_so(shop: Shop):
    other = make_desk("khac", shop.town.agency_b)
    valid = DateRange(date(2024, 1, 1), None)
    Rule.objects.create(key="onestop.any_desk_in_province", value=True, valid=valid, source="thử")
    assert {shop.town.desk_a, other} <= set(desks_for(shop.version.procedure, DAY))


def test_the_nearest_desk_stands_first_and_says_how_far_it_is(shop: Shop, client: Client):
    far = commune_desk(shop, "99001", "20.500000", "105.800000")
    near = commune_desk(shop, "99002", "20.010000", "105.800000")
    place = AdminUnit.objects.get(code="99002")
    rows = nearest_first([shop.town.desk_a, far, near], place)
    assert [row.desk for row in rows] == [near, far, shop.town.desk_a]
    assert [row.kilometres for row in rows] == [0.0, pytest.approx(54.5, abs=0.3), None]
    page = client.get("/lich-hen/?xa=99002").content.decode()
    assert page.index(near.name) < page.index(far.name)
    assert "cách khoảng 54,5 km" in page or "cách khoảng 54,4 km" in page
    assert "chưa rõ khoảng cách" in page


@pytest.mark.parametrize("given", ["", "0", "x" * 300, "%00", "'"])
def test_an_unknown_commune_only_leaves_the_order_as_it_was(shop: Shop, client: Client, given: str):
    assert client.get(f"/lich-hen/?xa={given}").status_code == 200


def test_a_desk_that_does_not_receive_it_books_nothing(shop: Shop, client: Client):
    other = make_desk("khac", shop.town.agency_b)
    procedure = shop.version.procedure
    with pytest.raises(DeskDoesNotReceive):
        book_appointment(
            desk=other, person=shop.town.an.person, procedure=procedure, starts_at=MONDAY, key=uuid4(),
            by=shop.actor("an"), now=NOW,
        )  # fmt: skip
    shop.town.sign_in(client, "an")
    shown = client.get(reverse("appointment_times", args=[other.code]), {"thu_tuc": procedure.code})
    assert "Nơi này không tiếp nhận thủ tục đã chọn" in shown.content.decode()
    assert 'name="at"' not in shown.content.decode()
    sent = {"at": MONDAY.isoformat(), "key": uuid4(), "day": "2024-03-11", "procedure": procedure.code}
    assert client.post(reverse("book_appointment", args=[other.code]), sent).status_code == 409
    assert not Appointment.objects.exists()
