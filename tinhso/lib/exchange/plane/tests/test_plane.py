"""Calls through a plane with real sockets: what passes, what is refused with which code, exactly one row for each."""

import hashlib
import json
import socket
from contextlib import suppress

import pytest

from tinhso.lib.exchange.plane.tests.running import CALLER, plane, policy, provider, signed

AT = "/lgsp/so-a/dan-cu"
XROAD = "/r1/VN38/GOV/so-a/dan-cu"


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    with provider() as port, plane(tmp_path_factory.mktemp("plane"), signed(policy(port))) as found:
        yield found


@pytest.fixture(scope="module")
def bearer(running):
    status, given = running.token()
    assert status == 200 and given["token_type"] == "Bearer" and given["expires_in"] <= 600
    return f"Bearer {given['access_token']}"


def one_row(running, deed):
    """The answer and the one row that came of it."""
    before = len(running.settled())
    answer = deed()
    rows = running.settled()[before:]
    assert len(rows) == 1, rows
    return answer, rows[0]


@pytest.mark.long
def test_a_call_with_an_agreement_gets_the_providers_answer(running, bearer):
    path = f"{AT}/tra-cuu/people/0381?x=1"
    (status, headers, content), row = one_row(
        running,
        lambda: running.ask(
            "GET",
            path,
            Authorization=bearer,
            X_Road_Client="VN38/GOV/giả/x".encode().decode("latin-1"),
            Connection="X-Own",
            X_Own="1",
        ),
    )
    echoed = json.loads(content)
    assert status == 200 and echoed["path"] == "/people/0381?x=1"
    assert echoed["headers"]["x-road-client"] == f"VN38/{CALLER}"
    assert not {"authorization", "x-own", "x-forwarded-for"} & set(echoed["headers"])
    assert "x-road-error" not in headers and headers["x-road-request-id"] == row["id"]
    assert row["response_hash"] == hashlib.sha256(content).hexdigest()
    assert (row["client"], row["agreement"], row["operation"]) == (CALLER, "CSDL-1", "GET /people/{id}")
    assert row["code"] == "ok" and "0381" not in json.dumps(row)


@pytest.mark.long
def test_bodies_stream_both_ways(running, bearer):
    (status, _headers, content), row = one_row(
        running, lambda: running.ask("POST", f"{AT}/tra-cuu/echo", b"y" * 1_500_000, Authorization=bearer)
    )
    assert status == 200 and content == b"y" * 1_500_000
    assert row["bytes_in"] == row["bytes_out"] == 1_500_000 and row["request_hash"] == row["response_hash"]
    assert len(running.ask("GET", f"{AT}/tra-cuu/big", Authorization=bearer)[2]) == 3_000_000


@pytest.mark.long
@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        (f"{AT}/khong-phep/people/1", 403, "no_agreement"),
        (f"{AT}/tra-cuu/other", 403, "no_agreement"),
        (f"{AT}/khong-co/people/1", 404, "unknown_service"),
        (f"{AT}/het-han/people/1", 403, "agreement_expired"),
        (f"{AT}/tam-dung/people/1", 403, "agreement_stopped"),
        (f"{AT}/mat-mang/people/1", 502, "provider_unreachable"),
        (f"{AT}/tra-cuu/slow", 504, "provider_timeout"),
        (f"{AT}/tra-cuu/people/../secret", 400, "path_refused"),
        (f"{AT}/tra-cuu/people/%2e%2e/secret", 400, "path_refused"),
        (f"{AT}/tra-cuu//people/1", 400, "path_refused"),
        (f"{AT}/tra-cuu/people;x=1/1", 400, "path_refused"),
        (f"{AT}/tra-cuu/people/%252e%252e", 400, "path_refused"),
        (f"{AT}/tra-cuu/people/a%2fb", 400, "path_refused"),
        ("/khac", 400, "path_refused"),
        (f"{XROAD.replace('VN38', 'VN01')}/tra-cuu/people/1", 500, "unknown_service"),
    ],
)
def test_what_is_refused_has_its_code_and_one_row(running, bearer, path, status, code):
    headers = {"Authorization": bearer} | (
        {"X_Road_Client": f"VN38/{CALLER}"} if path.startswith("/r1") else {}
    )
    (answered, _headers, content), row = one_row(running, lambda: running.ask("GET", path, **headers))
    assert (answered, row["status"], row["code"]) == (status, status, code)
    assert json.loads(content)["detail"] == row["id"]


@pytest.mark.long
@pytest.mark.parametrize("given", [{}, {"Authorization": "Bearer stale"}, {"Authorization": "Basic eDp5"}])
def test_without_a_token_that_holds_nothing_passes(running, given):
    (status, headers, _content), row = one_row(
        running, lambda: running.ask("GET", f"{AT}/tra-cuu/people/1", **given)
    )
    assert (
        status == 401
        and headers["www-authenticate"].startswith("Bearer")
        and row["code"] == "unauthenticated"
    )


