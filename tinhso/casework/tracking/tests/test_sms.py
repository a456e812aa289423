"""HS <mã> <4 số cuối>: the right digits are answered, everything else alike, and not too often."""

import json
import time

import pytest
from django.test import Client
from django.urls import reverse

from tinhso.casework.tests.makers import NOW, make_case
from tinhso.kernel.notices.sms import answer_sms
from tinhso.lib.messages.signed_message import stamp


@pytest.fixture
def case(town, settings):
    settings.TINHSO_SMS_SECRET = "khóa thử"
    return make_case(code="HS-1", kind="dossier", person=town.an.person, state="submitted", due_at=NOW)


def ask(text: str, phone: str = "912345678") -> str:
    return answer_sms(phone, text, now=NOW)


def post(body: dict, secret: str = "khóa thử", **words):
    raw = json.dumps(body).encode()
    signature = stamp(secret, raw, at=int(time.time()))
    return Client(enforce_csrf_checks=True).post(
        reverse("notices:sms_in"), raw, "application/json", headers={"X-Signature": signature}
    )


def test_the_last_four_digits_open_state_and_due_date_only(case):
    reply = ask(" hs hs-1 5678 ")
    assert reply.startswith("HS-1: ") and "08/03/2024" in reply and reply.isascii()
    assert case.title not in reply and "An" not in reply


def test_a_wrong_code_and_wrong_digits_are_answered_alike(case):
    assert ask("HS HS-1 0000") == ask("HS HS-2 5678") == ask("HS HS-1") == ask("HS")
    assert ask("HS HS-1 5678") != ask("HS HS-1 0000")


def test_what_is_no_command_is_answered_with_help(case):
    assert ask("xin chao") == ask("") == ask("\x00")
    assert "HS ma-ho-so 4-so-cuoi" in ask("?")


def test_one_phone_asks_ten_times_an_hour(case):
    for _ in range(10):
        ask("HS HS-2 0000", "900000001")
    assert "qua nhieu lan" in ask("HS HS-1 5678", "900000001")
    assert "HS-1" in ask("HS HS-1 5678", "900000002")


def test_the_digits_of_one_case_cannot_be_guessed_from_many_phones(case):
    for n in range(5):
        ask(f"HS HS-1 900{n}", f"90000010{n}")
    assert "HS-1" not in ask("HS HS-1 5678", "900000200")


def test_the_gateway_signs_what_it_brings(case, settings):
    asked = {"from": "0912345678", "text": "HS HS-1 5678"}
    assert "HS-1" in post(asked).json()["reply"]
    assert post(asked, secret="khóa khác").status_code == 403
    for wrong in ({}, {"from": "1", "text": ""}, []):
        assert post(wrong).status_code == 400
    settings.TINHSO_SMS_SECRET = ""
    assert post(asked).status_code == 404


def test_the_demo_has_a_telephone_of_its_own(case, settings):
    page = reverse("notices:sms_trial")
    settings.DEMO = False
    assert Client().get(page).status_code == 404
    settings.DEMO = True
    assert Client().get(page).status_code == 200
    sms_page = Client().post(page, {"phone": "0912345678", "text": "HS HS-1 5678"})
    assert "HS-1: " in sms_page.content.decode()
    assert Client().post(page, {"phone": "1", "text": ""}).status_code == 422
