"""How every sandbox with services and pages answers: JSON or a page, marked as a sandbox, and nothing in a log."""

import json
import time
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qs

from tinhso.lib.messages.portal_wire import SIGNATURE
from tinhso.lib.messages.signed_message import BadSignature, check_stamp


class Answers(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing: requests name people."""

    def content(self, most: int) -> bytes | None:
        """The body, or None where it is longer than `most`; the answer has then been given."""
        length = self.headers.get("Content-Length", "")
        if length.isdigit() and int(length) <= most:
            return self.rfile.read(int(length))
        self.close_connection = True
        self.json(413, {"error_code": "10", "message": "Nội dung quá lớn."})
        return None

    def signed(self, secret: str, content: bytes) -> bool:
        """Whether the province's signature stands over this content."""
        try:
            check_stamp(secret, content, self.headers.get(SIGNATURE, ""), now=int(time.time()))
        except BadSignature:
            return False
        return True

    def form(self, content: bytes) -> dict[str, str]:
        given = parse_qs(content.decode("utf-8", "replace"), keep_blank_values=True)
        return {name: values[-1] for name, values in given.items()}

    def page(self, body: bytes, status: int = 200) -> None:
        self.send(status, "text/html; charset=utf-8", body)

    def json(self, status: int, value: Any) -> None:  # noqa: ANN401
        self.send(status, "application/json", json.dumps(value, ensure_ascii=False).encode())

    def send(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Sandbox", "1")
        self.end_headers()
        self.wfile.write(body)

    def leave_for(self, address: str) -> None:
        """On to another page after a deed."""
        self.send_response(303)
        self.send_header("Location", address)
        self.send_header("Content-Length", "0")
        self.end_headers()
