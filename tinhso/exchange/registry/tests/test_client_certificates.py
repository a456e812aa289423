"""Certificates of callers: entered by the member so that their end is told, never with a private key, and given no right by it."""

from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.utils import timezone

from tinhso.casework.tests.makers import NOW
from tinhso.exchange.models import ClientCertificate
from tinhso.exchange.pages.refusals import ExchangeForbidden
from tinhso.exchange.registry.actions import keep_client_certificates as deeds
from tinhso.exchange.registry.actions.keep_client_certificates import (
    enter_client_certificate,
    remove_client_certificate,
)
from tinhso.exchange.registry.certificates import client_certificates_of
from tinhso.kernel.events.public import EventRow
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.exchange.tests.test_public_keys import certificate

AT = "/can-bo/chia-se-du-lieu/"


def client_certificate_entered(town, who="hoa", *, days=100, text=None, at=NOW):
    text = text or certificate(at + timedelta(days=days))
    return enter_client_certificate(system=town.consumer, pem=text, by=town.actor(who), at=at, now=NOW)


def private_key():
    key = rsa.generate_private_key(65537, 2048)
    return key, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def test_a_certificate_of_any_key_is_entered_by_its_member_once_and_told_to_the_log(joined):
    key, _secret = private_key()
    text = certificate(NOW + timedelta(days=9), key)
    one = client_certificate_entered(joined, text=text)
    assert (one.ends_at, len(one.thumbprint)) == (NOW + timedelta(days=9), 64)
    event = EventRow.objects.get(name="exchange.ClientCertificateEntered")
    assert event.payload["thumbprint"] == one.thumbprint and event.payload["system_id"] == joined.consumer.pk
    with pytest.raises(EntryRefused, match="đã được ghi"):
        client_certificate_entered(joined, text=text)
    remove_client_certificate(certificate=one, by=joined.actor("hai"), now=NOW)
    assert EventRow.objects.filter(name="exchange.ClientCertificateRemoved").exists()
    assert client_certificates_of(joined.consumer.member, NOW) == []
    assert client_certificate_entered(joined, text=text).pk != one.pk


def test_others_enter_and_remove_none(joined):
    one = client_certificate_entered(joined)
    for who in ("dao", "cuc", "bao", "an"):
        with pytest.raises(ExchangeForbidden):
            client_certificate_entered(joined, who)
        with pytest.raises(ExchangeForbidden):
            remove_client_certificate(certificate=one, by=joined.actor(who), now=NOW)


def test_what_is_no_certificate_in_force_is_refused_in_words(joined, monkeypatch):
    key, secret = private_key()
    good = certificate(NOW + timedelta(days=9), key)
    for text in (secret, good + secret):
        with pytest.raises(EntryRefused, match="coi như đã lộ"):
            client_certificate_entered(joined, text=text)
    with pytest.raises(EntryRefused, match="cả chuỗi"):
        client_certificate_entered(joined, text=good + good)
    cut = good[:200] + "\n-----END CERTIFICATE-----"
    for text in ("x", "á", cut, good.replace("CERTIFICATE", "PUBLIC KEY"), good + " " * 9000):
        with pytest.raises(EntryRefused, match="PEM"):
            client_certificate_entered(joined, text=text)
    with pytest.raises(EntryRefused, match="đã hết hạn ngày"):
        client_certificate_entered(joined, days=0)
    monkeypatch.setattr(deeds, "MOST", 1)
    one = client_certificate_entered(joined)
    with pytest.raises(EntryRefused, match="tối đa 1"):
        client_certificate_entered(joined)
    remove_client_certificate(certificate=one, by=joined.actor("hoa"), now=NOW)
    with pytest.raises(EntryRefused, match="đã được bỏ"):
        remove_client_certificate(certificate=one, by=joined.actor("hoa"), now=NOW)


def test_the_pages_of_client_certificates(joined, client, django_assert_max_num_queries):
    town, form = joined, f"{AT}he-thong/{joined.consumer.pk}/chung-thu-moi/"
    sheet = f"{AT}thanh-vien/{town.consumer.member_id}/"
    town.sign_in(client, "hoa")
    refused = client.post(form, {"pem": private_key()[1]})
    assert refused.status_code == 422 and "coi như đã lộ" in refused.content.decode()
    assert (
        client.post(form, {"pem": ""}).status_code
        == client.post(form, {"pem": "x" * 9000}).status_code
        == 422
    )
    assert client.post(form, {"pem": certificate(timezone.now() + timedelta(days=20))}).status_code == 302
    one = ClientCertificate.objects.get()
    with django_assert_max_num_queries(13):
        page = client.get(sheet).content.decode()
    assert str(one) in page and "Sắp hết hạn" in page and f"{AT}chung-thu/{one.pk}/bo/" in page
    town.sign_in(client, "cuc")
    seen = client.get(sheet).content.decode()
    assert str(one) in seen and f"{AT}chung-thu/{one.pk}/bo/" not in seen
    town.sign_in(client, "dao")
    assert str(one) not in client.get(sheet).content.decode()
    stop = f"{AT}chung-thu/{one.pk}/bo/"
    assert client.get(form).status_code == client.post(stop).status_code == 403
    town.sign_in(client, "hoa")
    assert client.post(stop).status_code == 302 and str(one) not in client.get(sheet).content.decode()
    assert "đã được bỏ" in client.post(stop).content.decode()
    assert client.get(f"{AT}chung-thu/999999/bo/").status_code == 404
