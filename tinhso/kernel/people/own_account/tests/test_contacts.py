"""Where notices of an account go: changed by its owner alone, after being asked once more, with the code that came to the new
address; the former one is told."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from tinhso.kernel.events.models import EventRow
from tinhso.kernel.people.models import ContactChange, User
from tinhso.kernel.people.own_account.actions.change_contacts import (
    NoCarrier,
    TooManyCodes,
    change_contacts,
)
from tinhso.kernel.people.own_account.actions.confirm_contact import CodeRefused, confirm_contact
from tinhso.kernel.people.own_account.contact_codes import ContactCarrier, code_of
from tinhso.kernel.people.tasks import forget_contact_changes
from tinhso.kernel.site import clock
from tinhso.kernel.site.models import Instance

PASSWORD = "tre-xanh-lang-Sy-1418"
PAGE, CODE, AGAIN = "/tai-khoan/lien-he/", "/tai-khoan/lien-he/ma/", "/tai-khoan/xac-nhan-lai/"
NEW_CONTACTS = {"email": "an@vidu.vn", "phone": "0912000111"}


@pytest.fixture
def client(town, client) -> Client:
    town.an.set_password(PASSWORD)
    town.an.save()
    client.force_login(town.an)
    return client


@pytest.fixture(autouse=True)
def sent(monkeypatch):
    """What the carriers were given, by the channel: they stand above people."""
    given: list[ContactChange] = []
    carriers = [
        ContactCarrier(one, lambda: True, lambda pk: given.append(ContactChange.objects.get(pk=pk)))
        for one in ("email", "phone")
    ]
    monkeypatch.setattr("tinhso.kernel.people.own_account.contact_codes.all_of", lambda _slot: carriers)
    return given


def type_code(client, change, code=""):
    return client.post(
        CODE, {"channel": change.channel, "code": code or code_of(change.pk)}, follow=True
    ).content.decode()


def wrong_code(change):
    return f"{(int(code_of(change.pk)) + 1) % 10**6:06}"


def change_mail(town, address="an@vidu.vn"):
    user = User.objects.get(pk=town.an.pk)
    by = town.actor("an")
    return change_contacts(user, email=address, phone=user.phone, by=by, now=clock.now()).get("email")


def stored_contacts(town) -> tuple[str, str]:
    user = User.objects.get(pk=town.an.pk)
    return user.email, user.phone


def test_saving_asks_once_more_and_the_new_address_holds_only_with_the_code_that_came_there(
    town, client, sent, django_assert_max_num_queries
):
    with django_assert_max_num_queries(11):
        assert client.get(PAGE).status_code == 200
    assert PAGE in client.get("/tai-khoan/").content.decode()
    assert PAGE in client.get("/thong-bao/cai-dat/").content.decode()
    asked = client.post(PAGE, NEW_CONTACTS)
    assert asked["Location"].startswith(AGAIN) and not sent
    page = client.post(asked["Location"], {"password": PASSWORD}, follow=True).content.decode()
    assert "Đã gửi mã" in page and "an@vidu.vn" in page and stored_contacts(town) == ("", "")
    assert not EventRow.objects.filter(name="people.ContactsChanged").exists()
    mail, phone = sent
    assert "Mã không đúng" in type_code(client, phone, wrong_code(phone)) and stored_contacts(town) == (
        "",
        "",
    )
    assert "Đã lưu" in type_code(client, phone)
    assert stored_contacts(town) == ("", "0912000111")
    assert "Đã lưu" in type_code(client, mail)
    assert stored_contacts(town) == ("an@vidu.vn", "0912000111")
    events = EventRow.objects.filter(name="people.ContactsChanged").order_by("pk")
    assert [(e.payload["mail_changed"], e.payload["phone_changed"]) for e in events] == [
        (False, True),
        (True, False),
    ]
    assert not any("vidu" in event.body or "0912000111" in event.body for event in events)
    assert "không có gì thay đổi" in client.post(PAGE, NEW_CONTACTS, follow=True).content.decode()
    assert len(sent) == 4 and [one.confirmed_at is None for one in sent] == [True, True, False, False]


def test_the_former_address_is_told_the_accounts_else_that_of_the_identity(town, sent):
    confirm_contact(
        change=(first := change_mail(town)), code=code_of(first.pk), by=town.actor("an"), now=clock.now()
    )
    assert [(one.address, one.former) for one in sent] == [("an@vidu.vn", town.an.person.email)] * 2
    change_mail(town, "")  # given up: nothing to show, and it holds at once
    assert stored_contacts(town)[0] == "" and (sent[-1].address, sent[-1].former) == ("", "an@vidu.vn")


def test_a_code_is_good_for_ten_minutes_five_tries_and_until_the_next_one(town, sent):
    def confirm(change, code=""):
        confirm_contact(change=change, code=code or code_of(change.pk), by=town.actor("an"), now=clock.now())

    guessed = change_mail(town)
    for _ in range(5):
        with pytest.raises(CodeRefused):
            confirm(guessed, wrong_code(guessed))
    with pytest.raises(CodeRefused):
        confirm(guessed)
    late = change_mail(town)
    with pytest.raises(CodeRefused):
        confirm(guessed, code_of(late.pk))
    ContactChange.objects.filter(pk=late.pk).update(asked_at=timezone.now() - timedelta(minutes=11))
    with pytest.raises(CodeRefused):
        confirm(late)
    change_mail(town)
    with pytest.raises(TooManyCodes):  # to one address, three an hour
        change_mail(town)
    assert stored_contacts(town) == ("", "")
    with pytest.raises(PermissionDenied):
        confirm_contact(change=late, code=code_of(late.pk), by=town.actor("dung"), now=clock.now())


def test_what_cannot_be_sent_to_is_not_taken_and_said_so(town, client, monkeypatch):
    monkeypatch.setattr("tinhso.kernel.people.own_account.contact_codes.all_of", lambda _slot: [])
    with pytest.raises(NoCarrier):
        change_mail(town)
    asked = client.post(PAGE, NEW_CONTACTS)
    page = client.post(asked["Location"], {"password": PASSWORD})
    assert page.status_code == 422 and "chưa gửi được tin" in page.content.decode()
    assert stored_contacts(town) == ("", "") and not ContactChange.objects.exists()


def test_a_day_later_neither_address_is_there(town):
    change = change_mail(town)
    forget_contact_changes(0)
    assert ContactChange.objects.filter(pk=change.pk).exists()
    ContactChange.objects.update(asked_at=timezone.now() - timedelta(days=1, minutes=1))
    forget_contact_changes(0)
    assert not ContactChange.objects.exists()


def test_what_is_no_address_comes_back_with_words(town, client):
    asked = client.post(PAGE, {"email": "không phải", "phone": "12"})
    page = client.post(asked["Location"], {"password": PASSWORD})
    words = page.content.decode()
    assert page.status_code == 422 and "ten@noi-gui.vn" in words and "10 chữ số" in words
    assert "không phải" in words and stored_contacts(town) == ("", "")


def test_nobody_changes_them_for_somebody_else(town, client):
    for by in ("dung", "quan"):
        with pytest.raises(PermissionDenied):
            change_contacts(town.an, **NEW_CONTACTS, by=town.actor(by), now=clock.now())
    assert Client().post(PAGE, NEW_CONTACTS).status_code == 401
    assert Client().get(PAGE)["Location"].startswith("/dang-nhap/")


@pytest.mark.long
def test_who_can_confirm_by_nothing_changes_nothing_but_in_a_demo(town):
    town.dung.set_unusable_password()
    town.dung.save()
    client = Client()
    client.force_login(town.dung)
    refused = client.post(PAGE, NEW_CONTACTS, follow=True)
    assert refused.status_code == 403 and not EventRow.objects.filter(name="people.ContactsChanged").exists()
    Instance.objects.create(
        pk=1, name="Tỉnh Số", owner="UBND tỉnh", province_code="38", ident_code="H56", demo=True
    )
    assert "Đã gửi mã" in client.post(PAGE, NEW_CONTACTS, follow=True).content.decode()
