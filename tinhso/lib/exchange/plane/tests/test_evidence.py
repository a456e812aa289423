"""A call that owes evidence is signed by its caller and its answer by the plane; nothing else passes."""

import hashlib
import json
import time
from base64 import urlsafe_b64decode
from contextlib import suppress

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from tinhso.lib.exchange.plane.tests.running import CALLER, plane, policy, provider, signed
from tinhso.lib.exchange.proof.evidence import check_answer, signed_request
from tinhso.lib.exchange.proof.message_signatures import SignatureRefused, content_digest
from tinhso.lib.exchange.tests.policies import PRIVATE, PUBLIC

AT = "/lgsp/so-a/dan-cu/chung-cu"
PERSON, ECHO = f"{AT}/people/1?x=1", f"{AT}/echo"


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    folder = tmp_path_factory.mktemp("plane")
    with provider() as port, plane(folder, signed(policy(port)), most_signed_answer=1_000_000) as found:
        yield found


@pytest.fixture(scope="module")
def bearer(running):
    return {"Authorization": f"Bearer {running.token()[1]['access_token']}"}


def one_row(running, deed):
    before = len(running.settled())
    answer = deed()
    rows = running.settled()[before:]
    assert len(rows) == 1, rows
    return answer, rows[0]


def key_of_plane(running):
    keys = json.loads(running.ask("GET", "/lgsp/jwks")[2])["keys"]
    found = keys[-1]["x"]
    return Ed25519PublicKey.from_public_bytes(urlsafe_b64decode(found + "="))


def request_of(running, method, path, fields):
    """What an answer is signed over of its request."""
    return {
        '"@method";req': method,
        '"@target-uri";req': f"http://127.0.0.1:{running.port}{path}",
        '"signature";req': fields["Signature"],
    }


@pytest.mark.long
def test_a_signed_call_passes_and_its_answer_proves_what_was_answered_to_what(running, bearer):
    headers = bearer | {"X_Road_Issue": "H56.01-1"}
    fields = running.signature("GET", PERSON, **headers)
    (status, answered, content), row = one_row(
        running, lambda: running.ask("GET", PERSON, **headers, **fields)
    )
    assert status == 200 and row["code"] == "ok" and row["signing_key"] == PUBLIC.id
    assert len(row["signed_hash"]) == 64 and len(row["signature"]) == 128
    sent = json.loads(content)["headers"]
    assert not {"signature", "signature-input"} & set(sent)
    request, key = request_of(running, "GET", PERSON, fields), key_of_plane(running)
    check_answer(key, status=200, headers=answered, content=content, request=request)
    for changes in (
        {"status": 201},
        {"content": content + b" "},
        {"headers": answered | {"x-road-id": "x"}},
        {"headers": answered | {"signature": ""}},
        {"request": request | {'"@target-uri";req': "http://x/"}},
        {"request": request | {'"signature";req': "exchange=:AA==:"}},
    ):
        with pytest.raises(SignatureRefused):
            check_answer(
                key,
                **{"status": 200, "headers": answered, "content": content, "request": request} | changes,
            )


@pytest.mark.long
@pytest.mark.parametrize("chunked", [False, True])
def test_a_signed_body_passes_whole(running, bearer, chunked):
    body = b"y" * 900_000
    fields = running.signature("POST", ECHO, body)
    how = {"Transfer_Encoding": "chunked"} if chunked else {}
    sent = iter([body[:500_000], body[500_000:]]) if chunked else body
    (status, answered, content), row = one_row(
        running, lambda: running.ask("POST", ECHO, sent, **bearer, **fields, **how)
    )
    assert status == 200 and content == body and row["request_hash"] == hashlib.sha256(body).hexdigest()
    request = request_of(running, "POST", ECHO, fields)
    check_answer(key_of_plane(running), status=200, headers=answered, content=content, request=request)


@pytest.mark.long
@pytest.mark.parametrize("chunked", [False, True])
@pytest.mark.parametrize("size", [5, 900_000])
def test_another_body_than_the_signed_one_is_refused_before_its_provider_has_it_all(
    running, bearer, size, chunked
):
    fields = running.signature("POST", ECHO, b"y" * size)
    body, how = b"z" * size, {"Transfer_Encoding": "chunked"} if chunked else {}
    sent = iter([body]) if chunked else body
    (status, _headers, content), row = one_row(
        running, lambda: running.ask("POST", ECHO, sent, **bearer, **fields, **how)
    )
    assert (status, row["code"]) == (400, "digest_mismatch")
    assert json.loads(content)["type"] == "Client.DigestMismatch"


