"""The fields of an event as canonical JSON: keys sorted, no spaces, ASCII, and no free text at all."""

import dataclasses
import json
import re
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from uuid import UUID

from tinhso.kernel.events.event import Event

CODE = re.compile(r"[A-Za-z0-9_.:-]{1,64}")
ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=True)
# Nine to twelve digits alone are a phone or an identity number, whatever the field is called.
PERSONAL_NUMBER = re.compile(r"[0-9]{9,12}")


class NotForEvents(TypeError):
    """An event carries what must not stand in the log for ever: free text, a float, a naive moment."""


def fields_text(event: Event) -> str:
    """Canonical JSON of the event's fields without `case_id`; NotForEvents names the field that is refused."""
    kind = type(event)
    names = _names(kind)  # type: ignore[arg-type]  # every class is hashable
    return "{" + ",".join([f'"{name}":{_text(getattr(event, name), kind, name)}' for name in names]) + "}"


@cache
def _names(kind: type[Event]) -> tuple[str, ...]:
    return tuple(sorted(field.name for field in dataclasses.fields(kind) if field.name != "case_id"))


def _text(value: object, kind: type[Event], name: str) -> str:
    """What JSON writes for that value. Bulk loads ask millions of times: the plain types go without an encoder."""
    of = type(value)
    if of is int:
        return str(value)
    if of is datetime and value.tzinfo is not None:  # type: ignore[attr-defined]
        return f'"{utc_text(value)}"'  # type: ignore[arg-type]
    where = f"{kind.__name__}.{name}"
    if of is str:
        return f'"{_code(value, where)}"'  # type: ignore[arg-type]
    return ENCODER.encode(_plain(value, where))


def _plain(value: object, where: str) -> object:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, Enum):
        return value.value if isinstance(value.value, int) else str(value.value)
    if isinstance(value, int):
        return int(value)
    if isinstance(value, str):
        return _code(value, where)
    if isinstance(value, list | tuple):
        return [_plain(item, where) for item in value]
    if isinstance(value, set | frozenset):
        return sorted((_plain(item, where) for item in value), key=str)
    return _moment_or_number(value, where)


def _moment_or_number(value: object, where: str) -> str:
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise NotForEvents(f"{where}: a moment without a time zone")
        return utc_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal) and value.is_finite():
        return format(value, "f")
    if isinstance(value, UUID):
        return str(value)
    raise NotForEvents(f"{where}: {type(value).__name__} has no place in an event")


def _code(value: str, where: str) -> str:
    if not CODE.fullmatch(value) or PERSONAL_NUMBER.fullmatch(value):
        raise NotForEvents(f"{where}: not a code; free text and personal values live in erasable rows")
    return str(value)


def utc_text(moment: datetime) -> str:
    """The one way a moment is written in a body: UTC with microseconds, as PostgreSQL writes it there."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")[:-6] + "Z"
