"""How the national document axis (VXP) wants its calls: words in `XroadVnpt-` headers and a stamp over those words.

The stamp (HMAC-SHA256) does not cover the body: what is sent has to travel over TLS or a private line besides.
Both sides of the wire use it: the system of documents, and the sandbox that stands for the axis.
"""

import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum

PREFIX = "XroadVnpt-"
KEYS, WORDS, STAMP, VERSION = "sign-header-key", "sign-header", "hash-header", "version"
SDK_VERSION = "3.0.201608"
MOMENT = "%d%m%YT%H%M%S%z"
FRESH = timedelta(minutes=5)
NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,40}")
MOST = 4000


class AxisError(StrEnum):
    """ErrorCode of the axis and of the province's platform; these concern the message itself: another try changes nothing."""

    OK = "0"
    FILE = "10"
    CREDENTIALS = "15"
    RECEIVER = "18"
    SENDER = "19"
    SYSTEM = "20"
    PROCESSING = "21"
    EDXML = "22"
    LOCKED = "23"

    @property
    def words(self) -> str:
        return _WORDS[self]


_WORDS = {
    AxisError.OK: "Thành công",
    AxisError.FILE: "Tệp không đọc được",
    AxisError.CREDENTIALS: "Mã hệ thống hoặc khóa không đúng",
    AxisError.RECEIVER: "Đơn vị nhận không có trên trục",
    AxisError.SENDER: "Đơn vị gửi chưa đăng ký trên trục",
    AxisError.SYSTEM: "Lỗi hệ thống của trục",
    AxisError.PROCESSING: "Trục không xử lý được tệp",
    AxisError.EDXML: "Gói tin không đúng QCVN 102",
    AxisError.LOCKED: "Đơn vị nhận đang bị khóa trên trục",
}
PASSING = {AxisError.SYSTEM, AxisError.PROCESSING}  # the same message may pass later


class BadHeaders(ValueError):
    """The stamp does not stand over these words, or they are too old."""


def signed_headers(words: Mapping[str, str], *, system: str, secret: str, at: datetime) -> dict[str, str]:
    """The headers of a call. `at` has its zone."""
    every = {**words, "systemid": system, "timestamp": at.strftime(MOMENT)}
    text = json.dumps(every, ensure_ascii=True, separators=(",", ":"))
    sent = {f"{PREFIX}{name}": value for name, value in every.items()}
    return sent | {
        f"{PREFIX}{KEYS}": ";".join(every),
        f"{PREFIX}{WORDS}": text,
        f"{PREFIX}{STAMP}": stamp(secret, text),
        f"{PREFIX}{VERSION}": SDK_VERSION,
    }


def stamp(secret: str, text: str) -> str:
    return hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()


def check_headers(headers: Mapping[str, str], *, secret: str, now: datetime) -> dict[str, str]:
    """The words that the stamp covers, each as its header has it. Raises: BadHeaders."""
    found = {name.lower(): value for name, value in headers.items()}
    text = found.get(f"{PREFIX}{WORDS}".lower(), "")
    given = found.get(f"{PREFIX}{STAMP}".lower(), "")
    if len(text) > MOST or not hmac.compare_digest(stamp(secret, text).encode(), given.encode()):
        raise BadHeaders("stamp")
    words = json.loads(text) if text.startswith("{") else {}
    names = found.get(f"{PREFIX}{KEYS}".lower(), "").split(";")
    if sorted(names) != sorted(words) or not all(NAME.fullmatch(name) for name in names):
        raise BadHeaders("names")
    if any(found.get(f"{PREFIX}{name}".lower()) != value for name, value in words.items()):
        raise BadHeaders("words")
    try:
        at = datetime.strptime(str(words.get("timestamp")), MOMENT)
    except ValueError as error:
        raise BadHeaders("timestamp") from error
    if abs(now - at) > FRESH:
        raise BadHeaders("timestamp")
    return {str(name): str(value) for name, value in words.items()}
