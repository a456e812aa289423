"""Paying on the same telephone: the page, the picture, and that it tells by itself when the money came."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tinhso.onestop.money.tests.money_makers import SECRET, charge_of, collecting, message, post_message


@pytest.fixture
def paying(shop, settings):
    settings.BANK_SECRET = SECRET
    return collecting(shop)


@pytest.fixture
def dossier(paying):
    return paying.dossier("receive")


def at(name, dossier):
    return reverse(name, args=[dossier.case.code, charge_of(dossier).pk])


def test_the_page_gives_each_line_to_copy_and_the_picture_to_keep(paying, dossier):
    an, charge = paying.town.sign_in(Client(), "an"), charge_of(dossier)
    page = an.get(at("pay", dossier)).content.decode()
    for part in (f'data-copy="{charge.pay_code}"', 'data-copy="102000"', "102.000", "<svg"):
        assert part in page
    picture = an.get(at("payment_qr", dossier))
    assert picture["Content-Type"] == "image/png" and picture.content.startswith(b"\x89PNG")
    assert "attachment" in picture["Content-Disposition"]
    assert at("pay", dossier) in an.get(reverse("dossier", args=[dossier.case.code])).content.decode()


def test_the_page_is_told_as_soon_as_the_bank_has_told(paying, dossier, django_assert_max_num_queries):
    an = paying.town.sign_in(Client(), "an")
    an.get(at("payment_state", dossier))
    with django_assert_max_num_queries(8):
        waiting = an.get(at("payment_state", dossier))
    assert waiting.json() == {"state": "open", "rest": 102_000, "paid": 0}
    assert waiting["Cache-Control"] == "no-store"
    assert post_message(message(charge_of(dossier).pay_code, 102_000)).status_code == 200
    assert an.get(at("payment_state", dossier)).json() == {"state": "paid", "rest": 0, "paid": 102_000}
    assert an.get(at("pay", dossier)).url == reverse("dossier", args=[dossier.case.code])
    assert an.get(at("payment_qr", dossier)).status_code == 404


def test_a_strangers_fee_is_nobodys_business(paying, dossier):
    dung, an = (paying.town.sign_in(Client(), who) for who in ("dung", "an"))
    for name in ("pay", "payment_qr", "payment_state"):
        assert dung.get(at(name, dossier)).status_code == 404
        assert an.get(reverse(name, args=[dossier.case.code, 10**9])).status_code == 404
        assert an.get(reverse(name, args=[f"NHAP-{uuid4().hex}", 1])).status_code == 404
