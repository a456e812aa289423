"""What an indicator is, as it is written in `data/indicators/*.yml` and kept in its versions."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Self

from tinhso.lib.expressions import BadExpression, MeasureRef, Node, parse, refs
from tinhso.lib.periods import PeriodKind

MOST_DIMENSIONS = 3
REQUIRED = ("name", "address", "unit", "numerator", "numerator_words", "group", "source")


class Aggregation(StrEnum):
    """How the values of shorter periods, or of lower agencies and places, make one; NONE: they do not."""

    SUM = "sum"
    LAST = "last"
    AVERAGE = "average"
    MIN = "min"
    MAX = "max"
    NONE = "none"


class Direction(StrEnum):
    """Which way is good; it decides what "chưa đạt" means."""

    UP = "up"
    DOWN = "down"
    NEITHER = "neither"


RANK = "thứ hạng"  # the unit of what is a rank


class BadDefinition(ValueError):
    """The definition cannot be used; the words say what is wrong with which indicator."""

    def __init__(self, code: str, words: str) -> None:
        super().__init__(f"Chỉ tiêu {code}: {words}")


@dataclass(frozen=True)
class Definition:
    """An indicator: numerator and denominator over measures, unit, how it adds up, in which periods it is shown.

    Without a denominator the numerator is the value. A ratio is always recomputed from summed parts, multiplied by
    `factor` and rounded half up to `decimals` when printed. `series_start` is the day from which figures exist.
    `annualized`: the value is told as for a whole year, times 365 over the days of the period.
    `address` is its word under `/so-lieu/`; the indicators `beside` are told with it; `home` puts it on the first page.
    """

    code: str
    address: str
    name: str
    unit: str
    group: str
    source: str
    numerator: Node
    numerator_words: str
    denominator: Node | None
    denominator_words: str
    factor: int
    annualized: bool
    decimals: int
    direction: Direction
    agg_time: Aggregation
    agg_org: Aggregation
    periods: tuple[PeriodKind, ...]
    series_start: date | None
    public: bool
    of_people: bool
    order: int
    description: str
    dims: tuple[str, ...]
    beside: tuple[str, ...]
    home: bool

    @classmethod
    def from_json(cls, code: str, data: dict[str, Any]) -> Self:
        """BadDefinition says what is missing or wrong."""
        if missing := [name for name in REQUIRED if not data.get(name)]:
            raise BadDefinition(code, f"thiếu {', '.join(missing)}")
        if unknown := sorted(set(data) - CONTENT_KEYS):
            raise BadDefinition(code, f"không biết {', '.join(unknown)}")
        try:
            return cls(code=code, **_read(data))
        except (BadExpression, ValueError) as error:
            raise BadDefinition(code, str(error)) from error

    @property
    def refs(self) -> list[MeasureRef]:
        return list(
            dict.fromkeys(refs(self.numerator) + (refs(self.denominator) if self.denominator else []))
        )

    @property
    def days_of_a_year(self) -> int:
        """What an annualized value is told for, in leap years too, as DHIS2 reckons."""
        return 365

    @property
    def is_ratio(self) -> bool:
        return self.denominator is not None

    @property
    def is_rank(self) -> bool:
        """A place among others: it is won or lost, never more or less by so many percent."""
        return self.unit == RANK


def _read(data: dict[str, Any]) -> dict[str, Any]:
    below, start = data.get("denominator"), data.get("series_start")
    dims = tuple(data.get("dims", ()))
    if len(dims) > MOST_DIMENSIONS:
        raise ValueError(f"quá {MOST_DIMENSIONS} chiều phân tổ")
    return {
        **{name: data[name] for name in ("name", "address", "unit", "group", "source", "numerator_words")},
        "numerator": parse(str(data["numerator"])),
        "denominator": parse(str(below)) if below else None,
        "denominator_words": data.get("denominator_words", ""),
        "factor": int(data.get("factor", 1)),
        "annualized": bool(data.get("annualized", False)),
        "decimals": int(data.get("decimals", 0)),
        "direction": Direction(data.get("direction", "neither")),
        "agg_time": Aggregation(data.get("agg_time", "sum")),
        "agg_org": Aggregation(data.get("agg_org", "sum")),
        "periods": tuple(PeriodKind(kind) for kind in data.get("periods", DEFAULT_PERIODS)),
        "series_start": start if start is None or isinstance(start, date) else date.fromisoformat(start),
        "public": bool(data.get("public", True)),
        "of_people": bool(data.get("of_people", True)),
        "order": int(data.get("order", 50)),
        "description": data.get("description", ""),
        "dims": dims,
        "beside": tuple(data.get("beside", ())),
        "home": bool(data.get("home", False)),
    }


DEFAULT_PERIODS = ("month", "quarter", "half", "nine_months", "year", "year_to_date")
CONTENT_KEYS = {
    *REQUIRED,
    "denominator",
    "denominator_words",
    "factor",
    "annualized",
    "decimals",
    "direction",
    "agg_time",
    "agg_org",
}
CONTENT_KEYS |= {
    "periods",
    "series_start",
    "public",
    "of_people",
    "order",
    "description",
    "dims",
    "beside",
    "home",
}
