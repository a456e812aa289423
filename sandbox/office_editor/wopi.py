"""SANDBOX: a strict WOPI client: it calls a host as Collabora Online and ONLYOFFICE Docs do, and takes no answer that the
documentation of the protocol does not allow."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

Reply = tuple[int, Mapping[str, str], bytes]
Send = Callable[[str, str, dict[str, str], bytes], Reply]
"""Method, address, headers, body."""
NEEDED = {"BaseFileName": str, "OwnerId": str, "Size": int, "UserId": str, "Version": str}
LOCK, OLD_LOCK = "X-WOPI-Lock", "X-WOPI-OldLock"
CURRENT, VERSION = LOCK.lower(), "x-wopi-itemversion"  # of answers, which servers spell as they like
OVERRIDE = "X-WOPI-Override"
MOST = 20 * 1024 * 1024


class NotWopi(Exception):
    """The host answered what the protocol does not allow."""


class Refused(Exception):
    """The host said no, as it may: the status, its words, and with 409 the lock that holds."""

    def __init__(self, status: int, words: str = "", lock: str | None = None) -> None:
        super().__init__(f"{status} {words}".strip())
        self.status, self.words, self.lock = status, words, lock


@dataclass
class Session:
    """One document, opened with one token under one lock."""

    send: Send
    src: str
    token: str
    lock_name: str = "sandbox-1"
    info: dict[str, object] = field(default_factory=dict)
    version: str = ""

    def call(
        self, method: str, tail: str = "", body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> Reply:
        address = f"{self.src}{tail}?access_token={quote(self.token, safe='')}"
        status, answered, content = self.send(
            method, address, {"Authorization": f"Bearer {self.token}"} | dict(headers or {}), body
        )
        return status, {name.lower(): value for name, value in answered.items()}, content

    def check_file(self) -> dict[str, object]:
        """CheckFileInfo."""
        status, headers, body = self.call("GET")
        _check(status, headers, body)
        info = json.loads(body)
        for name, kind in NEEDED.items():
            if not isinstance(info.get(name), kind):
                raise NotWopi(f"CheckFileInfo: {name}")
        if not (info.get("SupportsLocks") and info.get("SupportsUpdate") and info.get("UserCanWrite")):
            raise Refused(403, "chỉ đọc")
        self.info, self.version = info, str(info["Version"])
        return info

    def get_file(self) -> bytes:
        status, headers, body = self.call("GET", "/contents")
        _check(status, headers, body)
        if len(body) != self.info.get("Size"):
            raise NotWopi(f"GetFile: {len(body)} bytes, CheckFileInfo said {self.info.get('Size')}")
        if VERSION in headers and headers[VERSION] != self.version:
            raise NotWopi("GetFile: version")
        return body

    def lock(self, former: str = "") -> None:
        """Lock, or UnlockAndRelock in place of `former`."""
        more = {OLD_LOCK: former} if former else {}
        self._deed("LOCK", {LOCK: self.lock_name} | more)

    def refresh(self) -> None:
        self._deed("REFRESH_LOCK", {LOCK: self.lock_name})

    def unlock(self) -> None:
        self._deed("UNLOCK", {LOCK: self.lock_name})

    def get_lock(self) -> str:
        headers = self._deed("GET_LOCK", {})
        if CURRENT not in headers:
            raise NotWopi("GetLock: no X-WOPI-Lock")
        return headers[CURRENT]

    def put_file(self, content: bytes, *, by_itself: bool = False) -> str:
        """The version that the host gave it; `by_itself` where no user pressed anything."""
        words = {OVERRIDE: "PUT", LOCK: self.lock_name, "X-COOL-WOPI-IsAutosave": str(by_itself).lower()}
        status, headers, body = self.call("POST", "/contents", content, words)
        _check(status, headers, body)
        self.version = headers.get(VERSION, self.version)
        return self.version

    def _deed(self, override: str, headers: Mapping[str, str]) -> Mapping[str, str]:
        status, found, body = self.call("POST", headers={OVERRIDE: override, **headers})
        _check(status, found, body)
        return found


def _check(status: int, headers: Mapping[str, str], body: bytes) -> None:
    if status == 200:
        if len(body) > MOST:
            raise NotWopi("answer too long")
        return
    if status == 409 and CURRENT not in headers:
        raise NotWopi("409 without X-WOPI-Lock")
    if status not in (400, 401, 404, 409, 412, 413, 500, 501):
        raise NotWopi(f"status {status}")
    try:
        words = str(json.loads(body)["message"])
    except (ValueError, KeyError, TypeError):
        words = ""
    raise Refused(status, words, headers.get(CURRENT) if status == 409 else None)
