"""A technician tries a call in the test environment, by a key that production does not know."""

import json

import pytest
from django.test import Client

from tinhso.casework.tests.makers import NOW
from tinhso.exchange.agreements.tests.makers import approved
from tinhso.exchange.conftest import openapi
from tinhso.exchange.developer.inputs import inputs_of, outgoing
from tinhso.exchange.developer.views import trial as page
from tinhso.exchange.models import ServiceAddress, ServiceVersion
from tinhso.exchange.policy.actions.issue_policy import issue_policy
from tinhso.exchange.policy.compiling import compile_policy
from tinhso.exchange.registry.actions.place_service import place_service
from tinhso.kernel.events.public import SYSTEM
from tinhso.lib.exchange.client import pem_of
from tinhso.lib.exchange.operations import Operation
from tinhso.lib.exchange.plane.tests.running import plane, provider
from tinhso.lib.exchange.public_keys import read_pem
from tinhso.lib.exchange.trial import Trial, sandbox_word, written

AT, PLACE = "/can-bo/chia-se-du-lieu/ky-thuat/thu/", "https://thu.a.vi-du.vn/api"
GET = Operation("GET", "/people/{id}")
ENVIRONMENT = ServiceAddress.Environment


@pytest.fixture
def tried(joined, settings):
    """B has an agreement in force, and the service answers in the test environment."""
    settings.EXCHANGE_TEST_ADDRESS, settings.EXCHANGE_KEY = "http://127.0.0.1:1", "k" * 43
    for environment in ENVIRONMENT.values:
        place_service(
            service=joined.service, environment=environment, url=PLACE, by=joined.actor("dao"), now=NOW
        )
    joined.agreement = approved(joined, begins=NOW.date())
    return joined


def keys_of(environment):
    found = compile_policy(environment=environment, instance="VN38", version=1, now=NOW)
    return {key.id for one in found.systems for key in one.keys}


def test_the_key_of_the_sandbox_is_in_the_policy_of_the_test_environment_alone(tried):
    key = read_pem(pem_of(sandbox_word("k" * 43, "GOV/so-b/mot-cua"))).id
    assert key in keys_of(ENVIRONMENT.TEST)
    assert key not in keys_of(ENVIRONMENT.PRODUCTION)
    assert sandbox_word("k" * 43, "GOV/so-a/dan-cu") != sandbox_word("k" * 43, "GOV/so-b/mot-cua")


def test_the_page_offers_what_was_agreed_and_says_what_is_missing(
    tried, settings, django_assert_max_num_queries
):
    hoa = tried.sign_in(Client(), "hoa")
    with django_assert_max_num_queries(40):
        words = hoa.get(AT).content.decode()
    assert "GET /people/{id}" in words and "id (trong đường dẫn)" in words
    assert "Chưa có thỏa thuận" in tried.sign_in(Client(), "dao").get(AT).content.decode()
    assert tried.sign_in(Client(), "binh").get(AT).status_code == 403
    ServiceAddress.objects.filter(environment="test").delete()
    assert "Chưa có thỏa thuận" in hoa.get(AT).content.decode()
    settings.EXCHANGE_TEST_ADDRESS = ""
    assert "chưa có nơi chuyển tiếp thử nghiệm" in hoa.get(AT).content.decode()


def test_bad_input_is_told_and_nothing_is_sent(tried, monkeypatch):
    monkeypatch.setattr(page, "try_call", lambda *_given, **_more: pytest.fail("sent"))
    hoa = tried.sign_in(Client(), "hoa")
    for value in ("", "x" * 501):
        assert hoa.post(AT, {"p0": value}).status_code == 422, value
    tried.service.addresses.filter(environment="test").delete()
    assert hoa.post(AT, {"p0": "1"}).status_code == 200


def test_somebody_elses_agreement_is_not_chosen(tried):
    words = (
        tried.sign_in(Client(), "hoa").get(f"{AT}?thoa-thuan=CSDL-0-0&thao-tac=DELETE /x").content.decode()
    )
    assert tried.agreement.case.code in words and "DELETE" not in words


