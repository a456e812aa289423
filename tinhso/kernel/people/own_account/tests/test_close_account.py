"""An owner closes the account: what may go goes, what the law keeps stays, and the page says which."""

from datetime import datetime

import pytest
from django.core.exceptions import PermissionDenied

from tests.town import DAY, Town
from tinhso.kernel.events.public import SYSTEM, EventRow
from tinhso.kernel.people.models import Person, User
from tinhso.kernel.people.own_account.actions.close_account import HoldsPost, StillOpen, close_account
from tinhso.kernel.site.clock import HANOI

NOW = datetime(DAY.year, DAY.month, DAY.day, 9, tzinfo=HANOI)


def test_without_dossiers_the_person_becomes_nameless_and_the_salt_is_gone(town: Town):
    person = town.an.person
    close_account(user=town.an, by=town.actor("an"), now=NOW)
    user, person = User.objects.get(pk=town.an.pk), Person.objects.get(pk=person.pk)
    assert (user.full_name, user.is_active, user.person) == ("", False, None)
    assert (person.full_name, person.id_number, bytes(person.salt)) == ("", "", b"")
    row = EventRow.objects.get(name="people.AccountClosed")
    assert row.payload["person_forgotten"] is True


def test_what_is_kept_by_law_keeps_the_person(town: Town, monkeypatch):
    monkeypatch.setattr(
        "tinhso.kernel.people.own_account.actions.close_account.retained_by_law", lambda person: True
    )
    close_account(user=town.an, by=town.actor("an"), now=NOW)
    assert Person.objects.get(id_number="038190000001").full_name == "Lê Thị An"


def test_strangers_officers_and_open_things_are_refused(town: Town, monkeypatch):
    for by in (town.actor("dung"), SYSTEM):
        with pytest.raises(PermissionDenied):
            close_account(user=town.an, by=by, now=NOW)
    with pytest.raises(HoldsPost):
        close_account(user=town.binh, by=town.actor("binh"), now=NOW)
    monkeypatch.setattr(
        "tinhso.kernel.people.own_account.actions.close_account.open_things", lambda person: 2
    )
    with pytest.raises(StillOpen):
        close_account(user=town.an, by=town.actor("an"), now=NOW)


def test_the_page_wants_a_tick_and_signs_out(client, town: Town):
    town.sign_in(client, "an")
    assert "họ tên, số định danh của ông/bà cũng được xoá" in client.get("/tai-khoan/dong/").content.decode()
    assert client.post("/tai-khoan/dong/").status_code == 422
    assert client.post("/tai-khoan/dong/", {"sure": "1"}).status_code == 302
    assert client.get("/tai-khoan/").status_code == 302
