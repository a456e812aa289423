"""A client of TAXII 2.1 that only reads: discovery, roots, collections, and the objects of one, page by page.

Every byte comes by `public_fetch`. The next page is asked for with `next`, as the server gave it; a server that gives the same one
twice, or page after page without end, is left. The key goes to the server that the source names, to no other that its answers name. `added_after` is the moment up to which an earlier read got, as the server's own header says.
"""

import base64
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

from tinhso.lib.intelligence.values import moment_of
from tinhso.lib.messages.plain_json import BadJson, read_json
from tinhso.lib.messages.public_fetch import BadAnswer, FetchFailed, Limits, fetch
from tinhso.lib.scan_reports.texts import line

ACCEPT = "application/taxii+json;version=2.1"
PAGE, MOST_PAGES, MOST_OBJECTS = 500, 400, 200_000
PAGE_OCTETS = 20_000_000
MOST_OCTETS = 128_000_000
"""Of all pages: what lies behind comes with the next read."""
MOST_TRIES = 3
LONGEST_WAIT = 20.0
REFUSED = {
    401: "tên hoặc khóa không đúng",
    403: "không được phép đọc",
    404: "không có ở đó",
    406: "không nói TAXII 2.1",
}


class TaxiiFailed(Exception):
    """Nothing or not all came; a Vietnamese sentence."""


@dataclass(frozen=True)
class Access:
    """How one signs in: by name and password, by a token, or not at all."""

    user: str = ""
    password: str = ""
    token: str = ""

    @property
    def header(self) -> str:
        if self.token:
            return f"Bearer {self.token}"
        if not self.user:
            return ""
        return "Basic " + base64.b64encode(f"{self.user}:{self.password}".encode()).decode()


@dataclass(frozen=True)
class Collection:
    address: str
    code: str
    title: str
    readable: bool


@dataclass
class Gathered:
    """`until` is the moment from which the next read goes on; `is_whole` whether every page was read."""

    objects: list[dict[str, Any]] = field(default_factory=list)
    until: datetime | None = None
    pages: int = 0
    is_whole: bool = False


class TaxiiClient:
    """One read of one server, in all within `seconds`."""

    def __init__(self, access: Access = Access(), *, local: bool = False, seconds: float = 900) -> None:
        self.access, self.local, self.octets = access, local, 0
        self.server = ("", "")
        """That of the first address, the one that a person wrote down."""
        self.deadline = time.monotonic() + seconds

    def roots(self, address: str) -> list[str]:
        """The roots that the discovery names. Raises: TaxiiFailed."""
        value, _headers = self._get(address)
        named = value.get("api_roots")
        roots = [one for one in named if isinstance(one, str)] if isinstance(named, list) else []
        if isinstance(value.get("default"), str):
            roots.insert(0, value["default"])
        if not roots:
            raise TaxiiFailed("Máy chủ TAXII không nêu gốc API nào.")
        return list(dict.fromkeys(_folder(urljoin(address, one)) for one in roots))[:20]

    def collections(self, root: str) -> list[Collection]:
        """Raises: TaxiiFailed."""
        value, _headers = self._get(urljoin(_folder(root), "collections/"))
        rows = value.get("collections", [])
        return [
            Collection(
                urljoin(_folder(root), f"collections/{one['id']}/"),
                line(one["id"], 200),
                line(one.get("title"), 200),
                one.get("can_read") is True,
            )
            for one in (rows[:1000] if isinstance(rows, list) else [])
            if isinstance(one, dict) and isinstance(one.get("id"), str) and "/" not in one["id"]
        ]

    def objects(
        self, collection: str, *, after: datetime | None, step: Callable[[int], None] = lambda done: None
    ) -> Gathered:
        """What was added after that moment, indicators alone; `step` after each page. Raises: TaxiiFailed."""
        found = Gathered(until=after)
        query = {"limit": str(PAGE), "match[type]": "indicator"}
        if after is not None:
            query["added_after"] = after.isoformat().replace("+00:00", "Z")
        seen: set[str] = set()
        while found.pages < MOST_PAGES and len(found.objects) < MOST_OBJECTS and self.octets < MOST_OCTETS:
            value, headers = self._get(f"{urljoin(_folder(collection), 'objects/')}?{urlencode(query)}")
            objects = value.get("objects", [])
            if not isinstance(objects, list):
                raise TaxiiFailed("Máy chủ TAXII trả lời một phong bì không có danh sách đối tượng.")
            found.objects += [one for one in objects if isinstance(one, dict)]
            found.pages += 1
            found.until = moment_of(headers.get("x-taxii-date-added-last")) or found.until
            step(len(found.objects))
            following = str(value.get("next") or "")[:2000]
            if value.get("more") is not True or not following:
                found.is_whole = value.get("more") is not True
                return found
            if following in seen:
                raise TaxiiFailed("Máy chủ TAXII chỉ lại trang đã đọc; đã dừng.")
            seen.add(following)
            query["next"] = following
        return found

    def _get(self, address: str) -> tuple[dict[str, Any], dict[str, str]]:
        for number in range(1, MOST_TRIES + 1):
            try:
                fetched, content = fetch(
                    address,
                    limits=self._limits(),
                    local=self.local,
                    accept=ACCEPT,
                    secret=self._secret(address),
                )
                break
            except BadAnswer as error:
                if error.retryable and number < MOST_TRIES:
                    self._wait(number)
                    continue
                reason = REFUSED.get(error.status)
                raise TaxiiFailed(f"Máy chủ TAXII: {reason}." if reason else str(error)) from error
            except FetchFailed as error:
                raise TaxiiFailed(str(error)) from error
        self.octets += len(content)
        if not fetched.media_type.startswith(("application/taxii+json", "application/json")):
            raise TaxiiFailed("Địa chỉ này không trả lời theo TAXII 2.1.")
        try:
            value = read_json(content)
        except BadJson as error:
            raise TaxiiFailed("Máy chủ TAXII trả lời JSON hỏng.") from error
        if not isinstance(value, dict):
            raise TaxiiFailed("Máy chủ TAXII trả lời JSON không đúng dạng.")
        return value, fetched.headers

    def _secret(self, address: str) -> str:
        parts = urlsplit(address)
        server = (parts.scheme.lower(), parts.netloc.lower())
        self.server = self.server if self.server[0] else server
        return self.access.header if server == self.server else ""

    def _limits(self) -> Limits:
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise TaxiiFailed("Máy chủ TAXII trả lời quá chậm nên đã dừng.")
        return Limits(octets=PAGE_OCTETS, seconds=min(left, 60), idle=min(left, 20))

    def _wait(self, number: int) -> None:
        time.sleep(min(0.2 * 2**number, LONGEST_WAIT, max(0.0, self.deadline - time.monotonic())))


def _folder(address: str) -> str:
    """With a slash at its end, without query."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}/"
