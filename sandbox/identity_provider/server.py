"""The HTTP side of the sandbox: discovery, authorize (with a page to click on), token, userinfo, keys, switches."""

import base64
import json
import time
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from sandbox.identity_provider.store import Provider, Refused

PAGE = """<!doctype html><html lang="vi"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>MÔI TRƯỜNG THỬ - Định danh điện tử</title>
<h1>MÔI TRƯỜNG THỬ (SANDBOX)</h1>
<p>Đây không phải hệ thống định danh thật. Mọi người dưới đây là nhân vật mô phỏng.</p>{body}</html>"""
BIGGEST_FORM = 20_000  # bytes


def serve(provider: Provider, port: int) -> ThreadingHTTPServer:
    """A server on localhost that answers for this provider; port 0 takes a free one."""
    handler = type("Handler", (_Handler,), {"provider": provider})
    return ThreadingHTTPServer(("127.0.0.1", port), handler)


class _Handler(BaseHTTPRequestHandler):
    provider: Provider
    server_version = "Sandbox"

    def do_GET(self) -> None:
        self._answer({"/authorize": self._authorize, "/userinfo": self._userinfo, **self._documents()})

    def do_POST(self) -> None:
        self._answer({"/authorize": self._decide, "/token": self._token, "/switch": self._switch})

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Nothing: codes and names do not belong in a log, not even here."""

    def _documents(self) -> dict[str, Any]:
        return {
            "/.well-known/openid-configuration": lambda: self._json(200, self.provider.configuration()),
            "/jwks": lambda: self._json(200, self.provider.jwks()),
            "/": lambda: self._page(200, "<p>Dịch vụ đang chạy.</p>"),
        }

    def _answer(self, ways: dict[str, Any]) -> None:
        parts = urlsplit(self.path)
        self.query = dict(parse_qsl(parts.query))
        prefix = urlsplit(self.provider.issuer).path
        way = ways.get(parts.path.removeprefix(prefix))
        switch = self.provider.switch
        if switch.delay and parts.path != "/switch":
            time.sleep(switch.delay)
        if way is None:
            self._json(404, {"error": "not_found"})
        elif switch.fail and not parts.path.endswith("/switch"):
            self._json(503, {"error": "temporarily_unavailable"})
        else:
            way()

    def _form(self) -> dict[str, str]:
        size = int(self.headers.get("Content-Length") or 0)
        if size > BIGGEST_FORM:
            return {}
        return dict(parse_qsl(self.rfile.read(size).decode("utf-8", "replace")))

    def _authorize(self) -> None:
        try:
            self.provider.check_request(self.query)
        except Refused as refusal:
            self._page(400, f"<p>{escape(str(refusal))}</p>")
            return
        try:
            self.provider.check_parameters(self.query)
        except Refused as refusal:
            self._back({"error": refusal.error}, self.query)
            return
        hidden = "".join(
            f'<input type="hidden" name="{escape(k)}" value="{escape(v)}">' for k, v in self.query.items()
        )
        buttons = "".join(
            f'<p><button name="person" value="{escape(sub)}|{level}">{escape(p["name"])}, mức độ {level}</button></p>'
            for sub, p in self.provider.persons.items()
            for level in p["levels"]
        )
        no = '<p><button name="person" value="">Không đồng ý</button></p>'
        self._page(200, f'<form method="post">{hidden}{buttons}{no}</form>')

    def _decide(self) -> None:
        form = self._form()
        try:
            self.provider.check_request(form)
        except Refused as refusal:
            self._page(400, f"<p>{escape(str(refusal))}</p>")
            return
        sub, _, level = form.get("person", "").partition("|")
        try:
            self.provider.check_parameters(form)
            if self.provider.switch.refuse:
                raise Refused("access_denied")
            self._back({"code": self.provider.issue_code(form, sub, level)}, form)
        except Refused as refusal:
            self._back({"error": refusal.error}, form)

    def _back(self, answer: dict[str, str], q: dict[str, str]) -> None:
        words = {**answer, "iss": self.provider.issuer} | ({"state": q["state"]} if q.get("state") else {})
        self.send_response(302)
        self.send_header("Location", f"{q['redirect_uri']}?{urlencode(words)}")
        self.end_headers()

    def _token(self) -> None:
        form = self._form()
        kind, _, value = self.headers.get("Authorization", "").partition(" ")
        client = (form.get("client_id", ""), form.get("client_secret", ""))
        if kind.lower() == "basic":
            name, _, secret = base64.b64decode(value).decode("utf-8", "replace").partition(":")
            client = (unquote(name), unquote(secret))
        try:
            self._json(200, self.provider.redeem(form, client))
        except Refused as refusal:
            status = 401 if refusal.error == "invalid_client" else 400
            self._json(status, {"error": refusal.error, "error_description": str(refusal)})

    def _userinfo(self) -> None:
        kind, _, token = self.headers.get("Authorization", "").partition(" ")
        try:
            self._json(200, self.provider.userinfo(token if kind.lower() == "bearer" else ""))
        except Refused as refusal:
            self._json(401, {"error": refusal.error})

    def _switch(self) -> None:
        """Misbehave from now on: delay (seconds), refuse, fail (1 or 0), break_with, methods, subject (see `Switch`)."""
        form, switch = self._form(), self.provider.switch
        switch.delay = float(form.get("delay") or 0)
        switch.refuse, switch.fail = form.get("refuse") == "1", form.get("fail") == "1"
        switch.break_with, switch.subject = form.get("break_with", ""), form.get("subject", "")
        switch.methods = form.get("methods", "face otp")
        self._json(200, vars(switch))

    def _json(self, status: int, value: dict[str, Any]) -> None:
        self._send(status, "application/json", json.dumps(value, ensure_ascii=False).encode())

    def _page(self, status: int, body: str) -> None:
        self._send(status, "text/html; charset=utf-8", PAGE.format(body=body).encode())

    def _send(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)
