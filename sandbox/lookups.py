"""SANDBOX: a pretended national database that is asked for one record at a time, strictly, and only through the exchange."""

import json
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from html import escape
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from sandbox.answers import Answers
from sandbox.faults import Faults
from sandbox.national_portal.pages import STYLE
from sandbox.store import Store
from tinhso.lib.messages.portal_wire import HANOI

MAX_BODY = 16 * 1024
ROOT = "/api/"
SWITCHES = ("busy", "lose_answer")
CALLER, NO_PARAMETER, FORM, NOT_FOUND, BUSY, NO_ADDRESS = "02", "13", "14", "20", "98", "99"
SAYS = "X-Road-Client: chỉ nhận lời gọi đi qua nền tảng chia sẻ dữ liệu."


@dataclass(frozen=True)
class Lookup:
    """`GET /api/<word>/<key>`: the record of that key; `field` is the key's name, `form` what it must look like."""

    word: str
    field: str
    form: str
    says: str


class Refused(Exception):
    """Not answered: the status, the code, the field that is wrong and the words."""

    def __init__(self, status: int, code: str, field: str, words: str) -> None:
        super().__init__(words)
        self.status, self.code, self.field, self.words = status, code, field, words

    def as_json(self) -> dict[str, str]:
        return {"ma": self.code, "truong": self.field, "thongBao": self.words}


class Records:
    """The rows by word and key, found only when everything that was asked is right."""

    def __init__(self, lookups: tuple[Lookup, ...], rows: Mapping[str, Mapping[str, Any]]) -> None:
        self.lookups, self.store = {one.word: one for one in lookups}, Store()
        for word, by_key in rows.items():
            for key, row in by_key.items():
                self.store.put(word, key, row)

    def find(self, path: str, query: str, caller: str) -> Any:  # noqa: ANN401
        """The record; Refused with the first thing that is wrong."""
        word, _, key = path.partition("/")
        lookup = self.lookups.get(word)
        if lookup is None or not key or "/" in key:
            raise Refused(404, NO_ADDRESS, "", "Không có địa chỉ này.")
        if not caller:
            raise Refused(400, CALLER, "X-Road-Client", SAYS)
        for name, _value in parse_qsl(query, keep_blank_values=True):
            raise Refused(422, NO_PARAMETER, name[:60], f"{name[:60]}: không có tham số này.")
        key = unquote(key)
        if not re.fullmatch(lookup.form, key, re.ASCII):
            raise Refused(422, FORM, lookup.field, f"{lookup.field}: {lookup.says}.")
        record = self.store.get(word, key)
        if record is None:
            raise Refused(404, NOT_FOUND, lookup.field, f"{lookup.field}: không có dữ liệu.")
        return record


def answer(to: Answers, records: Records, faults: Faults, path: str, query: str) -> None:
    """One record, with whatever fault strikes."""
    if faults.delay:
        time.sleep(faults.delay)
    if faults.down:
        to.close_connection = True
        return
    if faults.strikes("busy"):
        to.json(503, Refused(503, BUSY, "", "Hệ thống bận (giả lập).").as_json())
        return
    try:
        record = records.find(path, query, to.headers.get("X-Road-Client", ""))
    except Refused as refused:
        to.json(refused.status, refused.as_json())
        return
    if faults.strikes("lose_answer"):
        to.close_connection = True
        return
    to.json(200, record)


class Handler(Answers):
    server: "Server"
    server_version = "SANDBOX-national-database"

    def do_GET(self) -> None:  # noqa: N802 - the name is http.server's
        parts = urlsplit(self.path)
        if parts.path.startswith(ROOT):
            answer(self, self.server.records, self.server.faults, parts.path.removeprefix(ROOT), parts.query)
        elif parts.path == "/":
            self.page(self.server.home())
        elif parts.path == "/healthz":
            self.json(200, {"service": self.server.title, "sandbox": True})
        elif parts.path == "/openapi.json":
            self.send(200, "application/json", self.server.description)
        elif parts.path == "/sandbox/loi":
            self.json(200, self.server.faults.as_json())
        else:
            self.json(404, Refused(404, NO_ADDRESS, "", "Không có địa chỉ này.").as_json())

    def do_POST(self) -> None:  # noqa: N802
        content = self.content(MAX_BODY)
        if content is None:
            return
        if urlsplit(self.path).path != "/sandbox/loi":
            self.json(404, Refused(404, NO_ADDRESS, "", "Không có địa chỉ này.").as_json())
            return
        try:
            self.server.faults.set({name: value for name, value in self.form(content).items() if value})
        except ValueError:
            self.json(422, Refused(422, FORM, "", "Nhập một con số.").as_json())
            return
        self.leave_for("/")


class Server(ThreadingHTTPServer):
    """`records` are the rows by word and key; `offset` seconds bring the clock to that of a demo."""

    daemon_threads = True

    def __init__(
        self,
        title: str,
        lookups: tuple[Lookup, ...],
        records: Mapping[str, Mapping[str, Any]],
        *,
        folder: Path,
        port: int = 0,
    ) -> None:
        self.title, self.faults = title, Faults()
        self.description = (folder / "openapi.json").read_bytes()
        self.records = Records(lookups, records)
        super().__init__(("127.0.0.1", port), Handler)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def home(self) -> bytes:
        present = self.faults.as_json()
        switches = "".join(
            f'<label for="{name}">{name}</label><input id="{name}" name="{name}" value="{present[name]}">'
            for name in (*SWITCHES, "delay")
        )
        rows = "".join(
            f"<h2><code>{escape(ROOT + word)}/…</code></h2>"
            + "".join(
                f"<details><summary>{escape(_name_of(row))}</summary><pre>{escape(_written(row))}</pre></details>"
                for row in self.records.store.all(word)
            )
            for word in self.records.lookups
        )
        body = (
            f"<p>Đây không phải cơ sở dữ liệu thật; người, doanh nghiệp, thửa đất đều do máy đặt ra. "
            f'<a href="/openapi.json">Mô tả OpenAPI</a></p><form method="post" action="/sandbox/loi">{switches}'
            f'<label for="down">down (1 là ngừng, 0 là chạy)</label><input id="down" name="down" value="{int(bool(present["down"]))}">'
            f"<button>Đặt sự cố</button></form>{rows}"
        )
        return (
            f'<!doctype html><html lang="vi"><meta charset="utf-8"><meta name="robots" content="noindex">'
            f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{escape(self.title)}</title>'
            f"<style>{STYLE} pre{{overflow:auto}}</style><body><p class=band>{escape(self.title)}</p>"
            f"<main><h1>{escape(self.title)}</h1>{body}</main></body></html>"
        ).encode()


def _name_of(row: Any) -> str:  # noqa: ANN401
    first = row[0] if isinstance(row, list) else row
    return next((str(first[name]) for name in ("hoTen", "ten", "chuSuDung", "hoTenMe") if name in first), "–")


def _written(row: Any) -> str:  # noqa: ANN401
    return json.dumps(row, ensure_ascii=False, indent=1)


def now_of(clock: Path | None) -> datetime:
    """The day that the demo stands on: `clock` is JSON with its offset in seconds."""
    state = json.loads(clock.read_text()) if clock and clock.exists() else {}
    return datetime.fromtimestamp(time.time() + float(state.get("offset", 0)), tz=HANOI)
