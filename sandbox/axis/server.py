"""SANDBOX: the pretended national document axis over HTTP, in its own form (VXP) and in that of a province's platform (LGSP)."""

import email.policy
import json
import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.parser import BytesParser
from html import escape
from http.server import ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from sandbox.answers import Answers
from sandbox.axis.register import AxisRefusal, Register
from sandbox.faults import Faults
from sandbox.national_portal.pages import STYLE
from sandbox.store import Store
from tinhso.lib.messages.axis_wire import AxisError, BadHeaders, check_headers

TITLE = "Trục liên thông văn bản – HỆ THỐNG THỬ NGHIỆM"
MOST = 80 * 1024 * 1024
SWITCHES = ("busy", "lose", "lose_answer", "repeat", "reorder", "delay")
Answer = dict[str, Any] | bytes


class Handler(Answers):
    server: "Server"
    server_version = "SANDBOX-axis"

    def do_GET(self) -> None:  # noqa: N802 - the name is http.server's
        path = urlsplit(self.path).path
        if path == "/":
            self.page(self.server.home())
        elif path == "/healthz":
            self.json(200, {"service": TITLE, "sandbox": True})
        elif path == "/sandbox/loi":
            self.json(200, self.server.faults.as_json())
        else:
            self._service(path, b"")

    def do_POST(self) -> None:  # noqa: N802
        content = self.content(MOST)
        if content is None:
            return
        path = urlsplit(self.path).path
        if path == "/sandbox/loi":
            self.server.faults.set({name: value for name, value in self.form(content).items() if value})
            self.leave_for("/")
        else:
            self._service(path, content)

    def _service(self, path: str, content: bytes) -> None:
        """One call, with whatever fault strikes: lost on its way, answered as busy, done without an answer."""
        faults = self.server.faults
        if faults.delay:
            time.sleep(faults.delay)
        if faults.down or faults.strikes("lose"):
            self.close_connection = True
            return
        if faults.strikes("busy"):
            self.json(503, AxisRefusal(AxisError.SYSTEM).as_json())
            return
        try:
            answer = self._answer(path, content)
        except AxisRefusal as refused:
            self.json(200, refused.as_json())
            return
        if faults.strikes("lose_answer"):
            self.close_connection = True
        elif isinstance(answer, bytes):
            self.send(200, "application/octet-stream", answer)
        else:
            self.json(200, {"status": "OK", "ErrorCode": "0", "ErrorDesc": "Success"} | answer)

    def _answer(self, path: str, content: bytes) -> Answer:
        if path.startswith("/v1/"):
            words = self._platform_words()
            return self._platform(path.removeprefix("/v1/"), content, words)
        try:
            words = check_headers(dict(self.headers), secret=self.server.secret, now=datetime.now(UTC))
        except BadHeaders as error:
            raise AxisRefusal(AxisError.CREDENTIALS, str(error)) from error
        call = CALLS.get(path)
        if call is None:
            raise AxisRefusal(AxisError.PROCESSING, "không có dịch vụ này")
        return call(self.server, words, content)

    def _platform_words(self) -> dict[str, str]:
        """The platform knows each agency's system by an id, here its identity code, and a common secret."""
        if self.headers.get("X-SecretKey", "") != self.server.secret or not self.headers.get("X-SystemId"):
            raise AxisRefusal(AxisError.CREDENTIALS)
        given = {name: values[-1] for name, values in parse_qs(urlsplit(self.path).query).items()}
        return {name.lower(): value for name, value in given.items()} | {
            "from": self.headers["X-SystemId"],
            "messagetype": given.get("messageType", "edoc"),
        }

    def _platform(self, service: str, content: bytes, words: dict[str, str]) -> Answer:
        register = self.server.register
        if service == "sendEdoc":
            parts = self._parts(content)
            kind = parts.get("messageType", b"edoc").decode("ascii", "replace")
            return {"DocId": register.send(parts.get("edocFile", b""), kind, self.server.clock())}
        if service == "syncReceivedEdocList":
            days = (words.get("fromdate", ""), words.get("todate", ""))
            return {"data": register.received(words["from"], words["messagetype"], *days)}
        if service == "getEdoc":
            return {"data": register.as_base64(words["from"], words.get("docid", ""))}
        if service == "updateStatus":
            return acknowledge(self.server, words, content)
        if service == "getAgenciesList":
            return {"data": register.agencies()}
        raise AxisRefusal(AxisError.PROCESSING, "không có dịch vụ này")

    def _parts(self, content: bytes) -> dict[str, bytes]:
        head = f"Content-Type: {self.headers.get('Content-Type', '')}\r\n\r\n".encode()
        found = BytesParser(policy=email.policy.HTTP).parsebytes(head + content)
        if not found.is_multipart():
            raise AxisRefusal(AxisError.FILE, "multipart")
        parts = {}
        for part in found.iter_parts():
            inside = part.get_payload(decode=True)
            if isinstance(inside, bytes):
                parts[str(part.get_param("name", header="content-disposition"))] = inside
        return parts


