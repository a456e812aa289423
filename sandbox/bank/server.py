"""SANDBOX: a bank over HTTP on the loopback address: pay by the text of a QR, statement, refund, faults."""

import html
import json
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from sandbox.bank.ledger import FAULTS, Entry, Ledger
from tinhso.lib.messages.signed_message import BadSignature, check
from tinhso.lib.money.vietqr import BadVietQr, read_vietqr

MAX_BODY = 16 * 1024
MOST = 10**12
PAGE = """<!doctype html><html lang="vi"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>SANDBOX · Ngân hàng giả lập</title><h1>SANDBOX · Ngân hàng giả lập</h1>
<p>Không có tiền thật. Dán nội dung mã QR, hoặc nhập tài khoản, số tiền, nội dung.</p><p><strong>{said}</strong></p>
<form method="post" action="/sandbox/pay"><p><label>Nội dung mã QR<br><textarea name="qr" rows="4" cols="40">{qr}</textarea></label>
<p><label>Số tài khoản<br><input name="account" value="{account}"></label>
<p><label>Số tiền (đồng)<br><input name="amount" inputmode="numeric" value="{amount}"></label>
<p><label>Nội dung chuyển khoản<br><input name="memo" value="{memo}"></label>
<p><label><input type="checkbox" name="twice" value="1"> Chuyển hai lần</label><p><button>Chuyển tiền</button></form>
<form method="post" action="/sandbox/fault"><p>Sự cố giả lập: <strong>{fault}</strong> <select name="fault">{faults}</select>
<button>Đặt</button></form><h2>Sao kê</h2><ul>{lines}</ul></html>"""


class Answer(Exception):
    """Ends a request with that status and body."""

    def __init__(self, status: int, body: dict[str, Any] | str) -> None:
        super().__init__(status)
        self.status, self.body = status, body


class Handler(BaseHTTPRequestHandler):
    server: "Server"
    server_version = "SANDBOX-bank"

    def do_GET(self) -> None:  # noqa: N802 - the name is http.server's
        self._run(self._get)

    def do_POST(self) -> None:  # noqa: N802
        self._run(self._post)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing: requests name people."""

    def _run(self, step: Any) -> None:  # noqa: ANN401
        try:
            step()
        except Answer as answer:
            self._send(answer)

    def _get(self) -> None:
        url = urlsplit(self.path)
        asked = {key: values[0] for key, values in parse_qs(url.query).items()}
        if url.path == "/healthz":
            raise Answer(200, {"service": "SANDBOX bank", "sandbox": True})
        if url.path == "/v1/statement":
            self._up(b"")
            lines = self.server.ledger.statement(asked.get("account", ""), asked.get("day", ""))
            raise Answer(200, {"sandbox": True, "entries": [entry.as_json() for entry in lines]})
        if url.path == "/":
            raise Answer(200, self._page(asked))
        raise Answer(404, {"sandbox": True, "error": "not found"})

    def _post(self) -> None:
        raw, path = self._raw(), urlsplit(self.path).path
        if path == "/v1/refunds":
            self._up(raw)
            raise Answer(201, self._refund(raw).as_json())
        words = {key: values[0] for key, values in parse_qs(raw.decode(errors="replace")).items()}
        if path == "/sandbox/fault" and words.get("fault") in FAULTS:
            self.server.ledger.fault = words["fault"]
            raise Answer(200, self._page({}, "Đã đặt sự cố."))
        if path == "/sandbox/pay":
            raise Answer(200, self._page(words, self._pay(words)))
        raise Answer(404, {"sandbox": True, "error": "not found"})

    def _pay(self, words: dict[str, str]) -> str:
        typed = {k: words.get(k, "").strip() for k in ("account", "amount", "memo")}
        if words.get("qr"):
            try:
                read = read_vietqr(words["qr"].strip())
            except BadVietQr as wrong:
                return f"Mã QR không đọc được: {wrong}"
            typed = {key: typed[key] or read[key] for key in typed}
        digits = typed["amount"].replace(".", "")
        if (
            not (digits.isascii() and digits.isdecimal() and 0 < int(digits[:14]) < MOST)
            or not typed["account"]
        ):
            return "Nhập số tài khoản và số tiền."
        if self.server.ledger.fault == "refuse":
            return "Ngân hàng giả lập từ chối giao dịch."
        for _ in range(2 if words.get("twice") else 1):
            entry = self.server.ledger.pay(typed["account"], int(digits), typed["memo"][:200])
        return f"Đã chuyển, mã giao dịch {entry.bank_ref}."

    def _refund(self, raw: bytes) -> Entry:
        try:
            asked = json.loads(raw)
            words = asked["key"], asked["account"], asked["amount"], asked["memo"]
        except (ValueError, KeyError, TypeError):
            raise Answer(400, {"sandbox": True, "error": "key, account, amount, memo"}) from None
        if type(words[2]) is not int or not 0 < words[2] < MOST:
            raise Answer(400, {"sandbox": True, "error": "amount"})
        return self.server.ledger.refund(*words)

    def _up(self, raw: bytes) -> None:
        """The customer's own interface: signed, and broken when asked for."""
        if self.server.ledger.fault == "down":
            raise Answer(503, {"sandbox": True, "error": "down (asked for)"})
        signed_headers = [
            self.headers.get(f"X-Bank-{name}", "") for name in ("Timestamp", "Nonce", "Signature")
        ]
        try:
            check(
                self.server.ledger.secret,
                signed_headers[0],
                signed_headers[1],
                raw,
                signed_headers[2],
                now=int(time.time()),
            )
        except BadSignature:
            raise Answer(401, {"sandbox": True, "error": "signature"}) from None
        if self.server.ledger.fault == "refuse":
            raise Answer(422, {"sandbox": True, "error": "refused (asked for)"})

    def _page(self, words: dict[str, str], message: str = "") -> str:
        ledger = self.server.ledger
        known = {key: html.escape(words.get(key, "")) for key in ("qr", "account", "amount", "memo")}
        lines = [f"{e.paid_at} · {e.amount} đồng · {e.memo} · {e.bank_ref}" for e in ledger.entries[-50:]]
        return PAGE.format(
            **known,
            said=html.escape(message),
            fault=ledger.fault,
            faults="".join(f"<option>{name}</option>" for name in FAULTS),
            lines="".join(f"<li>{html.escape(line)}</li>" for line in reversed(lines)),
        )

    def _raw(self) -> bytes:
        length = self.headers.get("Content-Length", "")
        if not length.isdigit() or int(length) > MAX_BODY:
            raise Answer(413, {"sandbox": True, "error": f"a body of at most {MAX_BODY} bytes"})
        return self.rfile.read(int(length))

    def _send(self, answer: Answer) -> None:
        page = isinstance(answer.body, str)
        data = answer.body.encode() if isinstance(answer.body, str) else json.dumps(answer.body).encode()
        self.send_response(answer.status)
        self.send_header("Content-Type", "text/html; charset=utf-8" if page else "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.send_header("X-Sandbox", "1")
        self.end_headers()
        self.wfile.write(data)


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, ledger: Ledger, port: int = 0) -> None:
        self.ledger = ledger
        super().__init__(("127.0.0.1", port), Handler)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"
