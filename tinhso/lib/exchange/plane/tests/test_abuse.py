"""What is sent to a plane to harm it or others, over raw sockets: refused, with a row wherever a call could be read, while
somebody else's good calls go on being answered."""

import asyncio
import socket
import threading
import time
from contextlib import contextmanager, suppress

import aiohttp
import pytest

from tinhso.lib.exchange.plane.provider import OutsideResolver
from tinhso.lib.exchange.plane.tests.running import BOMB, STOPPED, plane, policy, provider, signed

AT = "/lgsp/so-a/dan-cu/tra-cuu"
GOOD = f"{AT}/people/1"
SHORT = {"answer_seconds": 8.0, "header_seconds": 1.0, "body_seconds": 1.0, "whole_body_seconds": 2.0}


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    with provider() as port, plane(tmp_path_factory.mktemp("plane"), signed(policy(port)), **SHORT) as found:
        yield found


@pytest.fixture(scope="module")
def bearer(running):
    return f"Bearer {running.token()[1]['access_token']}"


@contextmanager
def others_unharmed(running, bearer):
    """A good caller goes on all the while."""
    answers, over = [], threading.Event()

    def call():
        while not over.is_set() or len(answers) < 5:
            answers.append(running.ask("GET", GOOD, Authorization=bearer)[0])

    caller = threading.Thread(target=call)
    caller.start()
    try:
        yield
    finally:
        over.set()
        caller.join()
    assert set(answers) == {200}


def raw(running, data, *, then=b"", pause=0.0, seconds=8.0):
    """All that comes back until the line ends."""
    with socket.create_connection(("127.0.0.1", running.port), timeout=seconds) as line:
        with suppress(ConnectionResetError, BrokenPipeError):
            line.sendall(data)
            for _ in range(10 if pause else 0):
                time.sleep(pause)
                line.sendall(then)
        found = b""
        with suppress(ConnectionResetError, TimeoutError):
            while piece := line.recv(65536):
                found += piece
        return found


def request(bearer, *headers, method="POST", path=f"{AT}/echo"):
    lines = [f"{method} {path} HTTP/1.1", "Host: x", f"Authorization: {bearer}", *headers, "", ""]
    return "\r\n".join(lines).encode()


def new_rows(running, before):
    return [row for row in running.settled()[before:] if row["operation"] != "GET /people/{id}"]


SMUGGLED = f"GET {AT}/odd HTTP/1.1\r\nHost: x\r\n\r\n".encode()


@pytest.mark.long
@pytest.mark.parametrize(
    ("headers", "body", "status"),
    [
        (("Content-Length: 4", "Transfer-Encoding: chunked"), b"0\r\n\r\n" + SMUGGLED, 200),
        (("Transfer-Encoding: chunked", "Content-Length: 4"), b"0\r\n\r\n" + SMUGGLED, 200),
        (("Content-Length: 3", "Content-Length: 9"), b"abc" + SMUGGLED, 400),
        (("Content-Length: 3, 3",), b"abc" + SMUGGLED, 400),
        (("Content-Length: +3",), b"abc" + SMUGGLED, 400),
        (("Content-Length: -1",), SMUGGLED, 400),
        (("Content-Length: 99999999999999999999",), SMUGGLED, 400),
        (("Transfer-Encoding: xchunked",), b"0\r\n\r\n" + SMUGGLED, 400),
        (("Transfer-Encoding: chunked, identity",), b"0\r\n\r\n" + SMUGGLED, 400),
        (("Transfer-Encoding: chunked", "Transfer-Encoding: chunked"), b"0\r\n\r\n" + SMUGGLED, 400),
        (("Transfer-Encoding : chunked",), b"0\r\n\r\n" + SMUGGLED, 400),
        (("X-A: 1", " folded: 2", "Content-Length: 0"), SMUGGLED, 400),
        (("X-A: 1\rX-B: 2", "Content-Length: 0"), SMUGGLED, 400),
        (("X-A: 1\x00", "Content-Length: 0"), SMUGGLED, 400),
        (("Transfer-Encoding: chunked",), b"zz\r\nabc\r\n0\r\n\r\n" + SMUGGLED, 408),
        (("Transfer-Encoding: chunked",), b"fffffffffffffffff\r\nabc" + SMUGGLED, 408),
        (("Transfer-Encoding: chunked",), b"3;" + b"x" * 70_000 + b"\r\nabc\r\n0\r\n\r\n" + SMUGGLED, 408),
    ],
)
def test_a_request_that_two_servers_could_cut_in_two_places_is_cut_in_none(
    running, bearer, headers, body, status
):
    before = len(running.settled())
    with others_unharmed(running, bearer):
        found = raw(running, request(bearer, *headers) + body)
    rows = new_rows(running, before)
    assert found.startswith(f"HTTP/1.1 {status} ".encode()) and found.count(b"HTTP/1.1") == 1, found
    assert len(rows) <= 1 and all(row["status"] == status and not row["bytes_in"] for row in rows), rows
    # what is not whole closes the line, and what follows on it is nobody's request
    assert status == 408 or b"connection: close" in found


