"""JSON that has one spelling, so that a signature over it means one thing: sorted keys, no blanks, whole numbers only."""

import json
from typing import Any, NoReturn

MOST_BYTES = 32_000_000


class NotCanonical(ValueError):
    """Too long, no JSON, a key twice, a broken number, or another spelling of the same."""


def canonical(value: Any) -> bytes:
    """NotCanonical for what has no one spelling: floats, other classes, lone surrogates."""
    _check(value)
    try:
        return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise NotCanonical("surrogate") from error


def read_canonical(data: bytes) -> Any:
    """The value, only where `data` is its one spelling. NotCanonical."""
    if len(data) > MOST_BYTES:
        raise NotCanonical("too_long")
    try:
        value = json.loads(data, object_pairs_hook=_once, parse_float=_refuse, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise NotCanonical("json") from error
    if canonical(value) != data:
        raise NotCanonical("spelling")
    return value


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise NotCanonical("key_twice")
    return found


def _refuse(text: str) -> NoReturn:
    raise NotCanonical("number")


def _check(value: Any) -> None:
    if isinstance(value, dict):
        if not all(isinstance(key, str) for key in value):
            raise NotCanonical("key")
        for one in value.values():
            _check(one)
    elif isinstance(value, list):
        for one in value:
            _check(one)
    elif not (value is None or isinstance(value, str | bool | int)):
        raise NotCanonical("class")
