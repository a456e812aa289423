"""Passkeys beside the authenticator app; the ceremony itself is in tests/journeys/test_own_machine.py."""

import json

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

PASSWORD = "tre-xanh-lang-Sy-1418"
KEYS = "/tai-khoan/xac-thuc/khoa/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def binh(town):
    town.binh.set_password(PASSWORD)
    town.binh.save()
    return town.binh


@pytest.fixture
def signed_in(binh, client) -> Client:
    """Bình with the password just given, so that nothing is asked again."""
    client.post("/dang-nhap/mat-khau/", {"login": "binh", "password": PASSWORD})
    client.post("/tai-khoan/xac-nhan-lai/", {"password": PASSWORD})
    return client


def test_a_key_is_added_from_the_page_of_second_factors(signed_in):
    assert KEYS + "them/" in signed_in.get("/tai-khoan/xac-thuc/").content.decode()
    page = signed_in.get(KEYS + "them/").content.decode()
    assert "Thêm khóa truy cập" in page
    assert 'id="passkey-options"' in page
    assert signed_in.get(KEYS)["Location"] == "/tai-khoan/xac-thuc/"


@pytest.mark.long
@pytest.mark.parametrize(
    "sentence",
    [
        "",
        "không phải JSON",
        "[]",
        "7",
        "{}",
        json.dumps({"id": "x", "rawId": "x", "type": "public-key", "response": {}}),
        json.dumps(
            {
                "id": "AAAA",
                "rawId": "AAAA",
                "type": "public-key",
                "response": {"clientDataJSON": "e30", "attestationObject": "oA"},
                "clientExtensionResults": {},
            }
        ),
    ],
)
def test_what_no_browser_says_adds_no_key(signed_in, sentence):
    signed_in.get(KEYS + "them/")
    answer = signed_in.post(KEYS + "them/", {"name": "Điện thoại", "credential": sentence})
    assert answer.status_code == 200
    assert not Authenticator.objects.filter(type=Authenticator.Type.WEBAUTHN).exists()


def test_the_password_is_asked_again_before_a_key_is_added(binh, client):
    client.force_login(binh)
    assert client.get(KEYS + "them/")["Location"].startswith("/tai-khoan/xac-nhan-lai/")


def test_a_key_of_somebody_else_is_not_there_to_remove(signed_in, town):
    key = Authenticator.objects.create(user=town.bao, type=Authenticator.Type.WEBAUTHN, data={"name": "Bảo"})
    assert signed_in.post(f"{KEYS}{key.pk}/bo/").status_code == 404
    assert Authenticator.objects.filter(pk=key.pk).exists()


def test_no_session_outlives_the_removal_of_the_last_factor(signed_in, binh):
    app = Authenticator.objects.create(user=binh, type=Authenticator.Type.TOTP, data={"secret": ""})
    other = Client()
    other.force_login(binh)
    for client in (signed_in, other):
        assert client.get("/can-bo/").status_code == 200
        assert client.session["second_factor"]
    app.delete()
    signed_in.post("/tai-khoan/xac-thuc/ung-dung/bo/")
    key = Authenticator.objects.create(user=binh, type=Authenticator.Type.TOTP, data={"secret": ""})
    signed_in.post("/tai-khoan/xac-thuc/ung-dung/bo/")
    assert not Authenticator.objects.filter(pk=key.pk).exists()
    assert "second_factor" not in signed_in.session
    assert signed_in.get("/can-bo/")["Location"].startswith("/tai-khoan/xac-thuc/")
    assert "/dang-nhap/" in other.get("/can-bo/")["Location"]
