"""What is signed, to the byte, and how it is written down in one line that can be posted anywhere.

An auditor needs nothing of ours: the statement is text, the signature Ed25519 (RFC 8032).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from tinhso.kernel.events.bodies.canonical import utc_text
from tinhso.kernel.events.models import SealSignature
from tinhso.kernel.events.signatures.seal_key import signed_by

HEAD = "tinhso-seal-head-1"
KEY = "tinhso-seal-key-1"
LINE = re.compile(
    r"tinhso-seal-head-1 (events|access) ([0-9]{1,18}) ([0-9a-f]{64}) ([0-9T:.-]{15,32}Z) ([0-9a-f]{64}) ([0-9a-f]{128})"
)


@dataclass(frozen=True)
class PostedHead:
    """A head as somebody noted it outside: the line says itself which key signed it."""

    log: str
    number: int
    hash: str
    signed_at: str
    public: str
    signature: str

    @property
    def holds(self) -> bool:
        statement = f"{HEAD}\n{self.log}\n{self.number}\n{self.hash}\n{self.signed_at}\n".encode()
        return signed_by(self.public, statement, self.signature)


def head_statement(log: str, number: int, hash_: str, signed_at: datetime) -> bytes:
    """The head of this log was this seal at that moment."""
    return f"{HEAD}\n{log}\n{number}\n{hash_}\n{utc_text(signed_at)}\n".encode()


def key_statement(previous: str, public: str) -> bytes:
    """From now on that key signs in my place."""
    return f"{KEY}\n{previous}\n{public}\n".encode()


def statement_of(row: SealSignature) -> bytes:
    return head_statement(row.log, row.number, row.hash, row.signed_at)


def line_of(row: SealSignature) -> str:
    """What is posted: the words of the statement in one line, then the public key and the signature."""
    signed_text = f"{HEAD} {row.log} {row.number} {row.hash} {utc_text(row.signed_at)}"
    return f"{signed_text} {row.public} {row.signature}"


def posted_heads(text: str) -> Iterator[PostedHead]:
    """Every such line in a file, a mail or a saved page, whatever stands around it."""
    for found in LINE.finditer(text):
        log, number, *others = found.groups()
        yield PostedHead(log, int(number), *others)
