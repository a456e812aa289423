"""X-Road's metaservices and its request hash, asked of a plane that pulls its policy and its descriptions."""

import json
import time
from base64 import b64encode
from dataclasses import replace
from hashlib import sha512
from xml.etree import ElementTree

import pytest

from tinhso.lib.exchange.descriptions import description_text, digest_of
from tinhso.lib.exchange.operations import read_operation
from tinhso.lib.exchange.plane.tests.running import (
    CALLER,
    PROVIDER,
    ControlPlane,
    plane,
    policy,
    provider,
    serving,
    signed,
)

XROAD, NAMED = f"/r1/VN38/{PROVIDER}", {"X_Road_Client": f"VN38/{CALLER}"}
OPENAPI = {
    "openapi": "3.0.0",
    "servers": [{"url": "https://10.1.2.3/inside"}],
    "paths": {"/people/{id}": {"servers": [{"url": "https://10.1.2.4"}], "get": {"summary": "Một người"}}},
}
TEXT = description_text(OPENAPI)
FORGED, MISSING = description_text({"openapi": "3.0.0"}), "0" * 64


def described(found):
    """The first three services have descriptions: a good one, one whose text is another, one that nobody has."""
    digests = [digest_of(TEXT), digest_of(b"{}"), MISSING]
    operations = tuple(map(read_operation, ("GET /people/{id}", "POST /echo")))
    services = [
        replace(one, operations=operations, description=digest)
        for one, digest in zip(found.services, digests, strict=False)
    ]
    return replace(found, services=(*services, *found.services[3:]))


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    class Control(ControlPlane):
        descriptions = {f"{PROVIDER}/tra-cuu": TEXT, f"{PROVIDER}/het-han": FORGED}  # noqa: RUF012

    folder = tmp_path_factory.mktemp("plane")
    with provider() as port, serving(Control) as control:
        Control.document = signed(described(policy(port)))
        url = f"http://127.0.0.1:{control}/chinh-sach/production/"
        with plane(folder, None, pull_url=url, pull_token="t", pull_seconds=0.2) as found:
            while not list((folder / "descriptions").glob("*.json")):
                time.sleep(0.05)
            yield found


@pytest.fixture(scope="module")
def bearer(running):
    return {"Authorization": f"Bearer {running.token()[1]['access_token']}"}


def ask(running, bearer, path, **headers):
    """The answer and its one row."""
    before = len(running.settled())
    answer = running.ask("GET", path, **bearer, **headers)
    rows = running.settled()[before:]
    assert len(rows) == 1, rows
    return answer, rows[0]


@pytest.mark.long
def test_methods_are_listed_in_xroads_words(running, bearer):
    (status, headers, content), row = ask(running, bearer, f"{XROAD}/listMethods", **NAMED)
    listed = json.loads(content)["service"]
    assert status == 200 and len(listed) == 8 and row["operation"] == "listMethods"
    assert (row["client"], row["service"], row["code"], row["agreement"]) == (CALLER, "", "ok", "")
    assert headers["x-road-service"] == f"VN38/{PROVIDER}/listMethods"
    found = next(one for one in listed if one["service_code"] == "tra-cuu")
    assert found == {
        "member_class": "GOV",
        "member_code": "so-a",
        "subsystem_code": "dan-cu",
        "object_type": "SERVICE",
        "service_code": "tra-cuu",
        "service_type": "OPENAPI",
        "xroad_instance": "VN38",
        "endpoint_list": [{"method": "GET", "path": "/people/*"}, {"method": "POST", "path": "/echo"}],
    }
    assert b"127.0.0.1" not in content


@pytest.mark.long
def test_only_what_an_agreement_in_force_allows_is_allowed(running, bearer):
    (_status, _headers, content), _row = ask(running, bearer, f"{XROAD}/allowedMethods", **NAMED)
    found = {one["service_code"]: one["endpoint_list"] for one in json.loads(content)["service"]}
    assert set(found) == {"tra-cuu", "han-muc", "chung-cu", "mat-mang", "hong"}
    assert {"method": "GET", "path": "/people/*"} in found["chung-cu"]


def test_a_description_names_the_exchange_and_no_machine_of_the_provider(running, bearer):
    (status, headers, content), _row = ask(
        running, bearer, f"{XROAD}/getOpenAPI?serviceCode=tra-cuu", **NAMED
    )
    found = json.loads(content)
    assert status == 200 and headers["content-type"] == "application/json"
    assert found["servers"] == [{"url": f"{XROAD}/tra-cuu"}] and b"10.1.2" not in content
    assert found["paths"]["/people/{id}"] == {"get": {"summary": "Một người"}}


