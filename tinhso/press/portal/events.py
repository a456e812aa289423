"""What stands on the first page."""

from dataclasses import dataclass
from datetime import datetime

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class HomePlaceAssigned(Event):
    """An article stands on a place of the first page from a moment until another."""

    place_id: int
    article_id: int
    place: Code
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, kw_only=True)
class HomePlaceDropped(Event):
    """The place is free again."""

    place_id: int
    article_id: int
