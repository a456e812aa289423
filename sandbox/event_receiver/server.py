"""SANDBOX: a pretended system of an agency that is told of events: strict, and faulty on command."""

import json
import time
from collections.abc import Callable
from html import escape
from http.server import ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit
from urllib.request import ProxyHandler, build_opener

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from sandbox.answers import Answers
from sandbox.event_receiver.checks import Refused, read_event
from sandbox.faults import Faults
from sandbox.national_portal.pages import STYLE
from sandbox.store import Store
from tinhso.lib.exchange.webhooks import WebhookRefused, check_webhook, read_public_word

TITLE = "Nơi nhận sự kiện – HỆ THỐNG THỬ NGHIỆM"
MOST = 64 * 1024
PATH = "/su-kien"
SWITCHES = ("busy", "lose_answer", "delay")
Keys = Callable[[], list[Ed25519PublicKey]]


def keys_at(address: str) -> Keys:
    """The platform's public keys, fetched when the first event comes and once more for a signature that is not known."""
    opener = build_opener(ProxyHandler({}))

    def fetch() -> list[Ed25519PublicKey]:
        with opener.open(f"{address}/chia-se-du-lieu/khoa-su-kien/", timeout=5) as answer:
            return [read_public_word(word) for word in json.loads(answer.read())["keys"]]

    return fetch


class Handler(Answers):
    server: "Server"
    server_version = "SANDBOX-event-receiver"

    def do_GET(self) -> None:  # noqa: N802 - the name is http.server's
        path = urlsplit(self.path).path
        if path == "/":
            self.page(self.server.home())
        elif path == "/healthz":
            self.json(200, {"service": TITLE, "sandbox": True})
        elif path == "/sandbox/events":
            self.json(200, {"sandbox": True, "events": self.server.store.all("event")})
        else:
            self.json(404, Refused(404, "", "không có địa chỉ này").as_json())

    def do_POST(self) -> None:  # noqa: N802
        content = self.content(MOST)
        if content is None:
            return
        path = urlsplit(self.path).path
        if path == "/sandbox/faults":
            self.server.faults.set({name: value for name, value in self.form(content).items() if value})
            self.leave_for("/")
        elif path == PATH:
            self._take(content)
        else:
            self.json(404, Refused(404, "", "không có địa chỉ này").as_json())

    def _take(self, content: bytes) -> None:
        faults = self.server.faults
        time.sleep(faults.delay)
        if faults.down or faults.strikes("busy"):
            self.json(503, Refused(503, "", "bận (giả lập)").as_json())
            return
        try:
            given = {name.lower(): value for name, value in self.headers.items()}
            message = self.server.checked(given, content)
            event = read_event(self.headers.get("Content-Type", ""), content, message)
            self.server.take(event)
        except WebhookRefused as refused:
            self.json(401, {"truong": refused.code, "thongBao": "Chữ ký không đúng."})
            return
        except Refused as refused:
            self.json(refused.status, refused.as_json())
            return
        if faults.strikes("lose_answer"):
            self.close_connection = True
            return
        self.json(200, {"daNhan": event["id"]})


class Server(ThreadingHTTPServer):
    """`refuse` is the number of the new event that it refuses always; each `busy`-th is answered 503 the first time."""

    daemon_threads = True

    def __init__(self, store: Store, keys: Keys, *, port: int = 0, refuse: int = 0, busy: int = 0) -> None:
        self.store, self.faults, self._fetch = store, Faults(), keys
        self.refuse, self.busy = refuse, busy
        self._keys: list[Ed25519PublicKey] = []
        super().__init__(("127.0.0.1", port), Handler)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def checked(self, headers: dict[str, str], body: bytes) -> str:
        """The id of the message. WebhookRefused."""
        now = int(time.time())
        try:
            return check_webhook(headers, body, keys=self._keys, now=now)
        except WebhookRefused as refused:
            if refused.code != "signature":
                raise
        try:
            self._keys = self._fetch()
        except (OSError, ValueError, KeyError) as error:
            raise Refused(503, "", "chưa lấy được khóa") from error
        return check_webhook(headers, body, keys=self._keys, now=now)

    def take(self, event: dict[str, Any]) -> None:
        """Once, however often it comes. Refused where this sandbox is told to."""
        with self.store.lock:
            known = self.store.get("number", event["id"])
            number = known or self.store.count("number") + 1
            self.store.put("number", event["id"], number)
            if number == self.refuse:
                raise Refused(422, "maHoSo", "không nhận hồ sơ này (giả lập)")
            if self.busy and number % self.busy == 0 and known is None:
                raise Refused(503, "", "bận (giả lập)")
            self.store.put("event", event["id"], event)

    def home(self) -> bytes:
        present = self.faults.as_json()
        switches = "".join(
            f'<label for="{name}">{name}</label><input id="{name}" name="{name}" value="{present[name]}">'
            for name in SWITCHES
        )
        down = int(bool(present["down"]))
        events = self.store.all("event")
        rows = "".join(
            f"<details><summary>{escape(one['subject'])} · {escape(one['type'])}</summary>"
            f"<pre>{escape(json.dumps(one, ensure_ascii=False, indent=1))}</pre></details>"
            for one in events[-100:]
        )
        body = (
            f"<p>Đây không phải hệ thống thật. Đã nhận {len(events)} sự kiện.</p>"
            f'<form method="post" action="/sandbox/faults">{switches}'
            f'<label for="down">down (1 là ngừng, 0 là chạy)</label><input id="down" name="down" value="{down}">'
            f"<button>Đặt sự cố</button></form>{rows}"
        )
        return (
            f'<!doctype html><html lang="vi"><meta charset="utf-8"><meta name="robots" content="noindex">'
            f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{TITLE}</title>'
            f"<style>{STYLE} pre{{overflow:auto}}</style><body><p class=band>{TITLE}</p>"
            f"<main><h1>{TITLE}</h1>{body}</main></body></html>"
        ).encode()
