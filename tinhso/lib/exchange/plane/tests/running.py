"""A plane on a real port with a provider behind it, and a caller that signs."""

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import ClassVar
from urllib.parse import urlencode
from uuid import uuid4

from tests.ports import free_port
from tinhso.lib.exchange.operations import read_operation
from tinhso.lib.exchange.plane.lost_rows import COUNTS, Counts
from tinhso.lib.exchange.plane.tokens import BY_STATEMENT
from tinhso.lib.exchange.policy import Policy, PolicyAgreement, PolicyKey, PolicyService, PolicySystem
from tinhso.lib.exchange.proof.evidence import signed_request
from tinhso.lib.exchange.signed_policy import sign_policy
from tinhso.lib.exchange.signing_key import key_id, private_key, public_text
from tinhso.lib.exchange.tests.policies import PRIVATE, PUBLIC

SIGNER = private_key("k" * 43)
CALLER, STOPPED, PROVIDER = "GOV/so-b/mot-cua", "COM/cong-ty/app", "GOV/so-a/dan-cu"
BOMB = gzip.compress(bytes(20_000_000))
TODAY = datetime.now(UTC).date()
BASE = PolicyAgreement(
    code="CSDL-1",
    service=f"{PROVIDER}/tra-cuu",
    consumers=(CALLER, STOPPED),
    operations=tuple(
        map(
            read_operation,
            ("GET /people/{id}", "POST /echo", "GET /big", "GET /slow", "GET /odd", "GET /bomb"),
        )
    ),
    per_second=1000,
    per_day=100_000,
    concurrent=50,
    evidence=False,
    stopped=False,
    begins=TODAY - timedelta(days=10),
    ends=TODAY + timedelta(days=300),
)


class Provider(BaseHTTPRequestHandler):
    """Says what it was sent; slow, big and failing where the path says so."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        if self.path.startswith("/slow"):
            time.sleep(3)
        if self.path.startswith("/big"):
            self._say(200, b"x" * 3_000_000)
        elif self.path.startswith("/bomb"):
            self._say(200, BOMB, packed=True)
        elif self.path.startswith("/odd"):
            self._say(500, b"broken")
        else:
            echoed = {"path": self.path, "headers": {k.lower(): v for k, v in self.headers.items()}}
            self._say(200, json.dumps(echoed).encode())

    def do_POST(self) -> None:
        if self.headers.get("Transfer-Encoding") == "chunked":
            self._say(200, b"".join(self._chunks()))
        else:
            self._say(200, self.rfile.read(int(self.headers.get("Content-Length", 0))))

    def _chunks(self) -> Iterator[bytes]:
        while size := int(self.rfile.readline() or b"0", 16):
            yield self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()

    def _say(self, status: int, body: bytes, *, packed: bool = False) -> None:
        self.send_response(status)
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("X-Road-Error", "forged")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Silent."""


def agreement(code: str, service: str, **changes: object) -> PolicyAgreement:
    return replace(BASE, code=code, service=f"{PROVIDER}/{service}", **changes)  # type: ignore[arg-type]


def policy(port: int, version: int = 1, dead: int = 9) -> Policy:
    """A service for each way in which a call may be refused."""
    key = PolicyKey(PUBLIC.id, PUBLIC.text, datetime.now(UTC).replace(microsecond=0) + timedelta(days=9))
    names = ("tra-cuu", "het-han", "han-muc", "chung-cu", "khong-phep", "tam-dung", "mat-mang", "hong")
    services = tuple(
        PolicyService(
            f"{PROVIDER}/{name}",
            f"http://127.0.0.1:{dead if name == 'mat-mang' else port}",
            False,
            "none",
            "",
            None,
            None,
        )
        for name in names
    )
    agreements = (
        BASE,
        agreement("CSDL-2", "het-han", ends=TODAY),
        agreement("CSDL-3", "han-muc", per_second=2, per_day=2),
        agreement("CSDL-4", "chung-cu", evidence=True),
        agreement("CSDL-5", "tam-dung", stopped=True),
        agreement("CSDL-6", "mat-mang"),
        agreement("CSDL-7", "hong"),
    )
    systems = (
        PolicySystem(CALLER, False, (key,)),
        PolicySystem(STOPPED, True),
        PolicySystem(PROVIDER, False),
    )
    now = datetime.now(UTC).replace(microsecond=0)
    return Policy("VN38", version, now, systems, services, agreements)


def wide(found: Policy) -> Policy:
    """With quotas that nobody reaches."""
    limits = {"per_second": 100_000, "per_day": 100_000_000, "concurrent": 1000}
    return replace(found, agreements=tuple(replace(one, **limits) for one in found.agreements))  # type: ignore[arg-type]


def signed(found: Policy) -> bytes:
    return sign_policy(found, key_id=key_id(SIGNER.public_key()), key=SIGNER)


class ControlPlane(BaseHTTPRequestHandler):
    """Gives out whatever document the test has put there, to whoever holds the token."""

    document = b""
    descriptions: ClassVar[dict[str, bytes]] = {}

    def do_GET(self) -> None:
        _policy, described, service = self.path.strip("/").partition("mo-ta/")
        found = type(self).descriptions.get(service, b"") if described else type(self).document
        given = self.headers.get("Authorization") == "Bearer t" and found
        self.send_response(200 if given else 404)
        self.send_header("Content-Length", str(len(given or b"")))
        self.end_headers()
        self.wfile.write(given or b"")

    def log_message(self, format: str, *args: object) -> None:
        """Silent."""


@contextmanager
def serving(handler: type[BaseHTTPRequestHandler]) -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()
    thread.join()


