"""SANDBOX: the pretended time stamping authority over HTTP on the loopback address: stamps, refuses, delays, fails."""

import time
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar
from urllib.parse import urlsplit

from sandbox.answers import Answers
from sandbox.faults import Faults
from sandbox.timestamp_authority.authority import Authority, Unreadable
from tinhso.lib.rfc3161 import refusal

MOST = 20_000
REPLY = "application/timestamp-reply"
PAGE = """<!doctype html><html lang="vi"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>SANDBOX · Dấu thời gian giả lập</title><h1>SANDBOX · Dấu thời gian giả lập</h1>
<p>Không phải cơ quan cấp dấu thời gian nào. Đã cấp {given} dấu.</p>
<form method="post" action="/sandbox/faults"><p>{fields}<label>delay (giây) <input name="delay" value="{delay}"></label>
<label>down (1 là ngừng) <input name="down" value="{down}"></label><button>Đặt sự cố</button></form></html>"""


class StampFaults(Faults):
    """`busy` answers 503, `refuse` refuses as RFC 3161 does, `garbage` answers no ASN.1, `other_digest` stamps something
    else; `delay` in seconds; `down` answers nothing at all.
    """

    names: ClassVar[tuple[str, ...]] = ("busy", "refuse", "garbage", "other_digest")
    refuse: float = 0.0
    garbage: float = 0.0
    other_digest: float = 0.0


class Handler(Answers):
    server: "Server"
    server_version = "SANDBOX-timestamp-authority"

    def do_GET(self) -> None:  # noqa: N802 - the name is http.server's
        path = urlsplit(self.path).path
        if path == "/healthz":
            self.json(200, {"service": "SANDBOX time stamping authority", "sandbox": True})
        elif path == "/root.pem":
            self.send(200, "application/x-pem-file", (self.server.authority.folder / "root.crt").read_bytes())
        elif path == "/":
            self.page(self.server.overview().encode())
        else:
            self.json(404, {"error": "not found"})

    def do_POST(self) -> None:  # noqa: N802
        content = self.content(MOST)
        if content is None:
            return
        path = urlsplit(self.path).path
        if path == "/sandbox/faults":
            self._set(content)
        elif path == "/":
            self._stamp(content)
        else:
            self.json(404, {"error": "not found"})

    def _set(self, content: bytes) -> None:
        try:
            self.server.faults.set(self.form(content))
        except ValueError:
            self.json(400, {"error": "a number from 0 to 1"})
        else:
            self.leave_for("/")

    def _stamp(self, content: bytes) -> None:
        faults = self.server.faults
        time.sleep(faults.delay)
        if faults.down:
            self.close_connection = True
        elif faults.strikes("busy"):
            self.json(503, {"error": "busy"})
        elif faults.strikes("refuse"):
            self.send(200, REPLY, refusal("SANDBOX refuses"))
        elif faults.strikes("garbage"):
            self.send(200, REPLY, b"SANDBOX")
        else:
            self._answer(content, other_digest=faults.strikes("other_digest"))

    def _answer(self, content: bytes, *, other_digest: bool) -> None:
        try:
            reply = self.server.authority.stamp(content, other_digest=other_digest)
        except Unreadable as error:
            self.send(200, REPLY, refusal(str(error)))
            return
        self.server.given += 1
        self.send(200, REPLY, reply)


class Server(ThreadingHTTPServer):
    """Listens on this machine alone."""

    daemon_threads = True

    def __init__(self, folder: Path, *, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.authority, self.faults, self.given = Authority(folder), StampFaults(), 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def overview(self) -> str:
        fault_state = self.faults.as_json()
        fields = "".join(
            f'<label>{name} <input name="{name}" value="{fault_state[name]}"></label> '
            for name in self.faults.names
        )
        return PAGE.format(
            given=self.given, fields=fields, delay=fault_state["delay"], down=int(bool(fault_state["down"]))
        )
