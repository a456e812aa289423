"""The technician's page: addresses, one's own systems, code that really calls, versions and errors."""

import subprocess
import sys
from datetime import timedelta
from html import unescape
from re import DOTALL, search

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from tinhso.casework.tests.makers import NOW
from tinhso.exchange.agreements.tests.makers import applied, approved
from tinhso.exchange.conftest import openapi
from tinhso.exchange.data_uses.tests.makers import call
from tinhso.exchange.developer.examples import example
from tinhso.exchange.developer.own_systems import own_systems
from tinhso.exchange.registry.actions.import_openapi import import_openapi
from tinhso.exchange.registry.actions.keep_group import enter_group, seat_systems
from tinhso.exchange.registry.actions.keep_keys import enter_key
from tinhso.lib.exchange.plane.tests.running import CALLER, plane, policy, provider, signed
from tinhso.lib.exchange.tests.policies import PRIVATE, PUBLIC

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


@pytest.mark.long
@pytest.mark.parametrize(("service", "evidence"), [("tra-cuu", False), ("chung-cu", True)])
def test_the_code_is_answered_by_a_plane_also_where_each_call_has_to_be_signed(tmp_path, service, evidence):
    with provider() as port, plane(tmp_path / "plane", signed(policy(port))) as running:
        shown = example(
            plane=f"http://127.0.0.1:{running.port}",
            client=CALLER,
            key=PUBLIC.id,
            method="GET",
            path=f"/lgsp/so-a/dan-cu/{service}/people/1",
            evidence=evidence,
        )
        pem = PRIVATE.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        (tmp_path / "khoa-rieng.pem").write_bytes(pem)
        done = ran(shown.python, tmp_path)
        assert done.stdout.startswith("200 "), done.stderr[-500:]
        assert ("the signature of the plane holds" in done.stdout) is evidence, done.stderr[-500:]
        (row,) = [one for one in running.settled() if one["agreement"]]
        assert bool(row.get("signature")) is evidence
        # the same code finds out what was changed on the way
        for change in CHANGED if evidence else ():
            code = shown.python.replace("fields = answer.headers", f"fields = answer.headers; {change}")
            done = ran(code, tmp_path)
            assert done.returncode == 1 and "holds" not in done.stdout and "200" in done.stdout, change
        # whichever stands last of the published keys, that which the signature names is taken, and no other
        for order, named in ((KEYS_BACKWARDS, True), (WITHOUT_ITS_KEY, False)) if evidence else ():
            done = ran(shown.python.replace(PUBLISHED, PUBLISHED + order), tmp_path)
            assert ("the signature of the plane holds" in done.stdout) is named, done.stderr[-500:]
            assert ("publishes no key of that name" in done.stderr) is not named, done.stderr[-500:]


CHANGED = (
    'fields["X-Road-Id"] = "x"',
    "answer.status_code = 201",
    'answer._content += b" "',
    'address += "2"',
    'headers["Signature"] = "call=:AAAA:"',
)


PUBLISHED, KEYS_BACKWARDS, WITHOUT_ITS_KEY = '.json()["keys"]', "[::-1]", "[:-1]"
"""The plane publishes those of its tokens first, and that of its answers last."""


def ran(code, folder):
    words = [sys.executable, "-c", code]
    return subprocess.run(words, cwd=folder, capture_output=True, text=True, timeout=60, check=False)


def test_what_an_agreement_asks_for_stands_in_the_code(calling, client):
    agreement = approved(calling, begins=NOW.date(), evidence=True, certificate=True)
    calling.sign_in(client, "hoa")
    asked = {"thoa-thuan": agreement.case.code}
    python = code(client, **asked)
    compile(python, "example", "exec")
    assert "Signature-Input" in python and python.count("khoa-chung-thu.pem") == 3
    assert 'id="curl"' not in client.get(PAGE, asked).content.decode()


def test_a_topic_is_no_service_to_call(calling, client):
    type(calling.service).objects.filter(pk=calling.service.pk).update(topic="thu.chu-de")
    calling.sign_in(client, "hoa")
    assert "Chưa có thỏa thuận nào" in client.get(PAGE).content.decode()


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
