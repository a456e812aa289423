"""Speaking ASGI: reading a body within its limits, answering, and headers as text."""

import asyncio
import hashlib
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]


class BodyRefused(Exception):
    """A body that is not passed on; `code` is a key of `errors.ERRORS`, or `gone` where the caller hung up."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Body:
    """The caller's body, piece by piece; hashed and measured on its way, never whole in memory.

    `seconds` is the longest time between two pieces, `whole` that of all of them: who sends a letter now and then is slow
    too. `start` has at most `looked_at` bytes: for the few bodies that are looked into. `is_whole` once all of it has come,
    by the `length` that was announced or by its end. With a `digest` (SHA-256) the last piece is not given before that was compared.
    """

    def __init__(
        self,
        receive: Receive,
        *,
        most: int,
        seconds: float,
        whole: float,
        looked_at: int = 0,
        length: str = "",
        digest: bytes = b"",
        has_long_hash: bool = False,
    ) -> None:
        self._receive, self._most, self._looked_at = receive, most, looked_at
        self._seconds, self._whole = seconds, whole
        self._digest = digest
        self._length = int(length) if length.isdigit() else -1
        self.is_awaited = self.is_whole = False
        self.start = b""
        self._hash = hashlib.sha256()
        self._long_hash = hashlib.sha512() if has_long_hash else None
        self.size = 0
        self.refused: BodyRefused | None = None

    @property
    def hash(self) -> str:
        return self._hash.hexdigest() if self.size else ""

    @property
    def long_digest(self) -> bytes:
        """SHA-512, for X-Road; empty where there is no body or nobody asked for it."""
        return self._long_hash.digest() if self._long_hash and self.size else b""

    async def pieces(self) -> AsyncIterator[bytes]:
        """BodyRefused, which stays in `refused`: what lies between may wrap it."""
        waiting = b""
        async for piece in self._pieces():
            ready = piece
            if self._digest and piece:
                ready, waiting = waiting, piece
            if ready:
                yield ready
        if self._digest and self._hash.digest() != self._digest:
            raise self._refuse("digest_mismatch")
        self.is_whole = True
        if waiting:
            yield waiting

    async def _pieces(self) -> AsyncIterator[bytes]:
        more, ends = True, time.monotonic() + self._whole
        while more:
            self.is_awaited = True
            try:
                left = min(self._seconds, ends - time.monotonic())
                message = await asyncio.wait_for(self._receive(), left)
            except TimeoutError:
                raise self._refuse("client_slow") from None
            self.is_awaited = False
            if message["type"] == "http.disconnect":
                raise self._refuse("gone")
            piece, more = message.get("body", b""), message.get("more_body", False)
            self.size += len(piece)
            if self.size > self._most:
                raise self._refuse("too_large")
            self._hash.update(piece)
            if self._long_hash:
                self._long_hash.update(piece)
            if len(self.start) < self._looked_at:
                self.start += piece[: self._looked_at - len(self.start)]
            self.is_whole = self.size == self._length and not self._digest
            yield piece

    def _refuse(self, code: str) -> BodyRefused:
        self.refused = BodyRefused(code)
        return self.refused


class Incoming:
    """The caller's messages; what a refused call still sends is read on, so that its caller comes to read why.

    A server that answers and hangs up on who is still sending resets the line, and the answer is lost with it.
    """

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._over = False

    async def __call__(self) -> MutableMapping[str, Any]:
        message = await self._receive()
        self._over = message["type"] == "http.disconnect" or not message.get("more_body", False)
        return message

    async def read_on(self, *, most: int = 8_000_000, seconds: float = 2.0) -> None:
        """So many bytes and so long; who sends more may lose the answer."""
        ends, size = time.monotonic() + seconds, 0
        while not self._over and size <= most and (left := ends - time.monotonic()) > 0:
            try:
                message = await asyncio.wait_for(self(), left)
            except TimeoutError:
                return
            size += len(message.get("body", b""))


def value_of(headers: Iterable[tuple[bytes, bytes]], name: bytes) -> str:
    """Of a header that is given once; "" where it is not, or more than once: two readers could take another. Names are in
    small letters, as ASGI has them."""
    found = None
    for one, value in headers:
        if one == name:
            if found is not None:
                return ""
            found = value
    return found.decode("latin-1").strip() if found is not None else ""


async def answer(send: Send, status: int, headers: Headers, body: bytes) -> None:
    """A whole answer at once."""
    lengthy = [*headers, (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": lengthy})
    await send({"type": "http.response.body", "body": body})
