"""Where notices of an account go: changed by its owner alone, after being asked once more, with nothing typed lost."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from tinhso.kernel.events.models import EventRow
from tinhso.kernel.people.models import User
from tinhso.kernel.people.own_account.actions.change_contacts import change_contacts
from tinhso.kernel.site import clock
from tinhso.kernel.site.models import Instance

PASSWORD = "tre-xanh-lang-Sy-1418"
PAGE, AGAIN = "/tai-khoan/lien-he/", "/tai-khoan/xac-nhan-lai/"
NEW_CONTACTS = {"email": "an@vidu.vn", "phone": "0912000111"}


@pytest.fixture
def client(town, client) -> Client:
    town.an.set_password(PASSWORD)
    town.an.save()
    client.force_login(town.an)
    return client


def stored_contacts(town) -> tuple[str, str]:
    user = User.objects.get(pk=town.an.pk)
    return user.email, user.phone


def test_the_page_is_looked_at_freely_and_saving_asks_once_more_then_saves_what_was_typed(
    town, client, django_assert_max_num_queries
):
    with django_assert_max_num_queries(10):
        assert client.get(PAGE).status_code == 200
    assert PAGE in client.get("/tai-khoan/").content.decode()
    assert PAGE in client.get("/thong-bao/cai-dat/").content.decode()
    asked = client.post(PAGE, NEW_CONTACTS)
    assert asked["Location"].startswith(AGAIN) and stored_contacts(town) == ("", "")
    done = client.post(asked["Location"], {"password": PASSWORD}, follow=True)
    assert "Đã lưu" in done.content.decode()
    assert stored_contacts(town) == ("an@vidu.vn", "0912000111")
    event = EventRow.objects.get(name="people.ContactsChanged")
    assert event.payload["mail_changed"] and event.payload["phone_changed"]
    assert "vidu" not in event.body and "0912" not in event.body
    client.post(PAGE, NEW_CONTACTS)
    assert EventRow.objects.filter(name="people.ContactsChanged").count() == 1


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
    assert "Đã lưu" in client.post(PAGE, NEW_CONTACTS, follow=True).content.decode()
