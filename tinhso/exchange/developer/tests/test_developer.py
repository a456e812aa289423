"""The technician's page: addresses, one's own systems, code that really calls, versions and errors."""

from datetime import timedelta
from html import unescape
from re import DOTALL, search

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tinhso.casework.tests.makers import NOW
from tinhso.exchange.agreements.tests.makers import applied, approved
from tinhso.exchange.conftest import openapi
from tinhso.exchange.data_uses.tests.makers import call
from tinhso.exchange.developer.own_systems import own_systems
from tinhso.exchange.registry.actions.import_openapi import import_openapi
from tinhso.exchange.registry.actions.keep_group import enter_group, seat_systems
from tinhso.exchange.registry.actions.keep_keys import enter_key

PAGE = "/can-bo/chia-se-du-lieu/ky-thuat/"
PLANE = "https://lgsp.vi-du.vn"


@pytest.fixture
def calling(joined, settings):
    settings.EXCHANGE_ADDRESS = PLANE
    public = Ed25519PrivateKey.generate().public_key()
    pem = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    last = NOW.date() + timedelta(days=20)
    joined.key = enter_key(system=joined.consumer, pem=pem, last_day=last, by=joined.actor("hoa"), now=NOW)
    joined.agreement = approved(joined, begins=NOW.date())
    return joined


def code(client, which="python", **query):
    text = client.get(PAGE, query).content.decode()
    return unescape(search(f'<pre id="{which}">(.*?)</pre>', text, DOTALL)[1])


def test_the_code_names_the_plane_the_system_its_key_and_the_operation(calling, client):
    calling.sign_in(client, "hoa")
    python = code(client)
    compile(python, "example", "exec")
    for words in (PLANE, "GOV/so-b/mot-cua", calling.key.thumbprint, "/lgsp/so-a/dan-cu/dan-cu/people/{id}"):
        assert f'"{words}"' in python, words
    assert f'"{PLANE}/lgsp/so-a/dan-cu/dan-cu/people/{{id}}"' in code(client, "curl")


def test_ones_own_systems_with_keys_agreements_and_last_calls(calling):
    person = calling.an.person
    call(person, calling.agreement, hours=3)
    call(person, calling.agreement, hours=2, code="quota", status=429)
    (one,) = own_systems(calling.actor("hoa"), NOW)
    assert one.days_left(NOW.date()) == 20 and one.agreements == [calling.agreement]
    assert (one.called_at, one.refused_at) == (NOW - timedelta(hours=3), NOW - timedelta(hours=2))
    (other,) = own_systems(calling.actor("dao"), NOW)
    assert other.agreements == [] and other.days_left(NOW.date()) is None and other.called_at is None
    assert own_systems(calling.actor("giang"), NOW) == []


def test_an_agreement_of_a_group_counts_for_its_systems(calling):
    group = enter_group(code="mot-cua", name="Một cửa", by=calling.actor("cuc"), now=NOW)
    seat_systems(group=group, systems=[calling.consumer], by=calling.actor("cuc"), now=NOW)
    two = approved(calling, "cuc", consumer=None, group=group, begins=NOW.date())
    (one,) = own_systems(calling.actor("hoa"), NOW)
    assert two in one.agreements and len(one.agreements) == 2


def test_the_page_for_all_who_have_to_do_with_it(calling, client, django_assert_max_num_queries):
    town = calling
    import_openapi(
        service=town.service, text=openapi({"/people/{so}": {"get": {}}}), by=town.actor("dao"), now=NOW
    )
    for who, words in (("hoa", "Còn 20 ngày"), ("dao", "Chưa có khóa"), ("tra", "chưa có hệ thống")):
        town.sign_in(client, who)
        with django_assert_max_num_queries(18):
            text = client.get(PAGE, {"thoa-thuan": "\0" if who == "dao" else "x"}).content.decode()
        assert words in text, who
        assert f"{PLANE}/lgsp/token" in text and "Không tương thích" in text and "breaker_open" in text
    for who in ("binh", "an"):
        town.sign_in(client, who)
        assert client.get(PAGE).status_code == 403


def test_where_nothing_is_configured_or_in_force_the_page_says_so(joined, client, settings):
    settings.EXCHANGE_ADDRESS = ""
    applied(joined)
    joined.sign_in(client, "hoa")
    text = client.get(PAGE).content.decode()
    assert "chưa được cấu hình" in text and "Chưa có thỏa thuận nào" in text


def test_the_description_of_a_service_is_a_file(calling, client):
    path = f"/can-bo/chia-se-du-lieu/dich-vu/{calling.service.pk}/openapi/"
    calling.sign_in(client, "hoa")
    answer = client.get(path)
    assert answer.json()["openapi"] == "3.1.0" and "dan-cu-1.openapi.json" in answer["Content-Disposition"]
    calling.service.versions.all().delete()
    assert client.get(path).status_code == 404
    calling.sign_in(client, "an")
    assert client.get(path).status_code == 403
