"""X-Road's request hash, which ties an answer to its request: base64 of SHA512(SHA512(head) + SHA512(body)), of SHA512(head) where
there is no body (PR-REST 4.3). The head is written as X-Road 7 writes it (`RestRequest.toByteArray`): method, target and each header
as `name:value`, every line with CRLF at its end.

Names are in small letters here, as HTTP/2 and ASGI have them. Headers are those that go on to the provider, in the order in which
they came, and behind them what the exchange adds: X-Road-Request-Id, and X-Road-Id where the caller gave none.
"""

import hashlib
from base64 import b64encode
from collections.abc import Iterable

NOT_HASHED = frozenset({b"x-road-request-id", b"x-road-request-hash"})


def message_head(
    method: str, target: bytes, headers: Iterable[tuple[bytes, bytes]], *, request_id: str, message_id: str
) -> bytes:
    """`message_id` is the X-Road-Id by which the message is known."""
    hashed = [(name, value) for name, value in headers if name not in NOT_HASHED]
    if (b"x-road-id", message_id.encode()) not in hashed:
        hashed = [(name, value) for name, value in hashed if name != b"x-road-id"]
        hashed += [(b"x-road-request-id", request_id.encode()), (b"x-road-id", message_id.encode())]
    else:
        hashed.append((b"x-road-request-id", request_id.encode()))
    lines = [method.encode(), target, *(name + b":" + value for name, value in hashed)]
    return b"".join(line + b"\r\n" for line in lines)


def request_hash(head: bytes, body_digest: bytes = b"") -> str:
    """`body_digest` is SHA-512 of the body; empty where there is none."""
    digest = hashlib.sha512(head).digest()
    if body_digest:
        digest = hashlib.sha512(digest + body_digest).digest()
    return b64encode(digest).decode()
