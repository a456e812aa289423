"""One row of the message log: what is always written of a call. No path and no body: either may name a person."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import uuid4

ENCODED = json.JSONEncoder(separators=(",", ":")).encode


@dataclass
class CallRow:
    """`operation` is the template that the call fell under, `code` is `ok` or the key of the refusal.

    `issue` is the dossier that the caller names; `named` and `subject` say whom the call is about (`lib.exchange.subjects`), ""
    where it ended before that was known. Of a call with evidence `signing_key` is the caller's key, `signed_hash` SHA-256 of what it
    signed (RFC 9421 2.5), `signature` the signature (hexadecimal): who holds the message can show that the caller sent it. `stored` are both
    bodies where the agreement has them stored, sealed (`lib.exchange.stored_bodies`).
    """

    plane: str
    method: str
    policy: int
    id: str = field(default_factory=lambda: str(uuid4()))
    at: str = field(default_factory=lambda: datetime.now(UTC).isoformat(timespec="milliseconds"))
    client: str = ""
    service: str = ""
    agreement: str = ""
    operation: str = ""
    issue: str = ""
    named: str = ""
    subject: str = ""
    evidence: bool = False
    status: int = 0
    code: str = ""
    milliseconds: int = 0
    bytes_in: int = 0
    bytes_out: int = 0
    request_hash: str = ""
    response_hash: str = ""
    signing_key: str = ""
    signed_hash: str = ""
    signature: str = ""
    stored: str = ""
    began: float = field(default_factory=time.monotonic, repr=False)
    observer: "Callable[[CallRow], None] | None" = field(default=None, repr=False)

    def closed(self, status: int, code: str) -> bytes:
        """The row as a line, once the call is over."""
        self.status, self.code = status, code
        self.milliseconds = round((time.monotonic() - self.began) * 1000)
        if self.observer is not None:
            self.observer(self)
        values = vars(self).copy()
        del values["began"], values["observer"]
        if not self.stored:
            del values["stored"]
        return ENCODED(values).encode() + b"\n"
