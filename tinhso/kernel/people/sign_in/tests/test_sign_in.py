import re
from datetime import date, timedelta

import pytest
from allauth.account.adapter import get_adapter
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from django.utils import timezone

from tinhso.kernel.events.models import EventRow
from tinhso.kernel.law.models import Rule
from tinhso.kernel.people.models import Post, User
from tinhso.kernel.people.roles import Examiner
from tinhso.kernel.people.sign_in.cast import CastMember
from tinhso.kernel.people.sign_in.views import sign_in as sign_in_views
from tinhso.kernel.people.slots import read_account
from tinhso.kernel.site.models import Instance

PASSWORD = "tre-xanh-lang-Sy-1418"


def make_instance(demo: bool = False) -> Instance:
    return Instance.objects.create(
        pk=1, name="Tỉnh Số", owner="UBND tỉnh", province_code="38", ident_code="H56", demo=demo
    )


def make_rule(key: str, value: object) -> None:
    Rule.objects.create(key=key, value=value, valid=DateRange(date(2020, 1, 1), None), source="thử")


@pytest.fixture
def binh(town) -> User:
    town.binh.set_password(PASSWORD)
    town.binh.save()
    return town.binh


def give(client: Client, username: str, password: str = PASSWORD, **more: str):
    return client.post("/dang-nhap/mat-khau/", {"login": username, "password": password, **more})


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


@pytest.mark.long
def test_an_officer_signs_in_with_a_password_and_is_led_to_the_second_step(binh, client):
    assert give(client, "binh").status_code == 302
    assert signed_in(client)
    assert EventRow.objects.filter(name="people.SignedIn", actor_id=binh.pk).count() == 1
    response = client.get("/can-bo/chon-vi-tri/")
    assert response["Location"] == "/tai-khoan/xac-thuc/ung-dung/"
    asked = client.get(response["Location"])["Location"]
    assert "Xác nhận lại" in client.get(asked).content.decode()
    assert client.post(asked, {"password": PASSWORD})["Location"] == response["Location"]
    page = client.get(response["Location"]).content.decode()
    assert "Bật xác thực hai bước" in page
    secret = re.search(r"<code>(\w+)</code>", page)[1]
    assert client.post(response["Location"], {"code": code_of(secret)}).status_code == 302
    assert client.get("/can-bo/chon-vi-tri/").status_code == 200
    for path in ("", "ma-du-phong/", "ma-du-phong/moi/", "ung-dung/bo/"):
        assert client.get(f"/tai-khoan/xac-thuc/{path}").status_code == 200
    assert "đang bật" in client.get("/tai-khoan/").content.decode()


def code_of(secret: str) -> str:
    """What the authenticator app shows now."""
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def test_the_password_can_be_changed(binh, client):
    town_session = give(client, "binh")
    assert town_session.status_code == 302
    new = {"oldpassword": PASSWORD, "password1": "moi-tinh-song-Ma-77", "password2": "moi-tinh-song-Ma-77"}
    assert "dài ít nhất 12" in client.get("/tai-khoan/mat-khau/").content.decode()
    assert client.post("/tai-khoan/mat-khau/", new).status_code == 302
    assert signed_in(client)
    client.post("/dang-xuat/")
    assert not signed_in(client)
    give(client, "binh", "moi-tinh-song-Ma-77")
    assert signed_in(client)


def test_with_an_authenticator_app_the_code_is_asked_for(binh, client):
    secret = generate_totp_secret()
    TOTP.activate(binh, secret)
    response = give(client, "binh")
    assert response["Location"] == "/dang-nhap/buoc-hai/"
    assert not signed_in(client)
    assert "Xác thực bước hai" in client.get("/dang-nhap/buoc-hai/").content.decode()
    assert "Mã chưa đúng" in client.post("/dang-nhap/buoc-hai/", {"code": "000000"}).content.decode()
    assert client.post("/dang-nhap/buoc-hai/", {"code": code_of(secret)}).status_code == 302
    assert signed_in(client)
    assert client.get("/can-bo/chon-vi-tri/").status_code == 200