def test_one_officer_tries_so_many_times(tried, monkeypatch):
    monkeypatch.setattr(page, "MOST_TRIES", 1)
    monkeypatch.setattr(page, "try_call", lambda *_given, **_more: Trial("GET", "x", {}, away="unreachable"))
    hoa = tried.sign_in(Client(), "hoa")
    assert "Không nhận được trả lời" in hoa.post(AT, {"p0": "1"}).content.decode()
    assert hoa.post(AT, {"p0": "1"}).status_code == 429


def test_what_the_exchange_refuses_is_told_in_words_and_no_token_is_shown(tried, monkeypatch):
    refused = {"type": "Server.ServerProxy.AccessDenied", "message": "Thỏa thuận đã hết hạn.", "detail": "1"}
    monkeypatch.setattr("tinhso.exchange.developer.views.trial.try_call", answered(403, refused))
    words = tried.sign_in(Client(), "hoa").post(AT, {"p0": "1"}).content.decode()
    assert "Thỏa thuận đã hết hạn." in words and "gọi lại như cũ sẽ bị từ chối nữa" in words


def answered(status, content):
    body = json.dumps(content)
    more = (content["type"], content["message"], "agreement_expired")
    return lambda *_given, **_more: Trial("GET", "x", {}, status, {}, body, 5, *more)


def version(parameters, path="/people/{id}", **operation):
    paths = {path: {"parameters": parameters, "get": operation | {"responses": {}}}}
    return ServiceVersion(openapi=json.loads(openapi(paths)))


def test_fields_are_those_of_the_description_without_the_exchanges_own_headers():
    given = [
        {"name": "id", "in": "path", "required": True, "example": "7"},
        {"name": "trang", "in": "query", "schema": {"default": 1}},
        {"name": "X-Road-Client", "in": "header"},
        {"name": "x_road_userid", "in": "header"},
        {"name": "Authorization", "in": "header"},
        {"name": "So-Dinh-Danh", "in": "header", "required": True},
        {"name": "cookie", "in": "cookie"},
        {"name": "", "in": "query"},
        "khong-phai",
    ]
    found = inputs_of(version(given), GET)
    assert [(one.place, one.name, one.example) for one in found] == [
        ("path", "id", "7"),
        ("query", "trang", "1"),
        ("header", "So-Dinh-Danh", ""),
    ]
    assert [one.name for one in inputs_of(version([]), GET)] == ["id"]


def test_values_are_put_where_they_belong():
    values = {("path", "id"): "a/../b", ("query", "q"): "đất & nhà", ("query", "x"): "", ("header", "H"): "1"}
    call = outgoing(GET, values)
    assert call.path == "/people/a%2F..%2Fb?q=%C4%91%E1%BA%A5t+%26+nh%C3%A0"
    assert call.headers == {"H": "1"}


def test_answers_are_written_as_they_read():
    assert written(b'{"a":1}') == '{\n "a": 1\n}'
    assert written(b"x") == "x" and written(b"\xff\xfe") == "(2 byte)"


@pytest.mark.long
def test_a_call_goes_through_a_plane_of_the_test_environment_and_none_of_production(
    tried, settings, tmp_path
):
    hoa = tried.sign_in(Client(), "hoa")
    documents = {
        one: issue_policy(environment=one, by=SYSTEM, now=NOW).document.encode() for one in ENVIRONMENT
    }
    with provider() as port:
        there = {"stand_ins": {PLACE: f"http://127.0.0.1:{port}"}}
        with plane(tmp_path / "test", documents[ENVIRONMENT.TEST], **there) as found:
            settings.EXCHANGE_TEST_ADDRESS = f"http://127.0.0.1:{found.port}"
            words = hoa.post(AT, {"p0": "38"}).content.decode()
            assert "/people/38" in words and "Bearer …" in words and "x-road-request-id" in words.lower()
        with plane(tmp_path / "production", documents[ENVIRONMENT.PRODUCTION], **there) as found:
            settings.EXCHANGE_TEST_ADDRESS = f"http://127.0.0.1:{found.port}"
            words = hoa.post(AT, {"p0": "38"}).content.decode()
            assert "Không nhận được trả lời" in words and "unknown_key" in words
