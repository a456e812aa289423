"""SANDBOX: the signing service over HTTP on the loopback address, as an official's own machine would run it."""

import json
import re
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from sandbox.signing_service.holders import Holder, Holders, HolderWrong, NoSuchHolder
from sandbox.signing_service.jobs import Job, Jobs, JobWrong

MAX_BODY = 16 * 1024
_JOB = re.compile(r"/v1/requests/([A-Za-z0-9_-]{8,40})(/approval)?")


class Answer(Exception):
    """Ends a request with that status and body."""

    def __init__(self, status: int, body: dict[str, Any] | bytes) -> None:
        super().__init__(status)
        self.status, self.body = status, body


class Handler(BaseHTTPRequestHandler):
    server: "Server"
    server_version = "SANDBOX-signing-service"

    def do_GET(self) -> None:  # noqa: N802 - the name is http.server's
        self._run(self._get)

    def do_POST(self) -> None:  # noqa: N802
        self._run(self._post)

    def do_OPTIONS(self) -> None:  # noqa: N802
        """The browser's question before a page of the named origin may call, also from a public to this machine."""
        self._send(Answer(204, b""))

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing: requests name people."""

    def _run(self, step: Any) -> None:  # noqa: ANN401
        try:
            step()
        except Answer as answer:
            self._send(answer)
        except NoSuchHolder:
            self._send(Answer(404, {"sandbox": True, "error": "no such holder"}))
        except (JobWrong, HolderWrong) as error:
            self._send(Answer(400, {"sandbox": True, "error": str(error)}))

    def _get(self) -> None:
        url = urlsplit(self.path)
        if url.path == "/healthz":
            raise Answer(200, {"service": "SANDBOX signing service", "sandbox": True})
        if url.path == "/ca/root.pem":
            raise Answer(200, self.server.holders.authority.root.pem)
        if url.path == "/ca/chain.pem":
            authority = self.server.holders.authority
            raise Answer(200, authority.intermediate.pem + authority.root.pem)
        if url.path == "/v1/certificate":
            raise Answer(200, self._certificate(parse_qs(url.query).get("holder", [""])[0]))
        raise Answer(200, self._job(url.path)[0].as_json())

    def _post(self) -> None:
        body = self._body()
        path = urlsplit(self.path).path
        if path == "/v1/requests":
            failure = self.headers.get("X-Sandbox-Failure", "")
            if failure == "error":
                raise Answer(500, {"sandbox": True, "error": "internal error (asked for)"})
            raise Answer(201, self.server.jobs.open(body, failure).as_json())
        if path == "/sandbox/holders":
            self._add_holder(body)
        if path == "/sandbox/failures":
            self.server.jobs.fail_next(body)
            raise Answer(201, {"sandbox": True})
        job, approval = self._job(path)
        if not approval:
            raise Answer(405, {"sandbox": True, "error": "only GET"})
        self._decide(job, body)

    def _add_holder(self, body: dict[str, Any]) -> None:
        known = {"id", "name", "organisation", "kind", "pin"}
        if not {"id", "name", "kind"} <= set(body) <= known or not all(
            isinstance(v, str) for v in body.values()
        ):
            raise HolderWrong("keys: id, name, kind, and organisation, pin if wanted; all strings")
        holder = Holder(**({"organisation": ""} | body))
        self.server.holders.add(holder)
        raise Answer(201, self._certificate(holder.id))

    def _decide(self, job: Job, body: dict[str, Any]) -> None:
        if body == {"cancel": True}:
            self.server.jobs.cancel(job)
        elif set(body) == {"pin"} and isinstance(body["pin"], str):
            self.server.jobs.approve(job, body["pin"])
        else:
            raise JobWrong('say {"pin": "…"} or {"cancel": true}')
        raise Answer(200, job.as_json())

    def _job(self, path: str) -> tuple[Job, bool]:
        match = _JOB.fullmatch(path)
        job = self.server.jobs.get(match[1]) if match else None
        if match is None or job is None:
            raise Answer(404, {"sandbox": True, "error": "not found"})
        return job, bool(match[2])

    def _certificate(self, holder_id: str) -> dict[str, Any]:
        holder = self.server.holders.get(holder_id)
        pair = self.server.holders.key_pair(holder)
        return {
            "sandbox": True,
            "holder": holder.id,
            "name": holder.name,
            "serial": f"{pair.certificate.serial_number:x}",
            "not_after": pair.certificate.not_valid_after_utc.isoformat(),
            "pem": pair.pem.decode(),
        }

    def _body(self) -> dict[str, Any]:
        length = self.headers.get("Content-Length", "")
        if not length.isdigit() or int(length) > MAX_BODY:
            raise Answer(
                413, {"sandbox": True, "error": f"a body of at most {MAX_BODY} bytes with its length"}
            )
        try:
            body = json.loads(self.rfile.read(int(length)))
        except ValueError:
            raise Answer(400, {"sandbox": True, "error": "the body is not JSON"}) from None
        if not isinstance(body, dict):
            raise Answer(400, {"sandbox": True, "error": "the body is a JSON object"})
        return body

    def _allow_origin(self) -> None:
        origin = self.headers.get("Origin", "")
        self.send_header("Vary", "Origin")
        if origin and origin in self.server.origin.split(","):
            self.send_header("Access-Control-Allow-Origin", origin)
            self.send_header("Access-Control-Allow-Methods", "GET, POST")
            self.send_header("Access-Control-Allow-Headers", "Content-Type, X-Sandbox-Failure")
            if self.headers.get("Access-Control-Request-Private-Network") == "true":
                self.send_header("Access-Control-Allow-Private-Network", "true")

    def _send(self, answer: Answer) -> None:
        text = isinstance(answer.body, bytes)
        data = answer.body if isinstance(answer.body, bytes) else json.dumps(answer.body).encode()
        self.send_response(answer.status)
        self.send_header("Content-Type", "application/x-pem-file" if text else "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.send_header("X-Sandbox", "1")
        self._allow_origin()
        self.end_headers()
        self.wfile.write(data)


class Server(ThreadingHTTPServer):
    """`origin`: the web origins, joined by commas, whose pages may call from a browser ("" for none)."""

    daemon_threads = True

    def __init__(self, state: Path, port: int = 0, origin: str = "") -> None:
        self.holders = Holders(state)
        self.jobs = Jobs(self.holders)
        self.origin = origin
        super().__init__(("127.0.0.1", port), Handler)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"
