"""JSON from other machines, such as a database can keep: no NUL, no half characters, no NaN, not nested without end."""

import json
from typing import Any


class BadJson(ValueError):
    """No JSON, or JSON that could not be stored as text."""


def read_json(content: bytes) -> Any:  # noqa: ANN401
    """The value; BadJson for whatever `jsonb` would refuse as well."""
    try:
        value = json.loads(content, parse_constant=_refuse)
        text = json.dumps(value, ensure_ascii=False, allow_nan=False)
        text.encode()
    except (ValueError, RecursionError) as error:
        raise BadJson(type(error).__name__) from error
    if "\\u0000" in text:
        raise BadJson("NUL")
    return value


def _refuse(word: str) -> None:
    raise BadJson(word)