def provider() -> AbstractContextManager[int]:
    return serving(Provider)


@dataclass
class Running:
    """A plane of its own process."""

    port: int
    folder: Path
    process: subprocess.Popen[bytes]

    def kill(self) -> None:
        """As when the power goes: the whole group of its processes, at once."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    @property
    def audience(self) -> str:
        return f"http://127.0.0.1:{self.port}/lgsp/token"

    def ask(
        self, method: str, path: str, body: bytes = b"", **headers: str
    ) -> tuple[int, dict[str, str], bytes]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=15)
        try:
            return self._ask(connection, method, path, body, headers)
        finally:
            connection.close()

    def _ask(
        self, connection: HTTPConnection, method: str, path: str, body: bytes, headers: dict[str, str]
    ) -> tuple[int, dict[str, str], bytes]:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body or None, named, encode_chunked="Transfer-Encoding" in named)
        found = connection.getresponse()
        content = found.read()
        return found.status, {name.lower(): value for name, value in found.getheaders()}, content

    def ask_signed(
        self, method: str, path: str, body: bytes = b"", **headers: str
    ) -> tuple[int, dict[str, str], bytes]:
        """As a caller with evidence asks."""
        return self.ask(method, path, body, **headers | self.signature(method, path, body, **headers))

    def signature(self, method: str, path: str, body: bytes = b"", **headers: str) -> dict[str, str]:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return signed_request(
            PRIVATE,
            PUBLIC.id,
            method=method,
            address=f"http://127.0.0.1:{self.port}",
            target=path,
            headers=named,
            body=body,
            now=int(time.time()),
        )

    def token(self, statement: str = "", **form: str) -> tuple[int, dict[str, str]]:
        given = {"grant_type": "client_credentials", "client_assertion_type": BY_STATEMENT}
        given |= {"client_assertion": statement or self.statement()} | form
        kind = "application/x-www-form-urlencoded"
        status, _headers, content = self.ask(
            "POST", "/lgsp/token", urlencode(given).encode(), Content_Type=kind
        )
        return status, json.loads(content)

    def statement(self, **changes: object) -> str:
        now = int(time.time())
        claims = {"iss": CALLER, "sub": CALLER, "aud": self.audience, "exp": now + 60, "iat": now}
        head = _part({"alg": "EdDSA", "kid": PUBLIC.id})
        body = _part(claims | {"jti": uuid4().hex} | changes)
        return f"{head}.{body}.{_text(PRIVATE.sign(f'{head}.{body}'.encode()))}"

    def rows(self) -> list[dict[str, object]]:
        """All that lie on the disk at this moment."""
        while True:
            try:
                return self._rows()
            except FileNotFoundError:  # closed, and so renamed, while it was looked for
                continue

    def _rows(self) -> list[dict[str, object]]:
        files = sorted((self.folder / "calls").glob("*"))
        # what stands behind the last line's end is being written
        return [json.loads(line) for file in files for line in file.read_bytes().split(b"\n")[:-1]]

    def _waiting(self) -> int:
        """Rows that its processes were handed and the disk does not have yet."""
        counts = [Counts(*COUNTS.unpack(file.read_bytes())) for file in (self.folder / "rows").glob("rows-*")]
        return sum(max(0, found.handed - found.written) for found in counts)

    def settled(self, at_least: int = 0) -> list[dict[str, object]]:
        """All rows, once none that was handed over waits and none has come for longer than a batch waits.

        A call is handed over before its answer leaves; the row of one that broke off comes when the plane has noticed it, so
        whoever looks for that says how many rows there are `at_least`.
        """
        ends, before = time.monotonic() + 60, self.rows()
        while True:
            time.sleep(0.15)
            found = self.rows()
            here = len(found) >= at_least and self._waiting() == 0
            if (here and len(found) == len(before)) or time.monotonic() > ends:
                return found
            before = found


def _text(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def _part(value: object) -> str:
    return _text(json.dumps(value).encode())


@contextmanager
def plane(folder: Path, document: bytes | None, *, port: int = 0, **changes: object) -> Iterator[Running]:
    """Its policy lies on the disk: no control plane is there."""
    folder.mkdir(exist_ok=True)
    if document is not None:
        (folder / "policy.json").write_bytes(document)
    running = _begun(folder, port, changes)
    try:
        yield running
    finally:
        running.process.terminate()
        running.process.wait(timeout=60)


def _begun(folder: Path, port: int, changes: dict[str, object]) -> Running:
    """One that answers; where somebody took the free port meanwhile, on another one."""
    for _try in range(1 if port else 5):
        running = _started(folder, port or free_port(), changes)
        if _answers(running):
            return running
    raise TimeoutError("the plane did not open its port")


def _started(folder: Path, port: int, changes: dict[str, object]) -> Running:
    given: dict[str, object] = {"name": "p1", "folder": str(folder), "local": True}
    given |= {
        "audience": f"http://127.0.0.1:{port}/lgsp/token",
        "answer_seconds": 1.0,
        "most_body": 2_000_000,
    }
    given |= {"policy_keys": [public_text(SIGNER.public_key())]} | changes
    words = [sys.executable, "-m", "tinhso.lib.exchange.plane", "127.0.0.1", str(port), json.dumps(given)]
    return Running(port, folder, subprocess.Popen(words, start_new_session=True))


def _answers(running: Running) -> bool:
    ends = time.monotonic() + 60
    while time.monotonic() < ends and running.process.poll() is None:
        with suppress(OSError):
            running.ask("GET", "/healthz")
            return running.process.poll() is None
        time.sleep(0.1)
    running.process.kill()
    return False
