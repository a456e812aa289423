"""A token that was asked for with a client certificate is of use with that certificate alone (RFC 8705), and only the server
before the plane, which shares a secret with it, says which certificate it was."""

import json
from datetime import UTC, datetime, timedelta
from urllib.parse import quote, urlencode

import pytest

from tinhso.lib.exchange.compact_jws import read_jws
from tinhso.lib.exchange.plane.certificates import thumbprint
from tinhso.lib.exchange.plane.tests.running import CALLER, plane, policy, provider, signed
from tinhso.lib.exchange.plane.tokens import BY_STATEMENT
from tinhso.lib.exchange.tests.test_public_keys import certificate

SECRET, PATH = "f" * 43, "/lgsp/so-a/dan-cu/tra-cuu/people/1"


ENDS = datetime.now(UTC) + timedelta(days=9)
ONE, OTHER = certificate(ENDS), certificate(ENDS)


def passed_on(pem=ONE, secret=SECRET, verified="SUCCESS"):
    return {"X_Exchange_Front": secret, "X_Client_Verify": verified, "X_Client_Cert": quote(pem)}


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    folder = tmp_path_factory.mktemp("plane")
    with provider() as port, plane(folder, signed(policy(port)), front_secret=SECRET) as found:
        yield found


def token(running, **headers):
    form = {"grant_type": "client_credentials", "client_assertion_type": BY_STATEMENT}
    form |= {"client_assertion": running.statement()}
    kind = "application/x-www-form-urlencoded"
    answer = running.ask("POST", "/lgsp/token", urlencode(form).encode(), Content_Type=kind, **headers)
    return json.loads(answer[2])["access_token"]


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


def test_without_a_secret_no_header_makes_a_certificate():
    headers = [
        (name.lower().replace("_", "-").encode(), value.encode()) for name, value in passed_on().items()
    ]
    assert len(thumbprint(headers, SECRET)) == 43
    assert thumbprint(headers, "") == thumbprint([*headers, headers[0]], SECRET) == ""
    assert thumbprint([(b"x-exchange-front", b"")], "") == ""
