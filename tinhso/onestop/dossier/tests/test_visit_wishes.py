"""To go first, or a visit at home: asked once, without a ground, it goes along the chain to counter, examiner and queue."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tinhso.casework.public import Case, NotYourTurn, State, withdraw_case
from tinhso.kernel.events.listen import receivers_of
from tinhso.kernel.events.public import AccessRow, EventRow
from tinhso.onestop.appointments.actions.book_appointment import book_appointment
from tinhso.onestop.appointments.actions.number_visitor import number_visitor, number_walk_in
from tinhso.onestop.dossier.actions.set_visit_wishes import DossierOver, set_visit_wishes
from tinhso.onestop.dossier.visit_wishes import VisitWishes, wishes_visible_to
from tinhso.onestop.intake.tests.test_on_behalf import agree, started
from tinhso.onestop.models import Appointment, Dossier
from tinhso.onestop.receivers import forget_what_was_wished
from tinhso.onestop.slots import rows
from tinhso.onestop.tests.makers import NOW

BOTH, NONE = VisitWishes(priority=True, home_visit=True), VisitWishes()


def wished(dossier):
    return Dossier.objects.values_list("priority", "home_visit").get(pk=dossier.pk)


def test_it_goes_from_one_dossier_to_the_others_and_to_the_next(shop):
    first, other = shop.dossier(), shop.dossier()
    set_visit_wishes(dossier=first, wishes=BOTH, by=shop.actor("an"), now=NOW)
    assert wished(first) == wished(other) == (True, True)
    assert wished(shop.start()) == (True, True), "the next of the chain begins with it"
    assert EventRow.objects.filter(name="onestop.VisitWishesSet").count() == 2
    set_visit_wishes(dossier=other, wishes=NONE, by=shop.actor("binh"), now=NOW)
    assert wished(first) == (False, False)
    for who in ("dung", "emi"):
        with pytest.raises(NotYourTurn):
            set_visit_wishes(dossier=first, wishes=BOTH, by=shop.actor(who), now=NOW)
    Case.objects.filter(pk=first.pk).update(state=State.REFUSED, finished_at=NOW)
    with pytest.raises(DossierOver):
        set_visit_wishes(dossier=first, wishes=BOTH, by=shop.actor("an"), now=NOW)


def test_whoever_files_for_somebody_neither_reads_nor_writes_what_they_ask_for_elsewhere(shop):
    """Anybody may begin a draft that names a person: it must not tell that this person needs a visit at home."""
    mine = shop.dossier()
    set_visit_wishes(dossier=mine, wishes=BOTH, by=shop.actor("an"), now=NOW)
    draft = started(shop)
    assert wished(draft) == (False, False)
    set_visit_wishes(dossier=mine, wishes=VisitWishes(home_visit=True), by=shop.actor("an"), now=NOW)
    assert wished(draft) == (False, False), "nor afterwards"
    first = VisitWishes(priority=True)
    assert set_visit_wishes(dossier=draft, wishes=first, by=shop.actor("dung"), now=NOW) == 0
    assert (wished(draft), wished(mine)) == ((True, False), (False, True))
    assert wished(shop.start()) == (False, True), "nor does the draft of another begin a chain"


def test_who_files_for_somebody_reads_and_takes_back_only_what_they_asked_for_themselves(shop):
    """What the person, or the desk, asks for since is not told to whoever filed with their consent; nor is it lost by what they write."""
    filed, mine = started(shop), shop.dossier()
    agree(shop, filed)
    filed = shop.fresh(filed)
    Case.objects.filter(pk=filed.pk).update(state=State.SUBMITTED, submitted_at=NOW)
    set_visit_wishes(dossier=mine, wishes=BOTH, by=shop.actor("an"), now=NOW)
    assert wished(filed) == (False, False), "what the person asks for elsewhere does not come here"
    first = VisitWishes(priority=True)
    set_visit_wishes(dossier=filed, wishes=first, by=shop.actor("dung"), now=NOW)
    read = Dossier.objects.select_related("case")
    assert wishes_visible_to(read.get(pk=filed.pk), shop.actor("dung")) == first
    set_visit_wishes(dossier=filed, wishes=BOTH, by=shop.actor("an"), now=NOW)
    assert wishes_visible_to(read.get(pk=filed.pk), shop.actor("dung")) == NONE
    assert wishes_visible_to(read.get(pk=filed.pk), shop.actor("an")) == BOTH
    address = reverse("own_visit_wishes", args=[filed.case.code])
    dung = shop.town.sign_in(Client(), "dung")
    assert "checked" not in dung.get(address).content.decode()
    assert dung.post(address, {}).status_code == 302
    assert wished(filed) == (True, True), "what is not shown is not taken back"
    at_home = VisitWishes(home_visit=True)
    set_visit_wishes(dossier=filed, wishes=at_home, by=shop.actor("an"), now=NOW)
    set_visit_wishes(dossier=filed, wishes=first, by=shop.actor("dung"), now=NOW)
    assert wished(filed) == (True, True)
    assert wishes_visible_to(read.get(pk=filed.pk), shop.actor("dung")) == NONE, "nor read by writing over it"


def test_a_wish_taken_back_is_taken_back_from_the_booking_too(shop):
    dossier = shop.dossier()
    at = NOW.replace(hour=10, minute=0, second=0, microsecond=0)
    person, by = shop.town.an.person, shop.actor("an")
    booked = book_appointment(
        desk=shop.town.desk_a, person=person, procedure=None, starts_at=at, key=uuid4(), by=by, now=NOW,
        priority=True, home_visit=True,
    )  # fmt: skip
    set_visit_wishes(dossier=dossier, wishes=VisitWishes(home_visit=True), by=by, now=NOW)
    booked.refresh_from_db()
    assert (booked.priority, booked.home_visit) == (False, True)
    assert wished(shop.start()) == (False, True), "nor does it come back with the next dossier"


def test_no_event_says_what_is_wished_and_it_goes_when_the_dossier_ends(shop):
    dossier, other = shop.dossier(), shop.dossier()
    assert set_visit_wishes(dossier=dossier, wishes=BOTH, by=shop.actor("an"), now=NOW) == 1
    row = EventRow.objects.filter(name="onestop.VisitWishesSet", case_id=dossier.pk).get()
    assert not row.payload
    case = Case.objects.get(pk=dossier.pk)
    withdraw_case(case=case, ver=case.ver, text="", by=shop.actor("an"), now=NOW)
    ended = EventRow.objects.get(name="casework.CaseWithdrawn", case_id=dossier.pk)
    assert forget_what_was_wished in receivers_of(ended.name).values()
    forget_what_was_wished(ended)
    assert (wished(dossier), wished(other)) == ((False, False), (True, True))


def test_a_booking_brings_it_to_the_dossiers_and_a_dossier_to_the_queue(shop):
    dossier, desk = shop.dossier(), shop.town.desk_a
    at = NOW.replace(hour=10, minute=0, second=0, microsecond=0)
    words = {
        "desk": desk,
        "person": shop.town.an.person,
        "procedure": None,
        "by": shop.actor("an"),
        "now": NOW,
    }
    book_appointment(**words, starts_at=at, key=uuid4(), home_visit=True)
    assert wished(dossier) == (False, True)
    Dossier.objects.filter(pk=dossier.pk).update(priority=True)
    binh = {"by": shop.actor("binh"), "now": at - timedelta(minutes=10)}
    walk = number_walk_in(desk=desk, key=uuid4(), **binh)
    first = number_walk_in(desk=desk, key=uuid4(), priority=True, **binh)
    booked = Appointment.objects.get(person=shop.town.an.person)
    number_visitor(appointment=booked, **binh)
    queue = list(Appointment.objects.at(desk.pk, at.date()).waiting())
    assert set(queue[:2]) == {first, booked} and queue[2] == walk


def test_its_people_and_the_desk_write_it_and_the_examiner_reads_it(shop):
    dossier = shop.dossier()
    address = reverse("own_visit_wishes", args=[dossier.case.code])
    desk = reverse("desk_visit_wishes", args=[dossier.case.code])
    an, binh = (shop.town.sign_in(Client(), who) for who in ("an", "binh"))
    assert address in an.get(reverse("dossier", args=[dossier.case.code])).content.decode()
    assert an.get(address).status_code == 200
    assert an.post(address, {"home_visit": "on"}).status_code == 302
    assert wished(dossier) == (False, True)
    assert binh.get(desk).status_code == 200
    assert AccessRow.objects.filter(page="desk_visit_wishes", case_ids=[dossier.pk]).exists()
    page = binh.get(reverse("desk_dossier", args=[dossier.case.code])).content.decode()
    assert "cán bộ đến nhà" in page and desk in page
    assert rows([dossier.pk])[dossier.pk].hint == "cán bộ đến nhà", "in the list of work too"
    assert binh.post(desk, {"priority": "on"}).status_code == 302
    assert wished(dossier) == (True, False)
    for who in ("dung", "emi"):
        assert shop.town.sign_in(Client(), who).get(address).status_code in {403, 404}
        assert shop.town.sign_in(Client(), who).get(desk).status_code in {302, 403, 404}
