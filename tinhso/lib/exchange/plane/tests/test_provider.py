"""What a provider may answer on its line, byte by byte: passed on where it is HTTP/1.1, else told as the provider's fault; what one
call left on a line is no other call's."""

import asyncio
import http.server
import socketserver
import threading
import time
from types import SimpleNamespace
from typing import ClassVar

import aiohttp
import pytest

from tinhso.lib.exchange.plane.asgi import BodyRefused
from tinhso.lib.exchange.plane.calls import CallRefused
from tinhso.lib.exchange.plane.provider import _head, first_piece
from tinhso.lib.exchange.plane.tests.running import plane, policy, serving, signed

AT = "/lgsp/so-a/dan-cu/tra-cuu/people"
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n"
SCRIPTS = {
    "plain": [OK + b"good"],
    "in-pieces": [b"HTTP/1.1 200 OK\r\nContent-Le", b"ngth: 4\r\n\r\ngo", b"od"],
    "chunked": [b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\ngo\r\n", b"2\r\nod\r\n0\r\n\r\n"],
    "until-the-end": [b"HTTP/1.1 200 OK\r\n\r\ngo", b"od", b""],
    "hints": [b"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n", OK + b"good"],
    "no-content": [b"HTTP/1.1 204 No Content\r\n\r\n"],
    "switching": [b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n"],
    "no-http": [b"SSH-2.0-x\r\n\r\n"],
    "two-lengths": [b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nContent-Length: 9\r\n\r\ngood"],
    "both-framings": [
        b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n4\r\ngood\r\n0\r\n\r\n"
    ],
    "long-head": [b"HTTP/1.1 200 OK\r\nX: " + b"a" * 200_000 + b"\r\n\r\n"],
    "many-headers": [b"HTTP/1.1 200 OK\r\n" + b"X: a\r\n" * 5_000 + b"\r\n"],
    "silent": [],
    "hangs-up": [b""],
    "cut-off": [b"HTTP/1.1 200 OK\r\nContent-Length: 40\r\n\r\ngood", b""],
    "no-body": [b"HTTP/1.1 200 OK\r\nContent-Length: 40\r\n\r\n", b""],
    "one-too-many": [OK + b"good" + OK + b"evil"],
    "afterwards": [OK + b"good", OK + b"evil"],
}


class Scripted(socketserver.BaseRequestHandler):
    """Sends what stands under the last part of the path, each piece a moment after the one before; `b""` hangs up."""

    def handle(self):
        while head := self._head():
            name = head.split(b" ", 2)[1].rpartition(b"/")[2].decode()
            if name == "dripping":
                self._drip()
                return
            for piece in SCRIPTS[name]:
                if not piece:
                    return
                self.request.sendall(piece)
                time.sleep(0.05)

    def _head(self):
        found = b""
        while b"\r\n\r\n" not in found:
            piece = self.request.recv(65_536)
            if not piece:
                return b""
            found += piece
        return found

    def _drip(self):
        """Each letter in time, all of them never."""
        for letter in b"HTTP/1.1 200 OK\r\nX: " + b"a" * 100:
            try:
                self.request.sendall(bytes([letter]))
            except OSError:
                return
            time.sleep(0.2)


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def handle_error(self, request, client_address):
        """A line that the plane cut."""


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    with Server(("127.0.0.1", 0), Scripted) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        document = signed(policy(server.server_address[1]))
        with plane(tmp_path_factory.mktemp("plane"), document, whole_seconds=3.0) as found:
            yield found
        server.shutdown()


@pytest.fixture(scope="module")
def bearer(running):
    return f"Bearer {running.token()[1]['access_token']}"


@pytest.fixture(autouse=True)
def closed_breaker(running, bearer):
    """Five faults in a row would open it."""
    yield
    assert running.ask("GET", f"{AT}/plain", Authorization=bearer)[0] == 200


@pytest.mark.long
@pytest.mark.parametrize("name", ["plain", "in-pieces", "chunked", "until-the-end", "hints"])
def test_an_answer_comes_through_however_it_is_framed(running, bearer, name):
    before = len(running.settled())
    for _ in range(2):
        status, _headers, content = running.ask("GET", f"{AT}/{name}", Authorization=bearer)
        assert (status, content) == (200, b"good")
    rows = running.settled()[before:]
    assert [(row["code"], row["bytes_out"]) for row in rows] == [("ok", 4)] * 2


@pytest.mark.long
def test_an_answer_without_a_body_has_none(running, bearer):
    assert running.ask("GET", f"{AT}/no-content", Authorization=bearer)[::2] == (204, b"")


@pytest.mark.long
@pytest.mark.parametrize(
    ("name", "code"),
    [
        *(
            (name, "provider_unreachable")
            for name in ("switching", "no-http", "two-lengths", "both-framings")
        ),
        *((name, "provider_unreachable") for name in ("long-head", "many-headers", "hangs-up")),
        *((name, "provider_timeout") for name in ("silent", "dripping")),
    ],
)
def test_what_is_no_answer_is_the_providers_fault_with_one_row(running, bearer, name, code):
    before = len(running.settled())
    status, _headers, _content = running.ask("GET", f"{AT}/{name}", Authorization=bearer)
    # `ask` itself waits 15 s: a plane that waited with the provider would not have answered
    assert status == (502 if code == "provider_unreachable" else 504)
    assert [row["code"] for row in running.settled()[before:]] == [code]


@pytest.mark.long
def test_an_answer_that_is_cut_off_is_cut_off_for_the_caller_too(running, bearer):
    before = len(running.settled())
    with pytest.raises(Exception, match="IncompleteRead|reset|closed"):
        running.ask("GET", f"{AT}/cut-off", Authorization=bearer)
    assert [row["code"] for row in running.settled(before + 1)[before:]] == ["broken_off"]


@pytest.mark.long
@pytest.mark.parametrize("name", ["one-too-many", "afterwards"])
def test_an_answer_that_nobody_asked_for_reaches_nobody(running, bearer, name):
    for _ in range(3):
        running.ask("GET", f"{AT}/{name}", Authorization=bearer)
        time.sleep(0.15)
        status, _headers, content = running.ask("GET", f"{AT}/plain", Authorization=bearer)
        assert (status, content) == (200, b"good")


HOST = SimpleNamespace(url=SimpleNamespace(raw_path="/"), headers={"Host": "a.example"})
"""As far as a head needs one."""


def test_no_header_makes_a_second_line_of_a_head():
    assert _head("POST", HOST, "/x?a=1", [(b"x-a", b"1")]) == (
        b"POST /x?a=1 HTTP/1.1\r\nhost: a.example\r\nx-a: 1\r\ncontent-length: 0\r\n\r\n"
    )
    for name, value in [
        (b"x", b"1\r\ny: 2"),
        (b"x", b"1\ny: 2"),
        (b"x", b"1\ry: 2"),
        (b"x\r\ny", b"1"),
        (b"x", b"\0"),
    ]:
        with pytest.raises(CallRefused, match="framing_refused"):
            _head("GET", HOST, "/x", [(name, value)])


class Unread(http.server.BaseHTTPRequestHandler):
    """A real server that answers a POST without looking at its body: what is left on the line it takes for the next request."""

    protocol_version = "HTTP/1.1"
    came: ClassVar[list[str]] = []

    def do_POST(self):
        self._say()

    def do_GET(self):
        self._say()

    def _say(self):
        type(self).came.append(f"{self.command} {self.path}")
        self.send_response(200)
        self.send_header("Content-Length", "4")
        self.end_headers()
        self.wfile.write(b"good")

    def log_message(self, format, *args):
        """Silent."""


SECRET = b"GET /secret HTTP/1.1\r\nHost: a\r\nX-Road-Client: VN38/GOV/so-x/khac\r\n\r\n"


@pytest.mark.long
def test_a_body_that_a_provider_leaves_unread_is_no_request_of_anybody(tmp_path):
    with (
        serving(Unread) as port,
        plane(tmp_path / "p", signed(policy(port)), most_body=9_000_000) as running,
    ):
        bearer = f"Bearer {running.token()[1]['access_token']}"
        echo = "/lgsp/so-a/dan-cu/tra-cuu/echo"
        for body in (SECRET, b"GET /secret HTTP/1.1\r\nX-Half: ", SECRET * 50_000):
            for _ in range(3):
                try:
                    answered = running.ask("POST", echo, body, Authorization=bearer)[0]
                except OSError:
                    answered = 0  # the provider hung up on a body that is not through
                assert answered in ((200, 502, 0) if len(body) > 100_000 else (200,))
                status, _headers, content = running.ask("GET", f"{AT}/1", Authorization=bearer)
                assert (status, content) == (200, b"good")
        assert set(Unread.came) == {"POST /echo", "GET /people/1"}
        assert {row["code"] for row in running.settled()} <= {"ok", "broken_off", "provider_unreachable"}


@pytest.mark.long
def test_an_answer_that_broke_off_behind_its_headers_is_the_providers_fault():
    """The provider hung up on a body which it had not read: what was here of the answer went with the line, or never came."""

    def asked(fault=None, refused=None):
        async def readany():
            if fault is not None:
                raise fault
            return b"good"

        # the client was still sending
        body = SimpleNamespace(refused=refused, is_awaited=True)
        content = SimpleNamespace(readany=readany, at_eof=lambda: False)
        breaker = SimpleNamespace(went_wrong=noted.append)
        return asyncio.run(first_piece(SimpleNamespace(content=content), body, breaker))

    noted = []
    for fault in (aiohttp.ClientPayloadError("cut"), BrokenPipeError("cut")):
        with pytest.raises(CallRefused, match="provider_unreachable"):
            asked(fault)
    assert len(noted) == 2
    with pytest.raises(CallRefused, match="client_slow"):  # the provider waited as long as we did
        asked(aiohttp.SocketTimeoutError())
    with pytest.raises(CallRefused, match="too_large"):
        asked(aiohttp.ClientPayloadError("cut"), BodyRefused("too_large"))
    assert asked() == (b"good", False) and len(noted) == 2


def test_a_provider_that_hangs_up_behind_its_headers_has_not_answered(running, bearer):
    before = len(running.settled())
    assert running.ask("GET", f"{AT}/no-body", Authorization=bearer)[0] == 502
    assert [row["code"] for row in running.settled()[before:]] == ["provider_unreachable"]