@pytest.mark.long
@pytest.mark.parametrize(
    ("query", "status", "error", "code"),
    [
        ("", 400, "Client.BadRequest", "no_service_code"),
        ("?serviceCode=a&serviceCode=b", 400, "Client.BadRequest", "no_service_code"),
        ("?serviceCode=%ff", 500, "Server.ServerProxy.UnknownService", "unknown_service"),
        ("?serviceCode=khong-co", 500, "Server.ServerProxy.UnknownService", "unknown_service"),
        ("?serviceCode=het-han", 500, "Server.ServerProxy.ServiceFailed", "no_description"),
        ("?serviceCode=han-muc", 500, "Server.ServerProxy.ServiceFailed", "no_description"),
        ("?serviceCode=tam-dung", 500, "Server.ServerProxy.ServiceFailed", "no_description"),
    ],
)
def test_what_is_not_here_is_refused_by_name(running, bearer, query, status, error, code):
    """A text that the signed policy does not name is as good as none."""
    (answered, headers, _content), row = ask(running, bearer, f"{XROAD}/getOpenAPI{query}", **NAMED)
    assert (answered, headers["x-road-error"], row["code"]) == (status, error, code)


@pytest.mark.long
def test_members_and_systems_are_listed_as_json_and_as_xml(running, bearer):
    (status, _headers, content), row = ask(running, bearer, "/r1/VN38/listMembers", **NAMED)
    found = [one["id"] for one in json.loads(content)["member"]]
    assert status == 200 and row["operation"] == "listMembers"
    member = {"member_class": "GOV", "member_code": "so-a", "xroad_instance": "VN38"}
    assert member | {"object_type": "MEMBER"} in found and len(found) == 6
    assert member | {"object_type": "SUBSYSTEM", "subsystem_code": "dan-cu"} in found
    (_status, headers, content), _row = ask(running, bearer, "/listClients")
    rows = ElementTree.fromstring(content)  # noqa: S314
    assert headers["content-type"].startswith("text/xml") and len(rows) == 6
    assert rows[4][0][3].text == "dan-cu" and rows[4][0][3].tag.endswith("subsystemCode")
    (_status, headers, _content), _row = ask(running, bearer, "/listClients", Accept="application/json")
    assert headers["content-type"] == "application/json"


@pytest.mark.long
@pytest.mark.parametrize(
    ("path", "headers", "code"),
    [
        (f"{XROAD}/listMethods", {}, "client_missing"),
        (f"{XROAD}/listMethods", {"X_Road_Client": "VN38/COM/cong-ty/app"}, "client_mismatch"),
        ("/r1/VN01/listMembers", NAMED, "path_refused"),
        ("/r1/VN38/GOV/so-a/khac/listMethods", NAMED, "unknown_service"),
        (f"{XROAD}/listMethods/x", NAMED, "unknown_service"),
        ("/lgsp/so-a/dan-cu/listMethods", {}, "unknown_service"),
    ],
)
def test_what_is_no_metaservice_of_a_known_caller_is_refused(running, bearer, path, headers, code):
    assert ask(running, bearer, path, **headers)[1]["code"] == code


@pytest.mark.long
def test_without_a_token_nothing_is_told(running):
    for path in (f"{XROAD}/listMethods", "/r1/VN38/listMembers", "/listClients"):
        assert running.ask("GET", path, **NAMED)[0] in (401, 500)
    assert running.ask("POST", "/listClients")[0] == 400


def hashed(target, lines, body=b""):
    head = b"\r\n".join([*target.split(b" "), *lines, b""])
    digest = sha512(head).digest()
    return b64encode(sha512(digest + sha512(body).digest()).digest() if body else digest).decode()


@pytest.mark.long
def test_the_answer_carries_the_hash_of_its_request(running, bearer):
    (_s, headers, _c), row = ask(running, bearer, f"{XROAD}/tra-cuu/people/1?x=1", X_Road_Id="m-1", **NAMED)
    lines = [
        b"accept-encoding:identity",
        b"x-road-id:m-1",
        f"x-road-client:VN38/{CALLER}".encode(),
        f"x-road-request-id:{row['id']}".encode(),
    ]
    target = f"{XROAD}/tra-cuu/people/1?x=1".encode()
    assert headers["x-road-request-hash"] == hashed(b"GET " + target, lines)
    body, path = b"y" * 300_000, f"{XROAD}/tra-cuu/echo"
    _status, headers, content = running.ask("POST", path, body, **bearer, **NAMED)
    lines = [
        b"accept-encoding:identity",
        f"x-road-client:VN38/{CALLER}".encode(),
        f"x-road-request-id:{headers['x-road-request-id']}".encode(),
        f"x-road-id:{headers['x-road-id']}".encode(),
    ]
    assert content == body
    assert headers["x-road-request-hash"] == hashed(b"POST " + path.encode(), lines, body)
    assert "x-road-request-hash" not in running.ask("GET", "/lgsp/so-a/dan-cu/tra-cuu/people/1", **bearer)[1]
