"""A line of a plane's spool as a row of the table, read without trust: what the table would refuse is refused here."""

import json
import re
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models

from tinhso.exchange.models import ExchangeCall
from tinhso.lib.exchange.subjects import PERSON, case_code

MOST_BYTES, MOST_ROW = 220_000, 20_000
"""Of a line with stored bodies, and of all others."""
LATER = ("issue", "named", "subject", "signing_key", "signed_hash", "signature")
"""Fields that a spool of a former program does not have."""
SUBJECT = re.compile(r"[0-9a-f]{32}")
STORED = b'"stored":"'
OURS = ("batch", "about", "about_salt")
"""Columns that the import fills itself, whatever a line says of them."""
FIELDS = {field.name: field for field in ExchangeCall._meta.concrete_fields if field.name not in OURS}
RANGES: dict[type[Any], tuple[int, int]] = {
    models.PositiveSmallIntegerField: (0, 2**15 - 1),
    models.PositiveIntegerField: (0, 2**31 - 1),
    models.BigIntegerField: (0, 2**63 - 1),
}


class UnreadableLine(ValueError):
    """No row; `reason` is the name of the field that is not right, or what the whole is not."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def read_line(line: bytes) -> ExchangeCall:
    """UnreadableLine."""
    if len(line) > (MOST_BYTES if STORED in line else MOST_ROW):
        raise UnreadableLine("too_long")
    try:
        values = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise UnreadableLine("no_json") from error
    if not isinstance(values, dict):
        raise UnreadableLine("no_object")
    values = dict.fromkeys(LATER, "") | values
    call = ExchangeCall(**{name: _value(name, values) for name in FIELDS})
    _check_subject(call)
    return call


def stored_of(line: bytes) -> str:
    """The sealed bodies of a line that is a row; "" where it has none."""
    if STORED not in line:
        return ""
    found = json.loads(line).get("stored", "")
    return found if isinstance(found, str) else ""


def _value(name: str, values: dict[str, Any]) -> Any:
    if name not in values or not _fits(FIELDS[name], values[name]):
        raise UnreadableLine(name)
    try:
        if name == "id":
            return UUID(values[name])
        if name == "at":
            return _moment(values[name])
    except ValueError as error:
        raise UnreadableLine(name) from error
    return values[name]


def _fits(field: "models.Field[Any, Any]", value: Any) -> bool:
    if isinstance(field, models.BooleanField):
        return isinstance(value, bool)
    if type(field) in RANGES:
        least, most = RANGES[type(field)]
        return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most
    most = (isinstance(field, models.CharField) and field.max_length) or 64
    return isinstance(value, str) and len(value) <= most and "\0" not in value and _is_text(value)


def _is_text(value: str) -> bool:
    """Half a letter is none."""
    return not any("\ud800" <= letter <= "\udfff" for letter in value)


def _moment(value: str) -> datetime:
    at = datetime.fromisoformat(value)
    if at.tzinfo is None or not 2000 <= at.year < 9000:
        raise ValueError(value)
    return at


def _check_subject(call: ExchangeCall) -> None:
    """A row that is about a person says whom by a pseudonym, and no other does."""
    if call.named not in ("", *ExchangeCall.Named.values):
        raise UnreadableLine("named")
    if call.issue != case_code(call.issue):
        raise UnreadableLine("issue")
    if (call.named == PERSON) != bool(SUBJECT.fullmatch(call.subject)) or (
        call.subject and call.named != PERSON
    ):
        raise UnreadableLine("subject")