def test_a_code_opens_once_even_at_another_server_process(binh, client, caplog):
    secret = generate_totp_secret()
    TOTP.activate(binh, secret)
    code, other = code_of(secret), Client()
    for one in (client, other):
        give(one, "binh")
        one.post("/dang-nhap/buoc-hai/", {"code": code})
        cache.clear()  # what another process remembers: nothing
    assert signed_in(client) and not signed_in(other)
    assert [(one.code, one.user_id) for one in refused(caplog)] == [("used_code", binh.pk)]


def test_ten_wrong_codes_close_the_second_step_from_whatever_address(binh, client, caplog):
    secret = generate_totp_secret()
    TOTP.activate(binh, secret)
    give(client, "binh")
    for number in range(10):
        client.post("/dang-nhap/buoc-hai/", {"code": "000000"}, REMOTE_ADDR=f"192.0.2.{number}")
        cache.clear()
    last = client.post("/dang-nhap/buoc-hai/", {"code": code_of(secret)}, REMOTE_ADDR="192.0.2.99")
    assert "quá nhiều lần" in last.content.decode() and not signed_in(client)
    records = [record for record in caplog.records if record.name == "tinhso.people"]
    assert [one.code for one in records] == ["second_factor"] * 10 + ["too_many_codes"]
    assert {one.user_id for one in records} == {binh.pk}