@pytest.mark.long
def test_one_length_that_is_said_twice_is_one_length(running, bearer):
    before = len(running.settled())
    found = raw(running, request(bearer, "Content-Length: 3", "Content-Length: 3") + b"abc" + SMUGGLED)
    assert found.count(b"HTTP/1.1 200") == found.count(b"HTTP/1.1 401") == 1
    assert [row["bytes_in"] for row in new_rows(running, before)] == [3, 0]


def test_extensions_of_chunks_go_no_further_than_here(running, bearer):
    body = b'3;a=b;c="\\"d"\r\nabc\r\n2\r\nde\r\n0\r\nX-Trailer: 1\r\n\r\n'
    found = raw(running, request(bearer, "Transfer-Encoding: chunked", "Connection: close") + body)
    assert found.startswith(b"HTTP/1.1 200") and b"abcde" in found


@pytest.mark.long
def test_headers_that_never_end_cost_only_whoever_sends_them(running, bearer):
    lines = [socket.create_connection(("127.0.0.1", running.port), timeout=60) for _ in range(150)]
    with others_unharmed(running, bearer):
        for line in lines:
            line.sendall(b"GET / HTTP/1.1\r\nX-A: ")
        time.sleep(2)
        ended = 0
        for line in lines:
            with suppress(ConnectionResetError, TimeoutError):
                ended += b"HTTP/1.1 2" not in line.recv(1000)
            line.close()
    assert ended == 150


def test_headers_without_measure_are_refused(running, bearer):
    with others_unharmed(running, bearer):
        for data in (
            request(bearer, "X-A: " + "x" * 200_000),
            request(bearer, *(f"X-{number}: 1" for number in range(5000))),
            request(bearer, path="/" + "x" * 100_000),
        ):
            found = raw(running, data)
            assert b"HTTP/1.1 2" not in found and found.count(b"HTTP/1.1") <= 1, found


