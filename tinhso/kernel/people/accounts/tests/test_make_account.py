"""Accounts made and found in the browser: by whom, with which name, and on to the post."""

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.town import make_officer
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.people.accounts.actions.make_account import UsernameTaken, UsernameWrong, make_account
from tinhso.kernel.people.accounts.officers import officers
from tinhso.kernel.people.agencies.administered_agencies import NotAnAdministrator, NotYourAgency
from tinhso.kernel.people.guards.actors import actor_of
from tinhso.kernel.people.models import User
from tinhso.kernel.people.roles import Administrator

SENT = {"full_name": "Trịnh  Thị Mới", "username": "moi.tt", "email": "", "phone": ""}


def made(town, who="quan", username="moi.tt"):
    words = {"full_name": "Mới", "email": "", "phone": "", "agency": town.agency_a}
    return make_account(username=username, **words, by=town.actor(who), now=timezone.now())


def found(town, **words):
    rows = officers(**words, on=town.day, real_now=timezone.now())
    return {user.username for user in rows}


def test_an_account_is_made_and_leads_on_to_its_post(town, client):
    town.sign_in(client, "quan")
    page = reverse("new_account", args=[town.agency_a.code])
    answer = client.post(page, SENT)
    assert answer["Location"] == reverse("appoint", args=[town.agency_a.code]) + "?ai=moi.tt"
    user = User.objects.get(username="moi.tt")
    assert user.full_name == "Trịnh Thị Mới" and not user.has_usable_password()
    assert [row.name for row in EventRow.objects.all()] == ["people.AccountMade"]
    assert 'value="moi.tt"' in client.get(answer["Location"]).content.decode()
    assert (
        "Trịnh Thị Mới" in client.get("/quan-tri/tai-khoan/", {"trang_thai": "khong-vi-tri"}).content.decode()
    )


def test_a_name_that_is_taken_or_wrong_comes_back_with_what_was_typed(town, client):
    town.sign_in(client, "quan")
    page = reverse("new_account", args=[town.agency_a.code])
    for username, sentence in (
        ("BINH", "đã có"),
        ("có dấu", "chữ thường không dấu"),
        ("", "Nhập tên đăng nhập"),
    ):
        answer = client.post(page, SENT | {"username": username})
        assert answer.status_code == 422
        assert sentence in answer.content.decode() and "Trịnh  Thị Mới" in answer.content.decode()
    for bad in ({"email": "x"}, {"phone": "12"}, {"full_name": "x" * 201}):
        assert client.post(page, SENT | bad).status_code == 422
    assert not User.objects.filter(username="moi.tt").exists()


def test_refusals_of_making_an_account(town):
    with pytest.raises(UsernameTaken):
        made(town, username="Binh")
    with pytest.raises(UsernameWrong):
        made(town, username="a b")
    for who in ("binh", "chi", "tra"):
        with pytest.raises(NotAnAdministrator):
            made(town, who)
    make_officer("quan-b", "Quản B", town.agency_b, "Quản trị", Administrator)
    keeper = User.objects.get(username="quan-b")
    with pytest.raises(NotYourAgency):
        make_account(
            username="moi",
            full_name="Mới",
            email="",
            phone="",
            agency=town.agency_a,
            by=actor_of(keeper, on=town.day),
            now=timezone.now(),
        )


def test_accounts_are_found_by_name_agency_post_and_state(town):
    assert found(town, words="nguyen binh") == {"binh"} == found(town, words="BINH")
    assert found(town, agency=town.agency_b.name, role="desk") <= {"bao"}
    assert "chi" in found(town, role="head") and "binh" not in found(town, role="head")
    User.objects.filter(username="emi").update(is_active=False)
    assert found(town, state="khoa") == {"emi"} and "emi" not in found(town, state="dung")
    assert "an" not in found(town)


def test_who_is_appointed_is_found_by_name(town, client):
    town.sign_in(client, "quan")
    page = reverse("appoint", args=[town.agency_a.code])
    data = {"username": "nguyen binh", "title": "Chuyên viên", "find": "1"}
    text = client.post(page, data).content.decode()
    assert "?ai=binh" in text and 'value="Chuyên viên"' in text and 'value="binh"' in text
    assert "Không tìm thấy" in client.post(page, {"username": "nobody", "find": "1"}).content.decode()


@pytest.mark.parametrize("stranger", ["an", "binh", "chi", "tra"])
def test_only_an_administrator_makes_accounts(town, client, stranger):
    town.sign_in(client, stranger)
    assert client.get(reverse("new_account", args=[town.agency_a.code])).status_code == 403
