"""SANDBOX: the pretended software of civil status, residence and insurance over HTTP: one service, copies, switches."""

import json
import threading
import time
from collections.abc import Callable
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from sandbox.civil_status import pages
from sandbox.civil_status.copies import draw_copy
from sandbox.civil_status.faults import Faults
from sandbox.civil_status.registers import Json, NotOpen, Registers
from sandbox.national_portal.post import Post, over_http
from sandbox.national_portal.store import Store
from tinhso.lib.portal_wire import HANOI, SIGNATURE
from tinhso.lib.signed_message import BadSignature, check_stamp

MAX_BODY = 256 * 1024
INBOX = "/lien-thong/ho-tich/"


class Handler(BaseHTTPRequestHandler):
    server: "Server"
    server_version = "SANDBOX-civil-status"
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing: requests name people."""

    def do_GET(self) -> None:  # noqa: N802
        parts = [part for part in urlsplit(self.path).path.split("/") if part]
        server = self.server
        if not parts:
            self._page(pages.home(server.store.all("request"), server.faults.told()))
        elif parts[0] == "healthz":
            self._json(200, {"service": pages.NAME, "sandbox": True})
        elif parts[0] == "ban-sao" and len(parts) == 2:
            self._copy(parts[1])
        elif parts == ["sandbox", "loi"]:
            self._json(200, server.faults.told())
        else:
            self._page(pages.page("Không có trang này", ""), 404)

    def do_POST(self) -> None:  # noqa: N802
        length = self.headers.get("Content-Length", "")
        if not length.isdigit() or int(length) > MAX_BODY:
            self.close_connection = True
            self._json(413, {"error_code": "10", "message": "Nội dung quá lớn."})
            return
        content = self.rfile.read(int(length))
        parts = [part for part in urlsplit(self.path).path.split("/") if part]
        if parts == ["yeu-cau"]:
            self._request(content)
        elif parts == ["sandbox", "doi-soat"]:
            lines = self.server.registers.compare(json.loads(content)["data"])
            self._json(200, {"sandbox": True, "lines": lines})
        else:
            self._switch(parts, self._form(content))

    def _request(self, content: bytes) -> None:
        """One request of the province, with whatever fault strikes."""
        server, faults = self.server, self.server.faults
        if faults.delay:
            time.sleep(faults.delay)
        if faults.down or faults.strikes("lose"):
            self.close_connection = True
            return
        if not self._signed(content):
            self._json(401, {"error_code": "01", "message": "Chữ ký không đúng hoặc đã quá 5 phút."})
            return
        if faults.strikes("busy"):
            self._json(200, {"error_code": "99", "message": "Hệ thống đang bận, gửi lại sau."})
            return
        answer = server.take(content)
        if faults.strikes("repeat"):
            answer = server.take(content)
        if faults.strikes("lose_answer"):
            self.close_connection = True
            return
        self._json(200, answer)

    def _switch(self, parts: list[str], form: dict[str, str]) -> None:
        """What somebody decides by hand, and the faults."""
        try:
            if parts == ["sandbox", "loi"]:
                self.server.faults.set({name: value for name, value in form.items() if value})
            elif parts[:2] == ["sandbox", "xu-ly"] and len(parts) == 3:
                self.server.registers.decide(parts[2], self.server.clock(), form.get("ly_do", "")[:500])
                self.server.work()
            else:
                self._page(pages.page("Không có trang này", ""), 404)
                return
        except NotOpen:
            self._page(pages.page("Yêu cầu này đã được xử lý", "<p><a href='/'>Trang đầu</a></p>"), 409)
            return
        except ValueError:
            self._page(pages.page("Nhập một con số", "<p><a href='/'>Trang đầu</a></p>"), 422)
            return
        self.send_response(303)
        self.send_header("Location", "/")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _copy(self, key: str) -> None:
        """The copy of an entry, for the province alone: its signature stands over the path."""
        if not self._signed(self.path.encode()):
            self._json(401, {"error_code": "01", "message": "Chữ ký không đúng."})
            return
        found = self.server.store.get("copy", key)
        if found is None:
            self._json(404, {"error_code": "13", "message": "Không có bản sao."})
            return
        self._send(200, "application/pdf", bytes.fromhex(found["hex"]))

    def _signed(self, content: bytes) -> bool:
        try:
            check_stamp(self.server.secret, content, self.headers.get(SIGNATURE, ""), now=int(time.time()))
        except BadSignature:
            return False
        return True

    def _form(self, content: bytes) -> dict[str, str]:
        given = parse_qs(content.decode("utf-8", "replace"), keep_blank_values=True)
        return {name: values[-1] for name, values in given.items()}

    def _page(self, body: bytes, status: int = 200) -> None:
        self._send(status, "text/html; charset=utf-8", body)

    def _json(self, status: int, value: Any) -> None:  # noqa: ANN401
        self._send(status, "application/json", json.dumps(value, ensure_ascii=False).encode())

    def _send(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Sandbox", "1")
        self.end_headers()
        self.wfile.write(body)


class Server(ThreadingHTTPServer):
    """`client` is the address of the province's site. `offset` seconds bring the clock to that of a demo."""

    daemon_threads = True

    def __init__(
        self, store: Store, *, client: str, port: int = 0, offset: float = 0.0, unit: str = "H56", secret: str,
        faults: Faults | None = None, draw: Callable[[Json], bytes] = draw_copy,
    ) -> None:  # fmt: skip
        super().__init__(("127.0.0.1", port), Handler)
        self.store, self.secret, self.offset = store, secret, offset
        self.faults = faults or Faults()
        self.registers = Registers(store, unit=unit, url=self.url, draw=draw, seed=int(time.time() * 1000))
        self.post = Post(store, self.faults, over_http(client + INBOX, secret))
        self._working = threading.Lock()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def clock(self) -> datetime:
        return datetime.fromtimestamp(time.time() + self.offset, tz=HANOI)

    def take(self, content: bytes) -> Json:
        try:
            body = json.loads(content)
        except ValueError:
            body = None
        return self.registers.take(body, self.clock(), wait=self.faults.wait)

    def work(self) -> None:
        """Decide what is due, and carry the answers that are owed."""
        with self._working:
            now = self.clock()
            self.registers.decide_due(now, lambda: self.faults.strikes("refuse"))
            self.post.deliver(now.timestamp())