def test_an_unsigned_call_learns_what_to_sign(running, bearer):
    (status, headers, content), row = one_row(running, lambda: running.ask("GET", PERSON, **bearer))
    assert (status, row["code"]) == (401, "signature_missing")
    assert headers["accept-signature"].startswith('exchange=("@method" "@target-uri" "content-digest")')
    assert json.loads(content)["type"] == "Client.SignatureMissing"


def test_a_signature_is_of_use_once(running, bearer):
    fields = running.signature("GET", PERSON)
    assert [running.ask("GET", PERSON, **bearer, **fields)[0] for _ in range(2)] == [200, 401]


def signature(running, now=None, key=PRIVATE, name=PUBLIC.id, address="", **changes):
    words = {"method": "GET", "target": PERSON, "headers": {}, "body": b""} | changes
    at = address or f"http://127.0.0.1:{running.port}"
    return signed_request(key, name, address=at, now=now or int(time.time()), **words)


WRONG = {
    "another method": {"method": "POST"},
    "another target": {"target": f"{AT}/people/2"},
    "another query": {"target": f"{AT}/people/1?x=2"},
    "another plane": {"address": "https://other.example.vn"},
    "an old one": {"now": int(time.time()) - 400},
    "one of tomorrow": {"now": int(time.time()) + 4000},
    "a key of nobody": {"name": "0" * 64},
    "another key": {"key": Ed25519PrivateKey.generate()},
    "another dossier": {"headers": {"X-Road-Issue": "H56.01-2"}},
}


@pytest.mark.long
@pytest.mark.parametrize("what", WRONG)
def test_what_is_signed_otherwise_is_refused_with_one_row(running, bearer, what):
    fields = signature(running, **WRONG[what])
    (status, _headers, _content), row = one_row(
        running, lambda: running.ask("GET", PERSON, **bearer, **fields)
    )
    assert (status, row["code"], row["client"], row["signature"]) == (401, "signature_refused", CALLER, "")


def without(fields, component):
    """The same text with a component less: no longer what was signed, and refused before that is asked."""
    return fields | {"Signature-Input": fields["Signature-Input"].replace(f' "{component}"', "")}


def test_what_says_who_and_why_has_to_be_signed(running, bearer):
    for name, value in (("X_Road_Issue", "H56.01-1"), ("X_Road_UserId", "u"), ("Content_Type", "text/plain")):
        fields = running.signature("GET", PERSON)
        status, _headers, content = running.ask("GET", PERSON, **bearer, **fields, **{name: value})
        assert status == 401 and "chưa gồm" in json.loads(content)["message"]
    fields = without(running.signature("GET", PERSON), "@target-uri")
    assert running.ask("GET", PERSON, **bearer, **fields)[0] == 401
    fields = without(running.signature("POST", ECHO, b"x"), "content-digest")
    assert running.ask("POST", ECHO, b"x", **bearer, **fields)[0] == 401
    for missing in (";nonce=", ";expires=", ";alg=", ";created=", ";keyid="):
        fields = running.signature("GET", PERSON)
        head, _name, rest = fields["Signature-Input"].partition(missing)
        shorter = fields | {"Signature-Input": head + "".join(rest.partition(";")[1:])}
        assert running.ask("GET", PERSON, **bearer, **shorter)[0] == 401


@pytest.mark.long
def test_a_digest_without_a_body_is_that_of_nothing(running, bearer):
    fields = running.signature("GET", PERSON)
    assert fields["Content-Digest"] == content_digest(hashlib.sha256().digest())
    fields = running.signature("GET", PERSON, b"x")
    (status, _headers, _content), row = one_row(
        running, lambda: running.ask("GET", PERSON, **bearer, **fields)
    )
    assert (status, row["code"]) == (400, "digest_mismatch")


def test_an_answer_too_long_to_be_signed_is_refused(running, bearer):
    (status, _headers, _content), row = one_row(
        running, lambda: running.ask_signed("GET", f"{AT}/big", **bearer)
    )
    assert (status, row["code"]) == (502, "answer_too_large")


@pytest.mark.long
def test_a_call_without_evidence_needs_no_signature_and_its_provider_sees_none(running, bearer):
    path = "/lgsp/so-a/dan-cu/tra-cuu/people/1"
    for fields in ({}, {"Signature": "x", "Signature_Input": "x"}, running.signature("GET", path)):
        status, headers, content = running.ask("GET", path, **bearer, **fields)
        assert status == 200 and "signature" not in headers
        assert "signature" not in json.loads(content)["headers"]


@pytest.mark.long
def test_the_key_of_answers_outlives_the_plane(tmp_path):
    keys = []
    for _ in range(2):
        with provider() as port, plane(tmp_path / "plane", signed(policy(port))) as found:
            keys.append(key_of_plane(found).public_bytes_raw())
            with suppress(OSError):
                assert (found.folder / "answer-key").stat().st_mode & 0o777 == 0o600
    assert keys[0] == keys[1]
