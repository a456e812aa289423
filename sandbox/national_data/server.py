"""SANDBOX: the pretended national open data portal over HTTP on the loopback address: takes, refuses, delays, fails."""

import html
import json
import time
from http.server import ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

from sandbox.answers import Answers
from sandbox.faults import Faults
from sandbox.national_data.records import Refused, check_message
from sandbox.store import Store

MOST = 8_000_000
UNIT = "H56"
PAGE = """<!doctype html><html lang="vi"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>SANDBOX · Cổng dữ liệu quốc gia giả lập</title><h1>SANDBOX · Cổng dữ liệu quốc gia giả lập</h1>
<p>Không phải data.gov.vn. Đã nhận {lists} danh mục, {records} bộ dữ liệu.</p>
<form method="post" action="/sandbox/faults"><p>{fields}<label>delay (giây) <input name="delay" value="{delay}"></label>
<label>down (1 là ngừng) <input name="down" value="{down}"></label><button>Đặt sự cố</button></form>
<h2>Đã nhận</h2><ul>{rows}</ul></html>"""


class Handler(Answers):
    server: "Server"
    server_version = "SANDBOX-national-data"

    def do_GET(self) -> None:  # noqa: N802 - the name is http.server's
        path = urlsplit(self.path).path
        if path == "/healthz":
            self.json(200, {"service": "SANDBOX national open data", "sandbox": True})
        elif path == "/":
            self.page(self.server.overview().encode())
        elif path == "/sandbox/records":
            self.json(200, {"sandbox": True, "records": self.server.store.all("record")})
        else:
            self.json(404, {"ma": "99", "thongBao": "Không có địa chỉ này."})

    def do_POST(self) -> None:  # noqa: N802
        content = self.content(MOST)
        if content is None:
            return
        path = urlsplit(self.path).path
        if path == "/sandbox/faults":
            self.server.faults.set(self.form(content))
            self.leave_for("/")
        elif path == "/api/nhan":
            self._take(content)
        else:
            self.json(404, {"ma": "99", "thongBao": "Không có địa chỉ này."})

    def _take(self, content: bytes) -> None:
        faults = self.server.faults
        time.sleep(faults.delay)
        if faults.down or faults.strikes("busy"):
            self.json(503, {"ma": "98", "thongBao": "Hệ thống bận (giả lập)."})
            return
        if not self.signed(self.server.secret, content):
            self.json(401, {"ma": "01", "thongBao": "Chữ ký không đúng."})
            return
        try:
            body = json.loads(content)
            check_message(body, unit=UNIT)
        except Refused as refused:
            self.json(422, {"ma": refused.code, "thongBao": refused.message})
            return
        except ValueError:
            self.json(400, {"ma": "10", "thongBao": "Không phải JSON."})
            return
        receipt = self.server.take(body)
        if faults.strikes("lose_answer"):
            self.close_connection = True
            return
        self.json(200, {"ma": "00", "bienNhan": receipt})


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, store: Store, *, port: int = 0, secret: str = "sandbox") -> None:  # noqa: S107
        self.store, self.secret, self.faults = store, secret, Faults()
        super().__init__(("127.0.0.1", port), Handler)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def take(self, body: dict[str, Any]) -> str:
        """The receipt; the same key gets the same one."""
        with self.store.lock:
            known = self.store.get("receipt", body["khoa"])
            receipt: str = known or f"DLQG-{self.store.count('receipt') + 1:06}"
            self.store.put("receipt", body["khoa"], receipt)
            self.store.put("record", body.get("dinhDanh") or body["so"], body)
        return receipt

    def overview(self) -> str:
        rows = self.store.all("record")
        fault_state = self.faults.as_json()
        fields = "".join(
            f'<label>{name} <input name="{name}" value="{fault_state[name]}"></label> '
            for name in ("busy", "lose_answer")
        )
        names = [str(row.get("ten") or row.get("trichYeu")) for row in rows[-100:]]
        lists = sum(row["loai"] == "danh-muc" for row in rows)
        return PAGE.format(
            lists=lists,
            records=len(rows) - lists,
            fields=fields,
            delay=fault_state["delay"],
            down=int(bool(fault_state["down"])),
            rows="".join(f"<li>{html.escape(name)}</li>" for name in names),
        )
