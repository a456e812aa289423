from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from uuid import UUID

import pytest

from tinhso.kernel.events.public import SYSTEM, Code, Event, EventRow, OtherEvent, event_of, record

AT = datetime(2024, 3, 8, 2, 30, tzinfo=UTC)


class Side(Enum):
    LEFT = 1
    RIGHT = 2


@dataclass(frozen=True, kw_only=True)
class SeatTaken(Event):
    """Somebody sat down."""

    seat: UUID = UUID(int=7)
    side: Side | None = Side.RIGHT
    price: Decimal = Decimal("12.50")
    until: datetime | None = AT
    day: date = date(2024, 3, 8)
    rows: tuple[Code, ...] = ("B", "A")
    sides: frozenset[Side] = frozenset({Side.LEFT, Side.RIGHT})
    free: bool = False
    guest: int | None = None


@dataclass(frozen=True, kw_only=True)
class SeatLeft(Event):
    """Somebody stood up."""


@pytest.mark.django_db
def test_an_event_comes_back_as_it_was_recorded():
    event = SeatTaken(case_id=9)
    row = EventRow.objects.get(pk=record(event, by=SYSTEM, at=AT))
    assert event_of(row, SeatTaken) == event


@pytest.mark.django_db
def test_another_class_of_event_is_refused():
    row = EventRow.objects.get(pk=record(SeatLeft(), by=SYSTEM, at=AT))
    with pytest.raises(OtherEvent):
        event_of(row, SeatTaken)
