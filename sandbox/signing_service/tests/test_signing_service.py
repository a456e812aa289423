import base64
import json
import stat
import threading
import urllib.error
import urllib.request

import pytest
from asn1crypto import cms

from sandbox.signing_service.server import Server

DIGEST = "ab" * 32


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("signing"), origin="http://127.0.0.1:8000")
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    call(server, "/sandbox/holders", {"id": "chi", "name": "Lê Thị Chi", "kind": "person"})
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def call(server, path, body=None, **headers):
    data = None if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
    request = urllib.request.Request(server.url + path, data=data, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, json.loads(answer.read())
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.loads(error.read())


def ask(approval="auto", **changes):
    return {
        "holder": "chi",
        "document_id": "paper-1",
        "digest": DIGEST,
        "digest_algorithm": "sha256",
        "approval": approval,
    } | changes


def test_an_approved_request_answers_with_a_cms_over_that_digest(service):
    status, answer = call(service, "/v1/requests", ask())
    assert (status, answer["status"]) == (201, "signed")
    signed = cms.ContentInfo.load(base64.b64decode(answer["cms"]))["content"]
    attributes = {a["type"].native: a["values"].native[0] for a in signed["signer_infos"][0]["signed_attrs"]}
    assert attributes["message_digest"].hex() == DIGEST
    assert "signing_certificate_v2" in attributes


def test_a_request_waits_until_its_holder_gives_the_pin(service):
    _, answer = call(service, "/v1/requests", ask("ask"))
    assert answer["status"] == "waiting"
    _, done = call(service, f"/v1/requests/{answer['request_id']}/approval", {"pin": "123456"})
    assert done["status"] == "signed"
    assert call(service, f"/v1/requests/{answer['request_id']}")[1]["status"] == "signed"
    assert call(service, f"/v1/requests/{answer['request_id']}/approval", {"pin": "123456"})[0] == 400


def test_a_wrong_pin_and_a_cancelled_request_are_refused_with_words(service):
    _, answer = call(service, "/v1/requests", ask("ask"))
    _, done = call(service, f"/v1/requests/{answer['request_id']}/approval", {"pin": "0"})
    assert (done["status"], done["code"]) == ("refused", "wrong_pin")
    _, answer = call(service, "/v1/requests", ask("ask"))
    _, done = call(service, f"/v1/requests/{answer['request_id']}/approval", {"cancel": True})
    assert done["message"] == "Người ký đã hủy yêu cầu."


@pytest.mark.parametrize("code", ["wrong_pin", "token_unplugged", "certificate_expired", "cancelled"])
def test_each_failure_can_be_asked_for(service, code):
    _, answer = call(service, "/v1/requests", ask(), **{"X-Sandbox-Failure": code})
    assert (answer["status"], answer["code"]) == ("refused", code)


@pytest.mark.parametrize(
    "body",
    [
        ask(digest="12"),
        ask(digest="zz" * 32),
        ask(digest_algorithm="sha1"),
        ask(approval="yes"),
        ask(document_id=""),
        ask(extra="1"),
        ask(holder=["chi"]),
        b"[]",
        b"not json",
    ],
)
def test_a_request_that_breaks_the_rules_is_refused(service, body):
    assert call(service, "/v1/requests", body)[0] == 400


def test_unknown_holders_paths_and_long_bodies_are_refused(service):
    assert call(service, "/v1/requests", ask(holder="dung"))[0] == 404
    assert call(service, "/v1/requests/abcdefghijkl")[0] == 404
    assert call(service, "/v1/requests", b" " * 17000)[0] == 413
    assert call(service, "/sandbox/holders", {"id": "../x", "name": "X", "kind": "person"})[0] == 400
    assert call(service, "/sandbox/holders", {"id": "chi", "name": "Khác", "kind": "person"})[0] == 400


def test_everything_says_that_it_is_a_sandbox_and_keys_are_private(service):
    assert call(service, "/healthz")[1]["sandbox"] is True
    assert "SANDBOX" in service.holders.authority.root.certificate.subject.rfc4514_string()
    modes = {stat.S_IMODE(file.stat().st_mode) for file in service.holders.authority.folder.glob("*.pem")}
    assert modes == {0o600}


def test_only_the_named_origin_may_call_from_a_browser(service):
    for origin, allowed in (("http://127.0.0.1:8000", True), ("https://evil.example", False)):
        request = urllib.request.Request(service.url + "/healthz", headers={"Origin": origin})
        with urllib.request.urlopen(request, timeout=10) as answer:
            assert ("Access-Control-Allow-Origin" in answer.headers) is allowed


def test_the_browsers_preflight_is_answered_for_the_named_origin_only(service):
    for origin, allowed in (("http://127.0.0.1:8000", "true"), ("https://evil.example", None)):
        asked = {"Origin": origin, "Access-Control-Request-Private-Network": "true"}
        request = urllib.request.Request(service.url + "/v1/requests", headers=asked, method="OPTIONS")
        with urllib.request.urlopen(request, timeout=10) as answer:
            assert answer.headers["Access-Control-Allow-Private-Network"] == allowed


@pytest.mark.long
def test_a_switch_makes_the_next_request_of_a_holder_fail_once(service):
    assert call(service, "/sandbox/failures", {"holder": "chi", "failure": "wrong_pin"})[0] == 201
    assert call(service, "/v1/requests", ask())[1]["code"] == "wrong_pin"
    assert call(service, "/v1/requests", ask())[1]["status"] == "signed"
    assert call(service, "/sandbox/failures", {"holder": "chi", "failure": "rain"})[0] == 400
