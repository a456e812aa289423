"""SANDBOX: a pretended weather service over HTTP: bulletins, one form, switches for faults."""

import hmac
import json
import time
from datetime import datetime
from html import escape
from http.server import ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from sandbox.answers import Answers
from sandbox.faults import Faults
from sandbox.weather.bulletins import Bulletins, NotABulletin

MAX_BODY = 64 * 1024
FORM = """<form method="post" action="/ban-tin/"><p><label>Tiêu đề <input name="headline" maxlength="100"></label></p>
<p><label>Nội dung <textarea name="text"></textarea></label></p><p><label>Cần làm gì <input name="instruction"></label></p>
<p><label>Loại <select name="kind"><option>weather<option>disaster</select></label>
<label>Cấp <select name="level"><option>1<option>2<option>3<option>4<option>5</select></label>
<label>Giờ hiệu lực <input name="hours" value="6" size="3"></label> <label>Mã xã <input name="areas"></label>
<label>Thay bản tin <input name="replaces"></label></p><button>Ra bản tin</button></form>"""


class Handler(Answers):
    server: "Server"
    server_version = "SANDBOX-weather"

    def do_GET(self) -> None:  # noqa: N802
        parts = urlsplit(self.path)
        if parts.path == "/ban-tin/":
            self._bulletins(parts.query)
        elif parts.path == "/healthz":
            self.json(200, {"service": "weather", "sandbox": True})
        elif parts.path == "/sandbox/loi":
            self.json(200, self.server.faults.as_json())
        elif parts.path == "/":
            self._home()
        else:
            self.json(404, {"error": "not found"})

    def do_POST(self) -> None:  # noqa: N802
        content = self.content(MAX_BODY)
        if content is None:
            return
        path = urlsplit(self.path).path
        if path == "/ban-tin/":
            try:
                self.server.bulletins.issue(self.form(content))
            except NotABulletin as error:
                self.json(422, {"error": str(error)})
            else:
                self.leave_for("/")
        elif path == "/sandbox/loi":
            self.server.faults.set(self.form(content))
            self.json(200, self.server.faults.as_json())
        else:
            self.json(404, {"error": "not found"})

    def _bulletins(self, query: str) -> None:
        faults = self.server.faults
        if faults.delay:
            time.sleep(faults.delay)
        if faults.down or faults.strikes("lose"):
            self.close_connection = True
            return
        if not hmac.compare_digest(self.headers.get("X-Khoa", ""), self.server.key):
            self.json(401, {"error": "key"})
        elif faults.strikes("busy"):
            self.json(429, {"error": "busy"})
        else:
            self._answer(query)

    def _answer(self, query: str) -> None:
        try:
            moment = datetime.fromisoformat(parse_qs(query).get("tu", [""])[-1])
        except ValueError:
            self.json(400, {"error": "tu"})
            return
        if moment.tzinfo is None:
            self.json(400, {"error": "tu: zone"})
            return
        rows = self.server.bulletins.since(moment)
        rows = [row for row in rows for _ in range(2 if self.server.faults.strikes("repeat") else 1)]
        whole = json.dumps({"sandbox": True, "bulletins": rows}, ensure_ascii=False).encode()
        half = self.server.faults.strikes("lose_answer")
        self.send(200, "application/json", whole[: len(whole) // 2] if half else whole)

    def _home(self) -> None:
        rows = "".join(
            f"<li>{escape(str(r['id']))}: {escape(str(r['headline']))}, cấp {r['level']}</li>"
            for r in self.server.bulletins.all()
        )
        page = f"<!doctype html><html lang=vi><meta charset=utf-8><title>SANDBOX</title><h1>SANDBOX: đài khí tượng giả lập</h1><ul>{rows}</ul>{FORM}"
        self.page(page.encode())


class Server(ThreadingHTTPServer):
    """Listens on this machine alone."""

    daemon_threads = True

    def __init__(self, *, port: int = 0, key: str = "sandbox", offset: float = 0.0) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.key, self.faults, self.bulletins = key, Faults(), Bulletins(offset)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"
