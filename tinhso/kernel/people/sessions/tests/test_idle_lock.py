"""A session that ended or was idle: nothing is done, nothing typed is lost, and the page works without JavaScript."""

import re
from html import unescape
from time import time

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client

from tinhso.kernel.people.models import User

PASSWORD = "tre-xanh-lang-Sy-1418"
TARGET = "/can-bo/chon-vi-tri/?next=/tai-khoan/"


def idle(client: Client, minutes: int) -> None:
    session = client.session
    session["seen"] = int(time()) - minutes * 60
    session.save()


def fields_of(page: str) -> dict[str, str]:
    form = page[page.index(f'action="{TARGET}"') :]
    pairs = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', form[: form.index("</form>")])
    return {name: unescape(value) for name, value in pairs}


@pytest.fixture
def officer(town, client) -> Client:
    User.objects.filter(pk=town.binh.pk).update(password=make_password(PASSWORD))
    town.binh.refresh_from_db()
    town.sign_in(client, "binh")
    idle(client, 0)
    return client


def test_a_page_of_a_busy_session_opens(officer):
    idle(officer, 14)
    assert officer.get(TARGET).status_code == 200
    assert time() - officer.session["seen"] < 60


def test_after_fifteen_minutes_the_password_is_asked_for_and_the_way_goes_on(officer):
    idle(officer, 16)
    response = officer.get(TARGET)
    assert response["Location"].startswith("/mo-khoa/?next=")
    assert officer.get("/tai-khoan/").status_code == 302  # and stays locked
    wrong = officer.post("/mo-khoa/", {"password": "sai", "next": TARGET})
    assert "Mật khẩu chưa đúng" in wrong.content.decode()
    right = officer.post("/mo-khoa/", {"password": PASSWORD, "next": TARGET})
    assert right["Location"] == TARGET
    assert officer.get(TARGET).status_code == 200


def test_a_form_sent_to_a_locked_session_comes_back_whole_and_can_be_sent_again(officer, town):
    post = town.posts["binh"].pk
    idle(officer, 16)
    typed = {"post": str(post), "ghi_chu": 'Chữ "có dấu" <b>& dòng\nhai</b>', "password": "x"}
    response = officer.post(TARGET, typed)
    assert response.status_code == 423
    fields = fields_of(response.content.decode())
    assert fields["ghi_chu"] == typed["ghi_chu"]
    assert "password" not in fields
    officer.post("/mo-khoa/", {"password": PASSWORD})
    assert officer.post(TARGET, fields)["Location"] == "/tai-khoan/"


def sent_too_late(town) -> tuple[Client, dict[str, str]]:
    """A form that an anonymous session sent, and the fields of the page that keeps it; then Bình signs in."""
    browser = Client(enforce_csrf_checks=True)
    browser.get("/dang-nhap/mat-khau/")
    token = browser.cookies["csrftoken"].value
    sent = {"post": str(town.posts["binh"].pk), "csrfmiddlewaretoken": token}
    page = browser.post(TARGET, sent, HTTP_ORIGIN="http://testserver")
    assert page.status_code == 401
    assert "vẫn còn" in page.content.decode()
    town.sign_in(browser, "binh")
    browser.cookies["csrftoken"] = "b" * 32  # signing in turned the token
    return browser, fields_of(page.content.decode())


def test_a_form_sent_signed_out_goes_through_at_the_first_sending_after_signing_in(town):
    browser, fields = sent_too_late(town)
    second = browser.post(TARGET, fields, HTTP_ORIGIN="http://testserver")
    assert (second.status_code, second["Location"]) == (302, "/tai-khoan/")


@pytest.mark.parametrize("missing", ["secret", "other secret", "proof", "other address"])
def test_without_the_secret_and_its_proof_a_form_sent_again_is_refused(town, missing):
    browser, fields = sent_too_late(town)
    target = TARGET
    if missing == "secret":
        del browser.cookies["gui_lai"]
    elif missing == "other secret":
        browser.cookies["gui_lai"] = "x" * 43
    elif missing == "proof":
        fields["gui_lai"] = fields["gui_lai"][:-2]
    else:
        target = "/tai-khoan/dang-xuat-noi-khac/"
    assert browser.post(target, fields, HTTP_ORIGIN="http://testserver").status_code == 403


def test_an_old_token_offers_the_form_again(town):
    browser, fields = sent_too_late(town)
    del browser.cookies["gui_lai"]
    second = browser.post(TARGET, fields, HTTP_ORIGIN="http://testserver")
    assert "Bấm nút dưới đây để gửi lại" in second.content.decode()
    fresh = fields_of(second.content.decode())
    assert browser.post(TARGET, fresh, HTTP_ORIGIN="http://testserver")["Location"] == "/tai-khoan/"


@pytest.mark.parametrize("origin", ["https://ke-gian.example", None])
def test_a_form_from_another_site_is_never_offered_again(town, origin):
    browser = town.sign_in(Client(enforce_csrf_checks=True), "binh")
    headers = {"HTTP_ORIGIN": origin} if origin else {}
    response = browser.post(TARGET, {"post": "1"}, **headers)
    assert response.status_code == 403
    assert "Gửi lại" not in response.content.decode()


def test_too_much_to_carry_is_said(town, client):
    response = client.post(TARGET, {"ghi_chu": "x" * 1_000_001})
    assert response.status_code == 413


def test_a_citizen_is_not_locked_out_while_writing(town, client):
    town.sign_in(client, "an")
    assert "seen" not in client.session
    assert client.get("/tai-khoan/").status_code == 200
