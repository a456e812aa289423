"""A token that was asked for with a client certificate is of use with that certificate alone (RFC 8705), and only the server
before the plane, which shares a secret with it, says which certificate it was."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import quote, urlencode

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding

from tinhso.lib.exchange.compact_jws import read_jws
from tinhso.lib.exchange.plane.certificates import key_of_certificate, thumbprint
from tinhso.lib.exchange.plane.tests.running import CALLER, plane, policy, provider, signed
from tinhso.lib.exchange.plane.tokens import BY_STATEMENT
from tinhso.lib.exchange.tests.policies import PRIVATE
from tinhso.lib.exchange.tests.test_public_keys import certificate

SECRET, PATH = "f" * 43, "/lgsp/so-a/dan-cu/tra-cuu/people/1"


ENDS = datetime.now(UTC) + timedelta(days=9)
ONE, OTHER = certificate(ENDS), certificate(ENDS)


def passed_on(pem=ONE, secret=SECRET, verified="SUCCESS"):
    return {"X_Exchange_Front": secret, "X_Client_Verify": verified, "X_Client_Cert": quote(pem)}


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    folder = tmp_path_factory.mktemp("plane")
    with provider() as port:
        found = policy(port)
        needs = [replace(one, certificate=one.code == "CSDL-7") for one in found.agreements]
        document = signed(replace(found, agreements=tuple(needs)))
        with plane(folder, document, front_secret=SECRET) as running:
            yield running


def token(running, **headers):
    form = {"grant_type": "client_credentials", "client_assertion_type": BY_STATEMENT}
    form |= {"client_assertion": running.statement()}
    kind = "application/x-www-form-urlencoded"
    answer = running.ask("POST", "/lgsp/token", urlencode(form).encode(), Content_Type=kind, **headers)
    return json.loads(answer[2])["access_token"]


@pytest.mark.long
def test_a_bound_token_without_its_certificate_or_with_another_is_refused_with_one_row(running):
    bound = token(running, **passed_on())
    assert len(read_jws(bound).claims["cnf"]["x5t#S256"]) == 43
    assert running.ask("GET", PATH, Authorization=f"Bearer {bound}", **passed_on())[0] == 200
    for headers in (
        {},
        passed_on(OTHER),
        passed_on(secret="g" * 43),
        passed_on(verified="NONE"),
        passed_on(ONE.replace("CERTIFICATE", "KEY")),
    ):
        before = len(running.settled())
        status, answered, _content = running.ask("GET", PATH, Authorization=f"Bearer {bound}", **headers)
        rows = running.settled()[before:]
        assert status == 401 and answered["www-authenticate"] == 'Bearer error="invalid_token"'
        assert [(row["code"], row["client"]) for row in rows] == [("certificate_mismatch", CALLER)]


@pytest.mark.long
def test_a_token_that_was_asked_for_without_one_is_bound_to_none_and_nothing_of_it_goes_on(running):
    for headers in ({}, passed_on(secret="g" * 43)):
        plain = token(running, **headers)
        assert "cnf" not in read_jws(plain).claims
        _status, _headers, content = running.ask("GET", PATH, Authorization=f"Bearer {plain}", **passed_on())
        assert not {"x-exchange-front", "x-client-cert", "x-client-verify"} & set(
            json.loads(content)["headers"]
        )
    about = json.loads(running.ask("GET", "/.well-known/oauth-authorization-server")[2])
    assert about["tls_client_certificate_bound_access_tokens"] is True


NEEDED = "/lgsp/so-a/dan-cu/hong/people/1"
REGISTERED = certificate(ENDS, PRIVATE)


@pytest.mark.long
def test_an_agreement_that_demands_a_certificate_refuses_a_token_that_is_bound_to_none(running):
    bound, plain = token(running, **passed_on()), token(running)
    before = len(running.settled())
    assert running.ask("GET", NEEDED, Authorization=f"Bearer {bound}", **passed_on())[0] == 200
    for headers in ({}, passed_on()):
        status, _headers, content = running.ask("GET", NEEDED, Authorization=f"Bearer {plain}", **headers)
        assert status == 403 and "mTLS" in json.loads(content)["message"]
    rows = [row["code"] for row in running.settled()[before:]]
    assert rows == ["ok", "certificate_needed", "certificate_needed"]


def test_a_certificate_with_a_key_of_the_registry_is_who_it_is_without_a_token(running):
    for path in (PATH, NEEDED):
        status, _headers, content = running.ask("GET", path, **passed_on(REGISTERED))
        assert status == 200
        assert json.loads(content)["headers"]["x-road-client"] == f"VN38/{CALLER}"
    forged = passed_on(REGISTERED, secret="g" * 43)
    for headers in (passed_on(ONE), passed_on(REGISTERED, verified="FAILED:expired"), forged):
        assert running.ask("GET", PATH, **headers)[0] == 401
    # a token that does not hold is no reason to look for another proof
    assert running.ask("GET", PATH, Authorization="Bearer x", **passed_on(REGISTERED))[0] == 401


def test_a_certificate_of_another_kind_has_no_key_of_ours():
    other = rsa_certificate()
    headers = [
        (name.lower().replace("_", "-").encode(), value.encode()) for name, value in passed_on(other).items()
    ]
    assert key_of_certificate(headers, SECRET) == "" and len(thumbprint(headers, SECRET)) == 43
    assert key_of_certificate([(b"x-exchange-front", SECRET.encode())], SECRET) == ""


def test_a_token_is_bound_to_an_rsa_certificate_as_to_any_other(running):
    """RFC 8705 asks for the certificate's hash, whatever its key; only without a token has the key to be one of the registry."""
    pem = rsa_certificate()
    bound = token(running, **passed_on(pem))
    for path in (PATH, NEEDED):
        assert running.ask("GET", path, Authorization=f"Bearer {bound}", **passed_on(pem))[0] == 200
        other = running.ask("GET", path, Authorization=f"Bearer {bound}", **passed_on(rsa_certificate()))
        assert other[0] == running.ask("GET", path, Authorization=f"Bearer {bound}")[0] == 401
        assert running.ask("GET", path, **passed_on(pem))[0] == 401


def rsa_certificate():
    key, name = rsa.generate_private_key(65537, 2048), x509.Name([])
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(1).not_valid_after(ENDS).not_valid_before(ENDS - timedelta(days=9))
    return made.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM).decode()


def test_without_a_secret_no_header_makes_a_certificate():
    headers = [
        (name.lower().replace("_", "-").encode(), value.encode()) for name, value in passed_on().items()
    ]
    assert len(thumbprint(headers, SECRET)) == 43
    assert thumbprint(headers, "") == thumbprint([*headers, headers[0]], SECRET) == ""
    assert thumbprint([(b"x-exchange-front", b"")], "") == ""
