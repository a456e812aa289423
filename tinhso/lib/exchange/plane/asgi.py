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
    too. `start` has at most `looked_at` bytes: for the few bodies that are looked into.
    """

    def __init__(
        self, receive: Receive, *, most: int, seconds: float, whole: float, looked_at: int = 0
    ) -> None:
        self._receive, self._most, self._looked_at = receive, most, looked_at
        self._seconds, self._whole = seconds, whole
        self.is_awaited = False
        self.start = b""
        self._hash = hashlib.sha256()
        self.size = 0
        self.refused: BodyRefused | None = None

    @property
    def hash(self) -> str:
        return self._hash.hexdigest() if self.size else ""

    async def pieces(self) -> AsyncIterator[bytes]:
        """BodyRefused, which stays in `refused`: what lies between may wrap it."""
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
            if len(self.start) < self._looked_at:
                self.start += piece[: self._looked_at - len(self.start)]
            if piece:
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
    """Of a header that is given once; "" where it is not, or more than once: two readers could take another."""
    found = [value for one, value in headers if one.lower() == name]
    return found[0].decode("latin-1").strip() if len(found) == 1 else ""


async def answer(send: Send, status: int, headers: Headers, body: bytes) -> None:
    """A whole answer at once."""
    lengthy = [*headers, (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": lengthy})
    await send({"type": "http.response.body", "body": body})


class LastMessageHeldBack:
    """Sends every message but the last, which waits for `finish`: until then its caller cannot take the answer for whole.

    A caller that knows the length of a body has it all with its last piece, and with the headers alone where there is
    no body: an empty message at the end would come too late.
    """

    def __init__(self, send: Send) -> None:
        self._send = send
        self._waiting: MutableMapping[str, Any] | None = None

    async def __call__(self, message: MutableMapping[str, Any]) -> None:
        waiting, self._waiting = self._waiting, message
        if waiting is not None:
            await self._send(waiting)

    async def finish(self) -> None:
        """The message that waited, as the end of its answer."""
        waiting, self._waiting = self._waiting, None
        if waiting is not None and waiting["type"] == "http.response.body":
            await self._send({**waiting, "more_body": False})
            return
        if waiting is not None:
            await self._send(waiting)
        await self._send({"type": "http.response.body", "body": b"", "more_body": False})
