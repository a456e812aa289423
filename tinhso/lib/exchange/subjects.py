"""Whom a call is about: where its service says that the person stands, and the keyed word by which the log knows them.

The number itself is never written down: a row has an HMAC of it under a key of the instance, which who reads the log
alone cannot turn back, and which finds the rows of one person.
"""

import hashlib
import hmac
import json
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, unquote

from tinhso.lib.exchange.signing_key import SHORTEST, KeyTooShort

PATH, QUERY, BODY, HEADER, NONE = "path", "query", "body", "header", "none"
NOBODY, PERSON, UNREAD = "nobody", "person", "unread"
MOST_BODY = 65_536
"""Bytes of a JSON body that is looked into; a longer one is passed on unread, and its row says so."""
LETTERS = 32
"""Hexadecimal: 128 bits."""
NUMBER = re.compile(r"[0-9]{9,12}|[0-9]{10}-[0-9]{3}")
"""An identity number of either length, a tax code."""
CASE_CODE = re.compile(r"(?=.*[A-Z])[A-Z0-9][A-Z0-9.]{0,39}-[0-9]{6}-[0-9]{3,6}")
MOST_QUERY = 100


@dataclass(frozen=True)
class Named:
    """What a row says of whom a call is about: `how` is a word above, `word` the pseudonym of a person."""

    how: str
    word: str = ""


def subject_key(word: str, instance: str) -> bytes:
    """The key of one instance out of its secret word. KeyTooShort."""
    plain = word.strip().encode()
    if len(plain) < SHORTEST:
        raise KeyTooShort(f"{SHORTEST} letters at least")
    return hmac.new(plain, b"tinhso.exchange.subject/1\0" + instance.encode(), hashlib.sha256).digest()


def pseudonym(key: bytes, number: str) -> str:
    """The word of this number, "" for what is none; spaces and dots between its digits do not matter."""
    plain = re.sub(r"[\s.]", "", number)
    if not NUMBER.fullmatch(plain):
        return ""
    return hmac.new(key, plain.encode(), hashlib.sha256).hexdigest()[:LETTERS]


def named_by(key: bytes | None, value: str | None) -> Named:
    """Of what stands at the place: nothing names nobody, what is no number was not read."""
    if value is None:
        return Named(NOBODY)
    word = pseudonym(key, value) if key else ""
    return Named(PERSON, word) if word else Named(UNREAD)


def in_path(template: str, path: str, name: str) -> str | None:
    """The part of a normalised path that the template calls so."""
    parts = template.split("/")
    if f"{{{name}}}" not in parts:
        return None
    found = path.split("/")
    return unquote(found[parts.index(f"{{{name}}}")]) if len(found) == len(parts) else None


def in_query(raw: bytes, name: str) -> str | None:
    """The parameter of that name; "" where it is given twice or cannot be read: two readers could take another."""
    try:
        pairs = parse_qsl(raw.decode("ascii"), keep_blank_values=True, max_num_fields=MOST_QUERY)
    except ValueError:
        return ""
    found = [value for one, value in pairs if one == name]
    return (found[0] if len(found) == 1 else "") if found else None


def in_body(body: bytes | None, pointer: str) -> str | None:
    """What a JSON pointer (RFC 6901) leads to; "" where the body is no JSON or was too long to be looked into."""
    if body == b"":
        return None
    try:
        found: Any = json.loads(body or b"!")
        for part in pointer.split("/")[1:]:
            found = _step(found, part.replace("~1", "/").replace("~0", "~"))
    except (ValueError, RecursionError):
        return ""
    except (KeyError, IndexError, TypeError):
        return None
    return found if isinstance(found, str) else ""


def _step(value: Any, part: str) -> Any:
    if isinstance(value, list):
        return value[int(part) if part.isdecimal() and len(part) < 7 else len(value)]
    if isinstance(value, dict):
        return value[part]
    raise KeyError(part)


def case_code(text: str) -> str:
    """The code of a dossier as a caller named it, "" for whatever else stands there: it could name a person."""
    return text if CASE_CODE.fullmatch(text) else ""