def test_behind_our_proxy_callers_are_told_apart(rf, settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    request = rf.get("/", HTTP_X_FORWARDED_FOR="198.51.100.9, 192.0.2.7", REMOTE_ADDR="127.0.0.1")
    assert get_adapter().get_client_ip(request) == "192.0.2.7"


def refused(caplog):
    return [record for record in caplog.records if record.name == "tinhso.people"]


def test_a_password_at_a_locked_account_leaves_a_line_too(binh, client, caplog):
    User.objects.filter(pk=binh.pk).update(locked_until=timezone.now() + timedelta(minutes=5))
    give(client, "binh")
    assert [(one.code, one.user_id) for one in refused(caplog)] == [("locked", binh.pk)]


def test_a_refused_password_leaves_a_line_without_a_name(binh, client, caplog):
    give(client, "binh", "sai")
    give(client, "khong-co-ai", "sai")
    records = [record for record in caplog.records if record.name == "tinhso.people"]
    assert [(one.getMessage(), one.code, one.user_id) for one in records] == [
        ("sign-in refused", "password", binh.pk),
        ("sign-in refused", "password", None),
    ]


def test_five_wrong_passwords_lock_the_account_for_a_while(binh, client):
    for _ in range(5):
        assert "chưa đúng" in give(client, "binh", "sai").content.decode()
    assert "tạm khóa" in give(client, "binh").content.decode()
    assert not signed_in(client)
    assert EventRow.objects.filter(name="people.AccountLocked").count() == 1
    User.objects.filter(pk=binh.pk).update(locked_until=timezone.now() - timedelta(seconds=1))
    give(client, "binh")
    assert signed_in(client)


def test_how_many_is_a_dated_rule(binh, client):
    make_rule("security.failures_before_lock", 2)
    give(client, "binh", "sai")
    give(client, "binh", "sai")
    assert "tạm khóa" in give(client, "binh").content.decode()


def test_a_right_password_forgets_the_wrong_ones(binh, client):
    give(client, "binh", "sai")
    give(client, "binh")
    binh.refresh_from_db()
    assert binh.failed_sign_ins == 0


def test_an_officer_who_was_away_for_45_days_is_shut_out(binh, client):
    User.objects.filter(pk=binh.pk).update(last_login=timezone.now() - timedelta(days=46))
    assert give(client, "binh")["Location"] == "/tai-khoan/da-khoa/"
    binh.refresh_from_db()
    assert not binh.is_active
    assert EventRow.objects.filter(name="people.AccountDisabled").count() == 1


@pytest.mark.parametrize("allowed", [True, False])
def test_a_citizen_has_an_own_password_only_while_the_rule_allows(town, client, allowed):
    make_rule("local_citizen_login_allowed", allowed)
    town.an.set_password(PASSWORD)
    town.an.save()
    response = give(client, "an")
    assert signed_in(client) is allowed
    if not allowed:
        assert response.status_code == 403
        assert "định danh điện tử" in response.content.decode()


def test_registration_makes_a_person_without_an_id_number(db, client):
    make_rule("local_citizen_login_allowed", True)
    words = {"username": "mai", "password1": PASSWORD, "password2": PASSWORD}
    response = client.post("/tai-khoan/dang-ky/", {**words, "full_name": "Lê Mai", "phone": "0912000000"})
    assert response.status_code == 302
    person = User.objects.get(username="mai").person
    assert person is not None
    assert (person.full_name, person.id_number) == ("Lê Mai", "")


def test_registration_is_closed_when_the_rule_says_so(db, client):
    make_rule("local_citizen_login_allowed", False)
    assert "định danh điện tử" in client.get("/tai-khoan/dang-ky/").content.decode()


@pytest.fixture
def cast(monkeypatch):
    members = (CastMember("binh", "Bình", "Một cửa", "nhận hồ sơ"),)
    monkeypatch.setattr(sign_in_views, "all_of", lambda kind: members)


def test_in_the_demo_one_click_makes_you_a_member_of_the_cast(town, cast, client):
    make_instance(demo=True)
    assert "nhận hồ sơ" in client.get("/dang-nhap/").content.decode()
    assert client.post("/dang-nhap/vai/", {"username": "binh"}).status_code == 302
    assert client.session["_auth_user_id"] == str(town.binh.pk)
    assert client.get("/can-bo/chon-vi-tri/").status_code == 200


def test_outside_a_demo_nobody_becomes_anybody(town, cast, client):
    make_instance(demo=False)
    assert "nhận hồ sơ" not in client.get("/dang-nhap/").content.decode()
    assert client.post("/dang-nhap/vai/", {"username": "binh"}).status_code == 403
    assert not signed_in(client)


def test_only_the_cast_can_be_become(town, cast, client):
    make_instance(demo=True)
    assert client.post("/dang-nhap/vai/", {"username": "quan"}).status_code == 403


def test_signing_in_never_leads_to_another_site(binh, client):
    assert "ke-gian" not in give(client, "binh", next="https://ke-gian.example/")["Location"]


def test_an_officer_chooses_among_the_own_posts(town, client, django_assert_max_num_queries):
    second = Post.objects.create(
        agency=town.agency_b,
        user=town.binh,
        title="Kiêm nhiệm",
        roles=[Examiner.code],
        valid=DateRange(date(2020, 1, 1), None),
    )
    town.sign_in(client, "binh")
    with django_assert_max_num_queries(8):
        assert "Kiêm nhiệm" in client.get("/can-bo/chon-vi-tri/").content.decode()
    client.post("/can-bo/chon-vi-tri/", {"post": second.pk})
    assert client.session["post_id"] == second.pk
    other = Post.objects.get(user=town.bao)
    assert client.post("/can-bo/chon-vi-tri/", {"post": other.pk}).status_code == 400


def test_a_visitor_is_nobody(town, rf):
    from tinhso.kernel.people.public import actor_for

    request = rf.get("/")
    request.user = AnonymousUser()
    assert actor_for(request).user_id is None


def test_the_corner_of_the_page_says_the_name_or_the_username_where_there_is_none(town, client):
    town.sign_in(client, "emi")
    assert read_account(client.get("/tai-khoan/").wsgi_request).name == "Trịnh Thị Emi"
    User.objects.filter(username="emi").update(full_name="")
    assert read_account(client.get("/tai-khoan/").wsgi_request).name == "emi"