@pytest.mark.long
def test_beyond_its_quota_a_call_is_told_when_to_come_again(running, bearer):
    path = f"{AT}/han-muc/people/1"
    assert [running.ask("GET", path, Authorization=bearer)[0] for _ in range(2)] == [200, 200]
    (status, headers, _content), row = one_row(
        running, lambda: running.ask("GET", path, Authorization=bearer)
    )
    assert status == 429 and int(headers["retry-after"]) >= 1 and row["code"] == "quota"


@pytest.mark.long
def test_a_body_beyond_the_limit_is_refused_announced_or_not(running, bearer):
    path, big = f"{AT}/tra-cuu/echo", b"z" * 2_000_001
    (status, _headers, _content), row = one_row(
        running, lambda: running.ask("POST", path, big, Authorization=bearer)
    )
    assert status == 413 and row["code"] == "too_large"

    def unannounced():
        pieces = iter([b"z" * 1_000_000] * 3)
        return running.ask("POST", path, pieces, Authorization=bearer, Transfer_Encoding="chunked")

    (status, _headers, _content), row = one_row(running, unannounced)
    assert status == row["status"] == 413 and row["code"] == "too_large"


def test_who_sends_without_end_is_refused_and_leaves_one_row(running, bearer):
    def without_end():
        # the plane hangs up on who goes on sending, so the answer may not be read
        with suppress(BrokenPipeError, ConnectionResetError):
            pieces = iter([b"z" * 1_000_000] * 40)
            path = f"{AT}/tra-cuu/echo"
            running.ask("POST", path, pieces, Authorization=bearer, Transfer_Encoding="chunked")

    _nothing, row = one_row(running, without_end)
    assert row["status"] == 413 and row["code"] == "too_large"


def test_who_sends_much_without_a_right_reads_why(running):
    big = b"z" * 5_000_000
    assert running.ask("POST", f"{AT}/tra-cuu/echo", big)[0] == 401


@pytest.mark.long
def test_a_caller_that_hangs_up_leaves_one_row_and_the_plane_serves_on(running, bearer):
    def hang_up():
        with socket.create_connection(("127.0.0.1", running.port)) as line:
            line.sendall(
                f"GET {AT}/tra-cuu/big HTTP/1.1\r\nHost: x\r\nAuthorization: {bearer}\r\n\r\n".encode()
            )
            line.recv(1000)

    _nothing, row = one_row(running, hang_up)
    assert row["operation"] == "GET /big" and row["code"] in {"ok", "broken_off"}
    assert running.ask("GET", f"{AT}/tra-cuu/people/1", Authorization=bearer)[0] == 200


def test_xroads_address_and_errors(running, bearer):
    named = {"Authorization": bearer, "X_Road_Client": f"VN38/{CALLER}", "X_Road_Id": "id-1"}
    status, headers, content = running.ask("GET", f"{XROAD}/tra-cuu/people/1", **named)
    assert status == 200 and headers["x-road-id"] == "id-1"
    assert (
        headers["x-road-service"] == "VN38/GOV/so-a/dan-cu/tra-cuu"
        and json.loads(content)["path"] == "/people/1"
    )
    for client, status, error in (
        ("", 400, "Client.MissingHeader"),
        ("VN38/COM/cong-ty/app", 500, "Server.ClientProxy.AccessDenied"),
    ):
        found = running.ask("GET", f"{XROAD}/tra-cuu/people/1", **named | {"X_Road_Client": client})
        assert (found[0], found[1]["x-road-error"]) == (status, error)
        assert json.loads(found[2])["type"] == error


def test_evidence_is_on_the_disk_when_the_answer_ends(running, bearer):
    before = len(running.settled())
    assert running.ask_signed("GET", f"{AT}/chung-cu/people/1", Authorization=bearer)[0] == 200
    rows = running.rows()[before:]
    assert len(rows) == 1 and rows[0]["evidence"] and rows[0]["response_hash"]


def test_a_provider_that_fails_again_and_again_is_left_alone(running, bearer):
    found = [running.ask("GET", f"{AT}/hong/odd", Authorization=bearer)[0] for _ in range(6)]
    assert found == [500] * 5 + [503]
    assert running.ask("GET", f"{AT}/tra-cuu/people/1", Authorization=bearer)[0] == 200


@pytest.mark.long
@pytest.mark.parametrize(
    ("form", "status", "error"),
    [
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
        ({"client_assertion_type": "x"}, 401, "invalid_client"),
        ({"client_assertion": "a.b.c"}, 401, "invalid_client"),
        ({"client_id": "GOV/so-c/x"}, 401, "invalid_client"),
        ({"extra": "1"}, 400, "invalid_request"),
    ],
)
def test_what_is_no_statement_gets_no_token(running, form, status, error):
    (answered, given), row = one_row(running, lambda: running.token(**form))
    assert (answered, given["error"]) == (status, error) and row["status"] == status


@pytest.mark.parametrize("claims", [{"exp": 1}, {"aud": "https://x/"}, {"sub": "GOV/so-c/x"}, {"jti": "1"}])
def test_a_statement_that_is_old_or_anothers_gets_no_token(running, claims):
    assert running.token(running.statement(**claims))[0] == 401


def test_a_statement_is_used_once(running):
    statement = running.statement()
    assert [running.token(statement)[0] for _ in range(2)] == [200, 401]
