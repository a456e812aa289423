"""Whose an account is and how far it was proved follow from the log; changed by hand they are named."""

from datetime import datetime

import pytest
from django.test import RequestFactory

from tests.town import make_citizen, tell_accounts
from tinhso.kernel.events.public import SYSTEM, comparisons, note_older_rows, record
from tinhso.kernel.people.account_proof import ACCOUNTS, compare_accounts
from tinhso.kernel.people.models import Person, User
from tinhso.kernel.people.own_account.actions.close_account import close_account
from tinhso.kernel.people.persons.actions.identify_person import identify_person
from tinhso.kernel.people.persons.claims import Identity
from tinhso.kernel.people.persons.events import PersonIdentified
from tinhso.kernel.people.public import actor_of
from tinhso.kernel.people.sign_in.citizen_form import CitizenFields
from tinhso.kernel.site import clock
from tinhso.kernel.site.clock import HANOI

pytestmark = pytest.mark.django_db
NOW = datetime(2024, 3, 8, 9, tzinfo=HANOI)


@pytest.fixture
def known_person(town) -> User:
    tell_accounts()
    identity = Identity(id_number="038190000009", full_name="Trần Thị Năm", level=2)
    return identify_person(identity, now=NOW)


def named(user, column) -> bool:
    return any(f"số {user.pk}: people_user.{column}" in line for line in compare_accounts().lines)


def test_what_the_provider_said_stands_in_the_log_also_after_a_change(known_person):
    found = compare_accounts()
    assert (found.lines, found.uncheckable, found.accounts) == ([], 0, 3)
    identify_person(Identity(id_number="038190000009", full_name="Trần Thị Năm", level=1), now=NOW)
    assert not compare_accounts().lines


@pytest.mark.parametrize("column", ["identity_level", "person_id"])
def test_each_column_that_is_changed_by_hand_is_named_with_its_account(known_person, town, column):
    nobody = Person.objects.create(full_name="Ai đó")
    User.objects.filter(pk=known_person.pk).update(
        **{column: {"identity_level": 1, "person_id": nobody.pk}[column]}
    )
    assert named(known_person, column)
    assert ACCOUNTS in comparisons(slow=False)
    assert ACCOUNTS.changed(lambda n: None).lines == compare_accounts().lines


def test_an_account_that_nobody_vouched_for(known_person):
    forged = make_citizen("gia", "Người Giả", "038190000010")
    assert named(forged, "identity_level")


def test_a_closed_account_is_nobodys(known_person):
    close_account(user=known_person, by=actor_of(known_person, on=NOW.date()), now=NOW)
    assert not compare_accounts().lines
    User.objects.filter(pk=known_person.pk).update(identity_level=2)
    assert named(known_person, "identity_level")


def test_a_citizen_who_registers_has_no_proved_identity(known_person, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    user = User.objects.create_user("nam")
    form = CitizenFields({"full_name": "Lê Văn Sáu", "phone": "0912345678"})
    assert form.is_valid()
    form.signup(RequestFactory().get("/"), user)
    found = compare_accounts()
    assert (found.lines, found.uncheckable) == ([], 0)
    User.objects.filter(pk=user.pk).update(identity_level=2)
    assert named(user, "identity_level")


def test_an_older_event_named_the_person_alone(known_person, monkeypatch):
    old = make_citizen("cu", "Người Cũ", "038190000011")
    monkeypatch.setattr(
        "tinhso.kernel.events.record.fields_text", lambda event: f'{{"level":2,"person":{old.person_id}}}'
    )
    record(PersonIdentified(person=old.person_id, level=2), by=SYSTEM, at=NOW)
    found = compare_accounts()
    assert (found.lines, found.uncheckable) == ([], 1)
    User.objects.filter(pk=old.pk).update(identity_level=1)
    assert named(old, "identity_level")


def test_an_account_that_an_older_program_made_without_an_event_cannot_be_checked(known_person):
    older = make_citizen("cu", "Người Cũ", "038190000011")
    assert named(older, "identity_level")
    note_older_rows(["people_user"], now=NOW)
    assert (compare_accounts().lines, compare_accounts().uncheckable) == ([], 1)
    younger = make_citizen("gia", "Người Giả", "038190000010")
    assert named(younger, "identity_level"), "it came after the program that tells of accounts"
    note_older_rows(["people_user"], now=NOW)
    assert named(younger, "identity_level"), "the border is noted once"
    User.objects.filter(pk=known_person.pk).update(identity_level=1)
    assert named(known_person, "identity_level"), "of whom the log tells is compared whenever he came"
