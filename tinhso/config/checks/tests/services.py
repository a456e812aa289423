"""Services that trials ask: the sandboxes, a mail server, a gateway of messages and a scanner of a few lines, and one that hangs."""

import json
import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from sandbox.axis.server import Server as Axis
from sandbox.bank.ledger import Ledger
from sandbox.bank.server import Server as Bank
from sandbox.identity_provider.server import serve as provider_at
from sandbox.identity_provider.store import Provider
from sandbox.national_portal.register import Catalogue
from sandbox.national_portal.server import Server as Portal
from sandbox.office_editor.server import Server as OfficeEditor
from sandbox.signing_service.server import Server as Signing
from sandbox.store import Store
from sandbox.timestamp_authority.server import Server as Stamps

SECRET = "s" * 40
BLOCK = 4096


class Mail(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self._say("220 thu")
        while line := self.rfile.readline().strip():
            word = line[:4].upper()
            if word == b"DATA":
                self._say("354 di")
                while self.rfile.readline().strip() != b".":
                    pass
                self.server.got.append(word)  # type: ignore[attr-defined]
            refused = word == b"RCPT" and self.server.refuses  # type: ignore[attr-defined]
            self._say("550 khong" if refused else "221 chao" if word == b"QUIT" else "250 duoc")

    def _say(self, words: str) -> None:
        self.wfile.write(words.encode() + b"\r\n")


class Scanner(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        got = b""
        while not got.endswith(b"\0\0\0\0"):
            got += self.request.recv(BLOCK)
        found = b"EICAR" in got and not self.server.refuses  # type: ignore[attr-defined]
        self.request.sendall(b"stream: Eicar FOUND\0" if found else b"stream: OK\0")


class Gateway(BaseHTTPRequestHandler):
    def do_POST(self) -> None:  # noqa: N802
        length = int(self.headers["Content-Length"])
        self.server.got.append(json.loads(self.rfile.read(length)))  # type: ignore[attr-defined]
        self.send_response(401 if self.server.refuses else 200)  # type: ignore[attr-defined]
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *args: object) -> None:
        pass


@contextmanager
def running(server: Any) -> Iterator[Any]:
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def plain(handler: Any, *, refuses: bool, http: bool = False) -> Any:
    kind = ThreadingHTTPServer if http else socketserver.ThreadingTCPServer
    server: Any = kind(("127.0.0.1", 0), handler)
    server.refuses, server.got = refuses, []
    return server


@contextmanager
def services(settings: Any, folder: Path, *, refuses: bool = False) -> Iterator[dict[str, Any]]:
    """All of them, set up; those that refuse are given another secret, or refuse by their own switch."""
    secret = SECRET + "x" if refuses else SECRET
    with ExitStack() as stack:
        mail, sms, scanner, bank, portal, signing, stamps, axis, editor = [
            stack.enter_context(running(one))
            for one in (
                plain(Mail, refuses=refuses),
                plain(Gateway, refuses=refuses, http=True),
                plain(Scanner, refuses=refuses),
                Bank(Ledger(SECRET)),
                Portal(Store(), Catalogue(procedures={}), client="http://127.0.0.1:9", secret=SECRET),
                Signing(folder / "signing"),
                Stamps(folder / "stamps"),
                Axis(Store(), secret=SECRET),
                OfficeEditor(),
            )
        ]
        provider = Provider("", "tinhso", SECRET, ())
        eid = stack.enter_context(running(provider_at(provider, 0)))
        provider.issuer = address(eid)
        axis.register.add_agency("H56.14", "Sở A")
        stamps.faults.refuse = int(refuses)
        roots = folder / "root.pem"
        roots.write_bytes((folder / "stamps/root.crt").read_bytes())
        settings.EMAIL_HOST, settings.EMAIL_PORT = mail.server_address
        settings.EMAIL_USE_TLS, settings.EMAIL_HOST_USER = False, ""
        settings.TINHSO_SMS_URL = address(sms)
        settings.TINHSO_CLAMAV = address(scanner).removeprefix("http://")
        settings.BANK_URL, settings.BANK_SECRET = bank.url, secret
        settings.NATIONAL_PORTAL = {"url": portal.url, "unit": "H56", "secret": secret}
        settings.SIGNING_SERVICE_URL = address(sms) if refuses else signing.url  # no signing service
        settings.TIMESTAMP_URLS, settings.TIMESTAMP_ROOTS = [stamps.url], [str(roots)]
        settings.OFFICE_EDITOR = address(sms) if refuses else editor.url  # no office suite
        settings.DOCUMENT_AXIS = {"form": "vxp", "url": axis.url, "system": "t", "secret": secret}
        settings.IDENTITY_PROVIDER = {"server_url": address(eid), "client_id": "tinhso", "secret": secret}
        yield {"mail": mail, "sms": sms}


def address(server: Any) -> str:
    return f"http://127.0.0.1:{server.server_address[1]}"


@contextmanager
def hanging(settings: Any) -> Iterator[None]:
    """One that takes every call and says nothing, in the place of all of them."""
    with socket.create_server(("127.0.0.1", 0), backlog=64) as silent:
        port = silent.getsockname()[1]
        url = f"http://127.0.0.1:{port}"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", port, False
        settings.TINHSO_SMS_URL = settings.BANK_URL = settings.SIGNING_SERVICE_URL = url
        settings.TINHSO_CLAMAV = f"127.0.0.1:{port}"
        settings.TIMESTAMP_URLS = [url]
        settings.NATIONAL_PORTAL = {"url": url, "unit": "H56", "secret": "x"}
        settings.OFFICE_EDITOR = url
        settings.DOCUMENT_AXIS = {"form": "lgsp", "url": url, "system": "t", "secret": "x"}
        settings.IDENTITY_PROVIDER = {"server_url": url, "client_id": "t", "secret": "x"}
        yield
