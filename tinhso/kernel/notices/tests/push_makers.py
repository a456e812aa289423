"""A browser of somebody's, and the push service of its maker on this machine."""

import threading
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer

import http_ece
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tinhso.kernel.notices.actions.add_device import add_device
from tinhso.kernel.notices.models import PushSubscription
from tinhso.kernel.notices.tests.makers import NOW

SECRET = b"0123456789abcdef"


def base64url(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


class Browser:
    """Has the private key that only it knows."""

    def __init__(self) -> None:
        self.key = generate_private_key(SECP256R1())
        point = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        self.keys = {"p256dh": base64url(point), "auth": base64url(SECRET)}

    def read(self, body: bytes) -> bytes:
        return http_ece.decrypt(body, private_key=self.key, auth_secret=SECRET, version="aes128gcm")

    def subscribe(self, town, name: str, endpoint: str) -> PushSubscription:
        """The member of the cast pressed the button on this browser."""
        return add_device(
            user=getattr(town, name),
            endpoint=endpoint,
            label="Chrome trên Android",
            by=town.actor(name),
            now=NOW,
            **self.keys,
        )


@dataclass
class PushService:
    url: str = ""
    status: int = 201
    received: list[tuple[dict[str, str], bytes]] = field(default_factory=list)


@contextmanager
def push_service(status: int = 201) -> Iterator[PushService]:
    """Answers with the status; a redirect leads to itself."""
    service = PushService(status=status)

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *args: object) -> None:
            pass

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            service.received.append(({k.lower(): v for k, v in self.headers.items()}, body))
            self.send_response(service.status)
            self.send_header("Location", service.url)
            self.send_header("Content-Length", "0")
            self.end_headers()

    server = HTTPServer(("127.0.0.1", 0), Handler)
    service.url = f"http://127.0.0.1:{server.server_port}/push/1"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()