@pytest.mark.long
def test_a_body_that_stops_or_drips_is_cut_off_and_its_provider_is_not_blamed(running, bearer):
    before = len(running.settled())
    with others_unharmed(running, bearer):
        found = raw(running, request(bearer, "Content-Length: 100", "Connection: close") + b"a", seconds=60.0)
        assert found.startswith(b"HTTP/1.1 408")
        threads = [
            threading.Thread(
                target=raw,
                args=(running, request(bearer, "Content-Length: 1000", "Connection: close")),
                kwargs={"then": b"a", "pause": 0.4, "seconds": 60.0},
            )
            for _ in range(4)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    rows = new_rows(running, before)
    assert [row["code"] for row in rows] == ["client_slow"] * 5
    assert running.ask("POST", f"{AT}/echo", b"x", Authorization=bearer)[0] == 200


@pytest.mark.long
@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("chunked", [False, True])
def test_a_body_that_its_provider_would_leave_on_the_line_goes_to_none(running, bearer, method, chunked):
    """A provider that reads no body with GET takes it for the next request: by whom, its sender would choose."""
    before = len(running.settled())
    body = b"%x\r\n%s\r\n0\r\n\r\n" % (len(SMUGGLED), SMUGGLED) if chunked else SMUGGLED
    framed = "Transfer-Encoding: chunked" if chunked else f"Content-Length: {len(body)}"
    with others_unharmed(running, bearer):
        found = raw(running, request(bearer, framed, "Connection: close", method=method, path=GOOD) + body)
    assert found.startswith(b"HTTP/1.1 400")
    rows = [row["code"] for row in running.settled()[before:] if row["code"] != "ok"]
    assert rows == ["framing_refused"]


@pytest.mark.long
def test_what_is_packed_stays_packed_both_ways(running, bearer):
    """A bomb of 20 MB in 20 KB: nobody here unpacks it."""
    before = len(running.settled())
    with others_unharmed(running, bearer):
        status, _headers, content = running.ask(
            "POST", f"{AT}/echo", BOMB, Authorization=bearer, Content_Encoding="gzip"
        )
        packed, headers, _content = running.ask("GET", f"{AT}/bomb", Authorization=bearer)
    assert status == 200 and content == BOMB
    rows = new_rows(running, before)
    assert rows[0]["bytes_in"] == rows[0]["bytes_out"] == len(BOMB)
    assert packed == 200 and headers["content-encoding"] == "gzip" and rows[1]["bytes_out"] == len(BOMB)


def test_nobody_passes_for_the_exchange_or_for_another_by_a_header(running, bearer):
    headers = {"X_Road_Client": "VN38/COM/cong-ty/app", "X-Client-Cert": "x", "X-Forwarded-For": "1.2.3.4"}
    lines = [f"{name}: {value}" for name, value in headers.items()]
    found = raw(running, request(bearer, *lines, "Connection: close", method="GET", path=GOOD))
    assert found.startswith(b"HTTP/1.1 200") and b"cong-ty" not in found and b"1.2.3.4" not in found
    twice = request(bearer, f"Authorization: {bearer}x", "Connection: close", method="GET", path=GOOD)
    assert raw(running, twice).startswith(b"HTTP/1.1 401")


@pytest.mark.long
def test_a_token_and_a_statement_serve_their_own_member_alone(running, bearer):
    before = len(running.settled())
    path = GOOD.replace("/lgsp/so-a", "/r1/VN38/GOV/so-a")
    found = running.ask("GET", path, Authorization=bearer, X_Road_Client=f"VN38/{STOPPED}")
    assert found[0] == 500 and found[1]["x-road-error"] == "Server.ClientProxy.AccessDenied"
    for changes in ({"iss": STOPPED}, {"sub": STOPPED}, {"iss": STOPPED, "sub": STOPPED}):
        assert running.token(running.statement(**changes))[1]["error_description"] == "client"
    assert running.token(running.statement(), client_id=STOPPED)[1]["error_description"] == "client_id"
    assert len(running.settled()) - before == 5


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.8.8.8", "0.0.0.0", "169.254.169.254", "100.100.100.200", "224.0.0.1"),
        *("::1", "::", "::ffff:127.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1", "64:ff9b::7f00:1"),
        *("fe80::1", "fd00:ec2::254", "2002:7f00:1::1"),
    ],
)
def test_a_name_that_now_leads_to_this_machine_leads_nowhere(monkeypatch, address):
    """DNS rebinding: the address was good when it was entered; what counts is where the name leads when it is called."""

    async def rebound(self, host, port=0, family=socket.AF_INET):
        kind = socket.AF_INET6 if ":" in address else socket.AF_INET
        return [{"hostname": host, "host": address, "port": port, "family": kind, "proto": 0, "flags": 0}]

    async def call(port):
        connector = aiohttp.TCPConnector(resolver=OutsideResolver())
        async with aiohttp.ClientSession(connector=connector) as session:
            with pytest.raises(aiohttp.ClientConnectorError):
                await session.get(f"http://dancu.example.vn:{port}/")

    monkeypatch.setattr(aiohttp.ThreadedResolver, "resolve", rebound)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.05)
        asyncio.run(call(listener.getsockname()[1]))
        with pytest.raises(TimeoutError):
            listener.accept()


@pytest.mark.long
def test_of_several_addresses_only_those_outside_are_called(monkeypatch):
    async def both(self, host, port=0, family=socket.AF_INET):
        return [
            {"hostname": host, "host": one, "port": port, "family": socket.AF_INET, "proto": 0, "flags": 0}
            for one in ("127.0.0.1", "10.1.2.3")
        ]

    monkeypatch.setattr(aiohttp.ThreadedResolver, "resolve", both)

    async def resolved():
        return [one["host"] for one in await OutsideResolver().resolve("dancu.example.vn", 443)]

    assert asyncio.run(resolved()) == ["10.1.2.3"]
