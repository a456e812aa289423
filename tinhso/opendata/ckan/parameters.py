"""What a caller of CKAN's actions gave, read with limits; and how an action refuses in the standard's own shape."""

from dataclasses import dataclass
from typing import Any

from tinhso.lib.messages.plain_json import BadJson, read_json

Parameters = dict[str, Any]
MOST_TEXT = 20_000
STATUS = {
    "Validation Error": 409,
    "Not Found Error": 404,
    "Authorization Error": 403,
    "Search Query Error": 400,
    "Busy": 503,
    "Too Many": 429,
}


@dataclass
class ActionRefused(Exception):
    """`kind` is CKAN's: Validation Error, Not Found Error, Authorization Error, Search Query Error; `about` the parameter."""

    kind: str
    message: str
    about: str = "message"

    def shape(self) -> dict[str, Any]:
        """The `error` of the answer: CKAN lists the problems of a parameter, and says anything else as one message."""
        message: Any = [self.message] if self.about != "message" else self.message
        return {"__type": self.kind, self.about: message}


def text(given: Parameters, name: str, default: str = "") -> str:
    value = given.get(name, default)
    return value.replace("\0", "")[:MOST_TEXT] if isinstance(value, str) else default


def number(given: Parameters, name: str, default: int, most: int) -> int:
    value = given.get(name, default)
    words = str(value)
    if not (words.isascii() and words.isdigit() and len(words) < 13):
        raise ActionRefused("Validation Error", "Phải là số nguyên không âm", name)
    return min(int(words), most)


def flag(given: Parameters, name: str, default: bool = False) -> bool:
    """JSON's true, or the words that an address has for it."""
    value = given.get(name, default)
    return value if isinstance(value, bool) else str(value).lower() in {"true", "1", "yes", "on", "t"}


def needed(given: Parameters, *names: str) -> str:
    for name in names:
        if found := text(given, name):
            return found
    raise ActionRefused("Validation Error", "Thiếu giá trị", names[0])


def decoded(given: Parameters, name: str, kind: type, default: Any) -> Any:
    """A parameter that is JSON, or the text of JSON; `kind` is dict or list."""
    value = given.get(name)
    if value is None or value == "":
        return default
    try:
        value = read_json(value.encode()) if isinstance(value, str) else value
    except (BadJson, UnicodeEncodeError) as error:
        raise ActionRefused("Validation Error", "Không đúng cú pháp JSON", name) from error
    if not isinstance(value, kind):
        raise ActionRefused("Validation Error", "Không đúng kiểu", name)
    return value


def listed(given: Parameters, name: str) -> list[str]:
    """Names as a list, as JSON, or parted by commas."""
    value = given.get(name) or []
    if isinstance(value, str):
        if value.lstrip().startswith("["):
            value = decoded(given, name, list, [])
        else:
            value = value.split(",")
    if not isinstance(value, list):
        raise ActionRefused("Validation Error", "Phải là danh sách", name)
    return [str(item).strip().replace("\0", "")[:200] for item in value if str(item).strip()][:200]


def part_of(given: Parameters, most: int) -> slice:
    """`offset` and `limit` as a slice."""
    start = number(given, "offset", 0, 10**9)
    return slice(start, start + number(given, "limit", most, most))


def missing() -> ActionRefused:
    return ActionRefused("Not Found Error", "Không tìm thấy")
