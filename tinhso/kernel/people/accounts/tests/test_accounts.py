from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from django.utils import timezone

from tinhso.kernel.events.models import EventRow
from tinhso.kernel.people.models import User


def test_an_administrator_shuts_and_opens_an_account(town, client, django_assert_max_num_queries):
    town.sign_in(client, "quan")
    with django_assert_max_num_queries(12):
        page = client.get("/quan-tri/tai-khoan/", {"q": "Bình"}).content.decode()
    assert "Nguyễn Thị Bình" in page
    assert "Hoàng Văn Chi" not in page
    assert "Lê Thị An" not in client.get("/quan-tri/tai-khoan/").content.decode()  # a citizen
    client.post(f"/quan-tri/tai-khoan/{town.binh.pk}/khoa/")
    assert not User.objects.get(pk=town.binh.pk).is_active
    client.post(f"/quan-tri/tai-khoan/{town.binh.pk}/mo/")
    assert User.objects.get(pk=town.binh.pk).is_active
    names = list(EventRow.objects.order_by("pk").values_list("name", flat=True))
    assert names == ["people.AccountDisabled", "people.AccountEnabled"]


def test_a_shut_account_has_no_session(town, client):
    officer, keeper = town.sign_in(Client(), "binh"), town.sign_in(client, "quan")
    assert officer.get("/tai-khoan/").status_code == 200
    keeper.post(f"/quan-tri/tai-khoan/{town.binh.pk}/khoa/")
    assert officer.get("/tai-khoan/")["Location"].startswith("/dang-nhap/")


def test_nobody_shuts_the_own_account_or_a_citizens(town, client):
    town.sign_in(client, "quan")
    client.post(f"/quan-tri/tai-khoan/{town.quan.pk}/khoa/")
    assert User.objects.get(pk=town.quan.pk).is_active
    assert client.post(f"/quan-tri/tai-khoan/{town.an.pk}/khoa/").status_code == 404


@pytest.mark.parametrize("stranger", ["an", "binh", "chi", "tra"])
def test_only_an_administrator_sees_accounts(town, client, stranger):
    town.sign_in(client, stranger)
    assert client.get("/quan-tri/tai-khoan/").status_code == 403
    assert client.post(f"/quan-tri/tai-khoan/{town.binh.pk}/khoa/").status_code == 403


def test_idle_officers_are_shut_out_by_the_nightly_command(town, capsys):
    User.objects.filter(pk__in=[town.binh.pk, town.an.pk]).update(
        last_login=timezone.now() - timedelta(days=46)
    )
    call_command("disable_idle_accounts")
    assert "Đã khóa 1 tài khoản" in capsys.readouterr().out
    assert User.objects.get(pk=town.an.pk).is_active


def test_the_days_without_sign_in_are_those_of_the_rule(town, client):
    from tinhso.kernel.events.public import EventRow
    from tinhso.kernel.law.models import Rule

    Rule.objects.filter(key="security.disable_idle_days").delete()
    Rule.objects.create(key="security.disable_idle_days", value=20, valid=DateRange(None, None), source="thử")
    town.binh.set_password("tre-xanh-lang-Sy-1418")
    town.binh.last_login = timezone.now() - timedelta(days=21)
    town.binh.save()
    client.post("/dang-nhap/mat-khau/", {"login": "binh", "password": "tre-xanh-lang-Sy-1418"})
    event = EventRow.objects.filter(name="people.AccountDisabled").get()
    assert event.payload["idle_days"] == 20


def test_an_account_without_a_password_is_told_so_instead_of_an_error(client, town):
    town.an.set_unusable_password()
    town.an.save()
    page = town.sign_in(client, "an").get("/tai-khoan/mat-khau/", follow=True)
    assert "Tài khoản này không dùng mật khẩu" in page.content.decode()


def test_an_address_too_long_to_come_back_to_leads_to_sign_in_without_it(client, town):
    answer = client.get("/can-bo/?q=" + "x" * 9000)
    assert answer.status_code == 302
    assert len(answer["Location"]) < 100
