"""SANDBOX: the pretended software of civil status, residence and insurance over HTTP: one service, copies, switches."""

import json
import threading
import time
from collections.abc import Callable
from datetime import datetime
from http.server import ThreadingHTTPServer
from urllib.parse import urlsplit

from sandbox import lookups
from sandbox.answers import Answers
from sandbox.civil_status import pages
from sandbox.civil_status.copies import draw_copy
from sandbox.civil_status.faults import Faults
from sandbox.civil_status.lookups import lookups as known_persons
from sandbox.civil_status.registers import Json, NotOpen, Registers
from sandbox.post import Post, over_http
from sandbox.store import Store
from tinhso.lib.messages.portal_wire import HANOI

MAX_BODY = 256 * 1024
INBOX = "/lien-thong/ho-tich/"


class Handler(Answers):
    server: "Server"
    server_version = "SANDBOX-civil-status"

    def do_GET(self) -> None:  # noqa: N802
        parts = [part for part in urlsplit(self.path).path.split("/") if part]
        server = self.server
        if not parts:
            self.page(pages.home(server.store.all("request"), server.faults.as_json()))
        elif parts[0] == "healthz":
            self.json(200, {"service": pages.NAME, "sandbox": True})
        elif parts[0] == "api":
            asked = urlsplit(self.path)
            lookups.answer(self, server.lookups, server.faults, asked.path.removeprefix("/api/"), asked.query)
        elif parts[0] == "ban-sao" and len(parts) == 2:
            self._copy(parts[1])
        elif parts == ["sandbox", "loi"]:
            self.json(200, server.faults.as_json())
        else:
            self.page(pages.page("Không có trang này", ""), 404)

    def do_POST(self) -> None:  # noqa: N802
        content = self.content(MAX_BODY)
        if content is None:
            return
        parts = [part for part in urlsplit(self.path).path.split("/") if part]
        if parts == ["yeu-cau"]:
            self._request(content)
        elif parts == ["sandbox", "doi-soat"]:
            lines = self.server.registers.compare(json.loads(content)["data"])
            self.json(200, {"sandbox": True, "lines": lines})
        else:
            self._switch(parts, self.form(content))

    def _request(self, content: bytes) -> None:
        """One request of the province, with whatever fault strikes."""
        server, faults = self.server, self.server.faults
        if faults.delay:
            time.sleep(faults.delay)
        if faults.down or faults.strikes("lose"):
            self.close_connection = True
            return
        if not self.signed(self.server.secret, content):
            self.json(401, {"error_code": "01", "message": "Chữ ký không đúng hoặc đã quá 5 phút."})
            return
        if faults.strikes("busy"):
            self.json(200, {"error_code": "99", "message": "Hệ thống đang bận, gửi lại sau."})
            return
        answer = server.take(content)
        if faults.strikes("repeat"):
            answer = server.take(content)
        if faults.strikes("lose_answer"):
            self.close_connection = True
            return
        self.json(200, answer)

    def _switch(self, parts: list[str], form: dict[str, str]) -> None:
        """What somebody decides by hand, and the faults."""
        try:
            if parts == ["sandbox", "loi"]:
                self.server.faults.set({name: value for name, value in form.items() if value})
            elif parts[:2] == ["sandbox", "xu-ly"] and len(parts) == 3:
                self.server.registers.decide(parts[2], self.server.clock(), form.get("ly_do", "")[:500])
                self.server.work()
            else:
                self.page(pages.page("Không có trang này", ""), 404)
                return
        except NotOpen:
            self.page(pages.page("Yêu cầu này đã được xử lý", "<p><a href='/'>Trang đầu</a></p>"), 409)
            return
        except ValueError:
            self.page(pages.page("Nhập một con số", "<p><a href='/'>Trang đầu</a></p>"), 422)
            return
        self.leave_for("/")

    def _copy(self, key: str) -> None:
        """The copy of an entry, for the province alone: its signature stands over the path."""
        if not self.signed(self.server.secret, self.path.encode()):
            self.json(401, {"error_code": "01", "message": "Chữ ký không đúng."})
            return
        found = self.server.store.get("copy", key)
        if found is None:
            self.json(404, {"error_code": "13", "message": "Không có bản sao."})
            return
        self.send(200, "application/pdf", bytes.fromhex(found["hex"]))


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
        self.lookups = known_persons()
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
