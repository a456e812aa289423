"""Back from the row to the dataclass, for receivers that want the types of the event they listen to."""

import types
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from tinhso.kernel.events.event import Event, name_of
from tinhso.kernel.events.models import EventRow

E = TypeVar("E", bound=Event)

FROM_TEXT: dict[Any, Any] = {
    datetime: datetime.fromisoformat,
    date: date.fromisoformat,
    Decimal: Decimal,
    UUID: UUID,
}


class OtherEvent(TypeError):
    """The row is not an event of the class that was asked for."""


def event_of(row: EventRow, kind: type[E]) -> E:
    """The event as it was recorded; moments come back in UTC. OtherEvent if the row is of another class.

    A field that the class has gained since needs a default; one that it has lost is passed over.
    """
    if row.name != name_of(kind):
        raise OtherEvent(f"{row.name} is no {name_of(kind)}")
    hints = get_type_hints(kind)
    values = {name: _typed(value, hints[name]) for name, value in row.payload.items() if name in hints}
    return kind(case_id=row.case_id, **values)


def _typed(value: Any, hint: Any) -> Any:
    if value is None or isinstance(value, bool):
        return value
    origin = get_origin(hint)
    if origin in {Union, types.UnionType}:
        return _typed(value, next(part for part in get_args(hint) if part is not type(None)))
    if origin in {tuple, frozenset}:
        return origin(_typed(item, get_args(hint)[0]) for item in value)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint(value)
    return FROM_TEXT[hint](value) if hint in FROM_TEXT else value
