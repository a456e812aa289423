"""A caller of ours is never held up, and never broken, by what a plane does."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler

import pytest

from tinhso.lib.exchange import client
from tinhso.lib.exchange.client import Ended, ExchangeClient
from tinhso.lib.exchange.plane.tests.running import serving

WORD = "w" * 43


class OddPlane(BaseHTTPRequestHandler):
    """Gives tokens as `token` says, and answers as the path says."""

    token = "given"
    asked = 0

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        type(self).asked += 1
        if self.token == "hangs":
            time.sleep(0.6)
        self._say(
            200 if self.token == "given" else 503,
            json.dumps({"access_token": "t", "expires_in": 600}).encode(),
        )

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "900")
        self.end_headers()
        self.wfile.write(b"{")
        if self.path.endswith("/breaks"):
            return
        for _piece in range(20):
            self.wfile.write(b" ")
            self.wfile.flush()
            time.sleep(0.1)

    def _say(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Silent."""


@pytest.fixture
def odd(monkeypatch):
    monkeypatch.setattr(OddPlane, "asked", 0)
    monkeypatch.setattr(client, "WHOLE", 0.3)
    with serving(OddPlane) as port:
        yield ExchangeClient(plane=f"http://127.0.0.1:{port}", client="GOV/so-b/mot-cua", word=WORD)


@pytest.mark.parametrize("path", ["/breaks", "/drips"])
def test_an_answer_that_breaks_off_or_drips_is_away(odd, path):
    assert odd.get("so-a/dan-cu/tra-cuu", path).ended is Ended.AWAY


@pytest.mark.long
def test_who_waits_behind_a_plane_without_tokens_does_not_ask_it_again(odd, monkeypatch):
    monkeypatch.setattr(OddPlane, "token", "hangs")
    monkeypatch.setattr(client, "CONNECT", 0.2)
    ended = []
    waiting = [
        threading.Thread(target=lambda: ended.append(odd.get("so-a/dan-cu/tra-cuu", "/x").code))
        for _one in range(6)
    ]
    for one in waiting:
        one.start()
    for one in waiting:
        one.join()
    assert OddPlane.asked == 1
    assert set(ended) <= {"token 503", "token busy", "token away"} and len(ended) == 6
    assert odd.get("so-a/dan-cu/tra-cuu", "/x").code == "token away" and OddPlane.asked == 1
