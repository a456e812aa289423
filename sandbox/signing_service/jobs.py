"""SANDBOX: requests to sign, which the holder of the token approves with a PIN or turns down."""

import base64
import secrets
import threading
import time
from dataclasses import dataclass
from typing import Any

from sandbox.signing_service.holders import Holder, Holders

MESSAGES = {
    "wrong_pin": "Mã PIN không đúng.",
    "token_unplugged": "Không tìm thấy thiết bị lưu khóa. Hãy cắm lại thiết bị rồi ký lại.",
    "certificate_expired": "Chứng thư số đã hết hạn. Hãy liên hệ đơn vị quản lý chứng thư số để gia hạn.",
    "cancelled": "Người ký đã hủy yêu cầu.",
}
# `garbage` and `other_digest` and `expired_signs` answer as if all were well: the caller must find it out.
FAILURES = frozenset({*MESSAGES, "error", "garbage", "other_digest", "expired_signs", "never"})
CACHE_SECONDS = 15 * 60


class JobWrong(ValueError):
    """A request to sign that does not keep to the rules; the text says which."""


@dataclass
class Job:
    id: str
    holder: Holder
    digest: bytes
    document_id: str
    failure: str
    made: float
    status: str = "waiting"  # waiting, signed, refused
    code: str = ""
    cms: bytes = b""

    def as_json(self) -> dict[str, Any]:
        answer = {
            "sandbox": True,
            "request_id": self.id,
            "document_id": self.document_id,
            "status": self.status,
        }
        if self.status == "signed":
            answer["cms"] = base64.b64encode(self.cms).decode()
        if self.status == "refused":
            answer |= {"code": self.code, "message": MESSAGES[self.code]}
        return answer


class Jobs:
    def __init__(self, holders: Holders) -> None:
        self.holders = holders
        self._all: dict[str, Job] = {}
        self._next_failures: dict[str, str] = {}
        self._lock = threading.Lock()

    def open(self, body: dict[str, Any], failure: str) -> Job:
        """Take a request; with `approval` "auto" the sandbox approves at once in the holder's name."""
        if set(body) != {"holder", "document_id", "digest", "digest_algorithm", "approval"}:
            raise JobWrong("keys must be holder, document_id, digest, digest_algorithm, approval")
        if not all(isinstance(value, str) for value in body.values()):
            raise JobWrong("all values are strings")
        if body["digest_algorithm"] != "sha256" or body["approval"] not in {"auto", "ask"}:
            raise JobWrong("digest_algorithm is sha256; approval is auto or ask")
        if failure and failure not in FAILURES:
            raise JobWrong("unknown failure; known: " + ", ".join(sorted(FAILURES)))
        if not 0 < len(body["document_id"]) <= 80:
            raise JobWrong("document_id has 1 to 80 characters")
        holder = self.holders.get(body["holder"])
        failure = failure or self._next_failures.pop(holder.id, "")
        job = Job(
            secrets.token_urlsafe(16),
            holder,
            _digest(body["digest"]),
            body["document_id"],
            failure,
            time.monotonic(),
        )
        with self._lock:
            self._all = {k: j for k, j in self._all.items() if time.monotonic() - j.made < CACHE_SECONDS}
            self._all[job.id] = job
        if body["approval"] == "auto" and failure != "never":
            self.approve(job, holder.pin)
        return job

    def fail_next(self, body: dict[str, Any]) -> None:
        """The next request of that holder fails in that way: a page of a browser cannot send the header."""
        if set(body) != {"holder", "failure"} or body["failure"] not in FAILURES - {"error"}:
            raise JobWrong("keys: holder, failure; known: " + ", ".join(sorted(FAILURES - {"error"})))
        self._next_failures[self.holders.get(body["holder"]).id] = body["failure"]

    def get(self, job_id: str) -> Job | None:
        return self._all.get(job_id)

    def approve(self, job: Job, pin: str) -> None:
        if job.status != "waiting":
            raise JobWrong("this request is already decided")
        if job.failure in MESSAGES or pin != job.holder.pin:
            job.status, job.code = "refused", job.failure if job.failure in MESSAGES else "wrong_pin"
            return
        digest = secrets.token_bytes(32) if job.failure == "other_digest" else job.digest
        signed = self.holders.sign(job.holder, digest, expired=job.failure == "expired_signs")
        job.cms = secrets.token_bytes(400) if job.failure == "garbage" else signed
        job.status = "signed"

    def cancel(self, job: Job) -> None:
        if job.status != "waiting":
            raise JobWrong("this request is already decided")
        job.status, job.code = "refused", "cancelled"


def _digest(text: str) -> bytes:
    try:
        digest = bytes.fromhex(text)
    except ValueError:
        digest = b""
    if len(digest) != 32:
        raise JobWrong("digest is 64 hexadecimal digits")
    return digest
