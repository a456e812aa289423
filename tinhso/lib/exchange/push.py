"""One message to an address of somebody else's, guarded as the plane guards its calls: names that lead to this machine or to a
cloud's own addresses lead nowhere, redirects are not followed, the answer's body is not read.
"""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass

from tinhso.lib.exchange.addresses import AddressRefused, checked_address

CONNECT, WHOLE = 5.0, 15.0
LONGEST_REST = 7200
AGENT = "TinhSo/1 (+events)"


@dataclass(frozen=True)
class Pushed:
    """`status` 0 where nobody answered; `code` is then why. `rest` seconds that the receiver asked for."""

    status: int
    code: str
    milliseconds: int
    rest: int = 0


def push(url: str, body: bytes, headers: Mapping[str, str], *, stand_ins: Mapping[str, str]) -> Pushed:
    """POST it. `stand_ins` are the processes of a demo that stand at addresses, which alone may be on this machine."""
    begun = time.monotonic()
    local = stand_ins.get(url)
    try:
        found = asyncio.run(_post(local or checked_address(url), body, headers, local=local is not None))
    except AddressRefused:
        found = (0, "address_refused", 0)
    status, code, rest = found
    return Pushed(status, code, round((time.monotonic() - begun) * 1000), rest)


async def _post(url: str, body: bytes, headers: Mapping[str, str], *, local: bool) -> tuple[int, str, int]:
    # aiohttp and granian's neighbours are heavy: a process that sends no event does without them
    import aiohttp
    from yarl import URL

    # it brings aiohttp with it
    from tinhso.lib.exchange.plane.provider import OutsideResolver

    connector = aiohttp.TCPConnector(resolver=None if local else OutsideResolver(), limit=1)
    limits = aiohttp.ClientTimeout(total=WHOLE, sock_connect=CONNECT)
    try:
        async with (
            aiohttp.ClientSession(
                connector=connector,
                cookie_jar=aiohttp.DummyCookieJar(),
                auto_decompress=False,
                trust_env=False,
                timeout=limits,
            ) as session,
            session.post(
                URL(url, encoded=True),
                data=body,
                headers={"User-Agent": AGENT, **headers},
                allow_redirects=False,
                timeout=limits,
            ) as answer,
        ):
            return answer.status, "answered", _rest(answer.headers.get("Retry-After", ""))
    except TimeoutError:
        return 0, "too_slow", 0
    except (aiohttp.ClientError, OSError):
        return 0, "unreachable", 0


def _rest(text: str) -> int:
    return min(int(text), LONGEST_REST) if text.isascii() and text.isdigit() and len(text) < 8 else 0
