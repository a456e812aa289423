"""SANDBOX: a pretended TAXII 2.1 server: one root, one collection that is read page by page, switches for faults."""

import base64
import hmac
import json
import time
from datetime import datetime
from http.server import ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from sandbox.answers import Answers
from sandbox.faults import Faults
from sandbox.threat_exchange.objects import Json, invented, iso

MAX_BODY = 16 * 1024
TAXII = "application/taxii+json;version=2.1"
COLLECTION = "mo-phong"
MOST = 1000


class Handler(Answers):
    server: "Server"
    server_version = "SANDBOX-taxii"

    def do_GET(self) -> None:  # noqa: N802
        parts, faults = urlsplit(self.path), self.server.faults
        if parts.path == "/healthz":
            self.json(200, {"service": "threat_exchange", "sandbox": True})
            return
        if faults.delay:
            time.sleep(faults.delay)
        if faults.down or faults.strikes("lose"):
            self.close_connection = True
        elif not self._signed_in():
            self._taxii(401, {"title": "Unauthorized"})
        elif faults.strikes("busy"):
            self._taxii(429, {"title": "Busy"})
        elif "taxii+json" not in self.headers.get("Accept", ""):
            self._taxii(406, {"title": "Not acceptable"})
        else:
            self._answer(parts.path, parse_qs(parts.query))

    def do_POST(self) -> None:  # noqa: N802
        content = self.content(MAX_BODY)
        if content is None:
            return
        if self.path == "/sandbox/loi":
            self.server.faults.set(self.form(content))
            self.json(200, self.server.faults.as_json())
        else:
            self.json(404, {"error": "not found"})

    def _signed_in(self) -> bool:
        basic = "Basic " + base64.b64encode(f"tinh:{self.server.key}".encode()).decode()
        heard = self.headers.get("Authorization", "").encode()
        return any(hmac.compare_digest(heard, one.encode()) for one in (basic, f"Bearer {self.server.key}"))

    def _answer(self, path: str, query: dict[str, list[str]]) -> None:
        root = f"{self.server.url}/chia-se/"
        described = {
            "id": COLLECTION,
            "title": "Chỉ dấu mô phỏng (SANDBOX)",
            "can_read": True,
            "can_write": False,
        }
        fixed: dict[str, Json] = {
            "/taxii2/": {"title": "SANDBOX", "default": root, "api_roots": [root]},
            "/chia-se/": {"title": "SANDBOX", "versions": [TAXII], "max_content_length": MAX_BODY},
            "/chia-se/collections/": {"collections": [described]},
            f"/chia-se/collections/{COLLECTION}/": described,
        }
        if path in fixed:
            self._taxii(200, fixed[path])
        elif path == f"/chia-se/collections/{COLLECTION}/objects/":
            self._objects({name: values[-1] for name, values in query.items()})
        else:
            self._taxii(404, {"title": "Not found"})

    def _objects(self, query: dict[str, str]) -> None:
        try:
            limit = min(MOST, int(query.get("limit", "100")))
            after = datetime.fromisoformat(query["added_after"]) if "added_after" in query else None
            begin = int(query.get("next", "0"))
        except ValueError:
            self._taxii(400, {"title": "Bad request"})
            return
        rows = [row for row in self.server.rows if after is None or row[0] > after]
        page = rows[begin : begin + limit]
        ends = begin + (0 if self.server.faults.strikes("repeat") else limit)
        answer: Json = {"objects": [one for _at, one in page]}
        if ends < len(rows):
            answer |= {"more": True, "next": str(ends)}
        more = (
            {"X-TAXII-Date-Added-First": iso(page[0][0]), "X-TAXII-Date-Added-Last": iso(page[-1][0])}
            if page
            else {}
        )
        self._taxii(200, answer, more, half=self.server.faults.strikes("lose_answer"))

    def _taxii(
        self, status: int, value: Json, more: dict[str, str] | None = None, *, half: bool = False
    ) -> None:
        body = json.dumps(value, ensure_ascii=False).encode()
        body = body[: len(body) // 2] if half else body
        self.send_response(status)
        headers = {"Content-Type": TAXII, "Content-Length": str(len(body)), "X-Sandbox": "1"} | (more or {})
        for name, text in headers.items():
            self.send_header(name, text)
        self.end_headers()
        self.wfile.write(body)


class Server(ThreadingHTTPServer):
    """Listens on this machine alone."""

    daemon_threads = True

    def __init__(self, *, port: int = 0, key: str = "sandbox", objects: int = 25) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.key, self.faults, self.rows = key, Faults(), invented(objects)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"
