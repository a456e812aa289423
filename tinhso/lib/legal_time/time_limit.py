"""The time that law gives for a deed: an amount, a unit, how the first day is counted, and where it stands written."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any


class Unit(StrEnum):
    """Units of a procedure's time limit (the national catalogue's `DonViTinh`)."""

    HOUR = "hour"  # an hour of working time
    WORKING_DAY = "working_day"
    DAY = "day"  # a day of the calendar
    MONTH = "month"  # a month of the calendar

    @property
    def words(self) -> str:
        return _WORDS[self]

    @property
    def in_days(self) -> bool:
        """Counted in whole days of the calendar, not in working time."""
        return self in (Unit.DAY, Unit.MONTH)


_WORDS = {
    Unit.HOUR: "giờ làm việc",
    Unit.WORKING_DAY: "ngày làm việc",
    Unit.DAY: "ngày",
    Unit.MONTH: "tháng",
}


class Counting(StrEnum):
    """Whether the day of receipt is the first day counted."""

    NEXT_DAY = "next_day"  # BLDS 2015 Đ147.2: the first day is not counted
    SAME_DAY = "same_day"  # only where a sector law says "kể cả ngày nhận"


class InvalidLimit(ValueError):
    """This amount, unit or counting cannot be a time limit; the message is for the screen."""


@dataclass(frozen=True)
class TimeLimit:
    """`amount` of `unit` by the law `source`; hours and working days may be parts ("0,5 ngày làm việc")."""

    amount: Decimal
    unit: Unit
    source: str = ""
    counting: Counting = Counting.NEXT_DAY

    def __post_init__(self) -> None:
        if not self.amount.is_finite() or self.amount <= 0:
            raise InvalidLimit("Thời hạn phải là một số lớn hơn 0.")
        if self.unit.in_days and self.amount != self.amount.to_integral_value():
            raise InvalidLimit("Thời hạn theo ngày hoặc tháng phải là số nguyên.")

    def __str__(self) -> str:
        """Vietnamese words: "10 ngày làm việc", "0,5 ngày làm việc"."""
        return f"{number(self.amount)} {self.unit.words}"

    def to_json(self) -> dict[str, str]:
        return {
            "amount": str(self.amount),
            "unit": self.unit.value,
            "counting": self.counting.value,
            "source": self.source,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "TimeLimit":
        """What `to_json` wrote; a missing `counting` is the civil code's, a missing `source` is empty."""
        try:
            return cls(
                amount=Decimal(str(data["amount"])),
                unit=Unit(data["unit"]),
                source=str(data.get("source", "")),
                counting=Counting(data.get("counting", Counting.NEXT_DAY)),
            )
        except (KeyError, InvalidOperation) as error:
            raise InvalidLimit("Thời hạn cần có số lượng (amount) và đơn vị (unit).") from error


def number(amount: Decimal) -> str:
    """A Vietnamese number without trailing zeros: 1.200, 0,5."""
    text = f"{amount.normalize():,f}"
    return text.translate(str.maketrans(",.", ".,"))