def send(server: "Server", words: dict[str, str], content: bytes) -> Answer:
    return {"DocId": server.register.send(content, words.get("messagetype", ""), server.clock())}


def received(server: "Server", words: dict[str, str], _content: bytes) -> Answer:
    return {"data": server.register.received(words.get("to", ""), words.get("messagetype", ""))}


def fetch(server: "Server", words: dict[str, str], _content: bytes) -> Answer:
    return server.register.fetch(words.get("to", ""), words.get("docId", ""))


def acknowledge(server: "Server", words: dict[str, str], content: bytes) -> Answer:
    try:
        given = json.loads(content or b"{}")
    except ValueError as error:
        raise AxisRefusal(AxisError.FILE) from error
    who = words.get("to") or words.get("from", "")
    server.register.acknowledge(who, str(given.get("docId", "")), str(given.get("status", "")))
    return {}


def agencies(server: "Server", _words: dict[str, str], _content: bytes) -> Answer:
    return {"data": server.register.agencies()}


CALLS: dict[str, Callable[["Server", dict[str, str], bytes], Answer]] = {
    "/sendEdoc": send,
    "/getReceivedEdocList": received,
    "/getEdoc": fetch,
    "/updateStatus": acknowledge,
    "/getAgenciesList": agencies,
    "/getAgenciesListQD20": agencies,
}


class Server(ThreadingHTTPServer):
    """`offset` seconds bring the clock to that of a demo."""

    daemon_threads = True

    def __init__(
        self, store: Store, *, secret: str, port: int = 0, offset: float = 0.0, faults: Faults | None = None
    ) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.store, self.secret, self.offset = store, secret, offset
        self.faults = faults or Faults()
        self.register = Register(store, self.faults)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def clock(self) -> datetime:
        return datetime.fromtimestamp(time.time() + self.offset, tz=UTC)

    def home(self) -> bytes:
        present = self.faults.as_json()
        switches = "".join(
            f'<label for="{name}">{name}</label><input id="{name}" name="{name}" value="{present[name]}">'
            for name in SWITCHES
        )
        rows = "".join(
            f"<tr><td>{escape(one['at'])}<td>{escape(one['kind'])}<td>{escape(one['from'])}<td>{escape(one['to'])}"
            f"<td>{escape(one['state'])}"
            for one in self.store.all("delivery")[-100:]
        )
        return (
            f'<!doctype html><html lang="vi"><meta charset="utf-8"><meta name="robots" content="noindex">'
            f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{TITLE}</title>'
            f"<style>{STYLE} table{{overflow:auto}}</style><body><p class=band>{TITLE}</p><main><h1>{TITLE}</h1>"
            f"<p>Đây không phải trục thật. {self.store.count('agency')} đơn vị, {self.store.count('message')} gói tin.</p>"
            f'<form method="post" action="/sandbox/loi">{switches}<button>Đặt sự cố</button></form>'
            f"<table><tr><th>Lúc<th>Loại<th>Nơi gửi<th>Nơi nhận<th>Trạng thái{rows}</table></main></body></html>"
        ).encode()
