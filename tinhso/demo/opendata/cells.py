"""The kinds of columns of an invented dataset, and the rows that hold them.

Nothing is drawn in turn: a value follows from its series (the title without the year), what the row is about, the
heading and the year, or from other cells of its row. So editions go on from each other, and parts fit their whole.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from tinhso.demo.opendata.places import (
    Place,
    Places,
    chance,
    hectares,
    households_of,
    people,
)

FIRMS = (
    "Sông Lam Xanh",
    "Đại Thành",
    "Bình Minh",
    "Hoa Sen",
    "Tân Tiến",
    "An Phú",
    "Phương Nam",
    "Việt Hưng",
)
OFFICES = tuple(f"Cơ quan {number:02} (mô phỏng)" for number in range(1, 61))
EMPTY = 0.01  # so many measured cells say that there is no figure
NEAR = 0.018  # degrees of the middle of its commune, at most: two kilometres
Cell = str | int | float | date | bool | None


@dataclass(frozen=True)
class Series:
    """What the editions of a dataset share: the title without its year, and its columns (heading to kind)."""

    title: str
    columns: dict[str, str]
    places: Places


@dataclass
class Row:
    """One row of one year's edition; `key` is what it is about and stays the same from year to year."""

    series: Series
    year: int
    number: int
    key: str
    place: Place | None = None
    district: str = ""
    day: date | None = None
    entity: str = ""  # of several a month or a day: which of them
    cells: dict[str, Cell] = field(default_factory=dict)

    def chance(self, heading: str, *more: object) -> float:
        return chance(self.series.title, self.key, heading, *more)

    def __getitem__(self, heading: str) -> Cell:
        if heading not in self.cells:
            kind, _, words = self.series.columns[heading].partition(":")
            self.cells[heading] = KINDS[kind](self, heading, words)
        return self.cells[heading]

    def amount(self, heading: str) -> float:
        """A number of the row, 0 where it has none."""
        value = self[heading]
        return value if isinstance(value, int | float) else 0

    def a_year_before(self) -> "Row":
        day = self.day and self.day.replace(year=self.year - 1, day=min(self.day.day, 28))
        return Row(
            self.series, self.year - 1, self.number, self.key, self.place, self.district, day, self.entity
        )

    def where(self) -> tuple[Place, ...]:
        """The communes that the row is about."""
        return (self.place,) if self.place else self.series.places.of(self.district)

    def months(self) -> int:
        return self.year * 12 + (self.day.month if self.day else 12)


def _bounds(words: str) -> tuple[float, float]:
    low, high = words.split(":")[-2:]
    return float(low), float(high)


def _level(row: Row, heading: str, low: float, high: float, skew: float = 1.0) -> float:
    """A level of its own between the bounds, a season where there are months, a slow way up, and a little noise."""
    first = low + (high - low) * row.chance(heading) ** skew
    slope = 0.01 + 0.03 * chance(row.series.title, heading)
    value = first * (1 + slope) ** (row.year - 2023)
    if row.day:
        turn = row.day.timetuple().tm_yday / 365 + chance(row.series.title, heading, "season")
        value *= 1 + 0.07 * math.sin(2 * math.pi * turn)
    value *= 0.98 + 0.04 * row.chance(heading, row.year, row.day)
    return min(max(value, low), high)


def _empty(row: Row, heading: str) -> bool:
    return row.chance(heading, "empty", row.year, row.day) < EMPTY


def _whole(row: Row, heading: str, words: str) -> Cell:
    return None if _empty(row, heading) else round(_level(row, heading, *_bounds(words), 1.4))


def _money(row: Row, heading: str, words: str) -> Cell:
    """Large amounts, as skewed as amounts are, in whole hundreds."""
    low, high = _bounds(words)
    if _empty(row, heading):
        return None
    return int(round(_level(row, heading, low, high, 3.0), -2 if high > 100_000 else 0))


def _decimal(row: Row, heading: str, words: str) -> Cell:
    return None if _empty(row, heading) else round(_level(row, heading, *_bounds(words)), 2)


def _falling(row: Row, heading: str, words: str) -> Cell:
    """A rate that goes down by a sixth a year."""
    low, high = _bounds(words)
    return round(max(low, (low + (high - low) * row.chance(heading) ** 2) * 0.85 ** (row.year - 2021)), 2)


def _fixed(row: Row, heading: str, words: str) -> Cell:
    """What does not change: a size, a class, a year of building."""
    low, high = _bounds(words)
    value = low + (high - low) * row.chance(heading)
    whole = "." not in words and low == int(low)
    return round(value) if whole else round(value, 2)


def _size(row: Row, heading: str, words: str) -> Cell:
    low, high = _bounds(words)
    return round(low + (high - low) * row.chance(heading), 2)


def _share(row: Row, heading: str, words: str) -> Cell:
    """A part of another column, between so many percent of it."""
    of, low, high = words.rsplit(":", 2)
    percent = _level(row, heading, float(low), float(high))
    return None if row[of] is None else int(row.amount(of) * percent / 100)


def _rate(row: Row, heading: str, words: str) -> Cell:
    part, whole = words.split(":")
    if row[part] is None or not row.amount(whole):
        return None
    return round(100 * row.amount(part) / row.amount(whole), 2)


def _above(row: Row, heading: str, words: str) -> Cell:
    """So many times another column."""
    of, low, high = words.rsplit(":", 2)
    if row[of] is None:
        return None
    value = row.amount(of) * (float(low) + (float(high) - float(low)) * row.chance(heading))
    whole = isinstance(row[of], int)
    return round(value, 2) if not whole else int(round(value, -3 if value > 100_000 else 0))


def _price(row: Row, heading: str, words: str) -> Cell:
    """What the goods cost in 2023, about: one price for each word of the column that names them."""
    way = next(way for way in row.series.columns.values() if way.startswith("choice:"))
    usual = float(words.split(",")[way.partition(":")[2].split(",").index(row.entity)])
    return int(round(_level(row, heading, 0.9 * usual, 1.1 * usual), -2))


def _change(row: Row, heading: str, words: str) -> Cell:
    """Percent more or less than the same a year before."""
    before = row.a_year_before()
    if row[words] is None or not before.amount(words):
        return None
    return round(100 * row.amount(words) / before.amount(words) - 100, 2)


def _tonnes(row: Row, heading: str, words: str) -> Cell:
    """Hectares (of several columns) times quintals."""
    areas, quintals = words.split(":")
    return round(sum(row.amount(one) for one in areas.split("+")) * row.amount(quintals) / 10)


def _index(row: Row, heading: str, words: str) -> Cell:
    """The level of a month beside that of `back` months ago, in percent: the twelve of a year multiply to the yearly one."""
    back, spread = words.split(":")
    now, then = row.months(), row.months() - int(back)
    return round(100 * _hidden(row, now, float(spread)) / _hidden(row, then, float(spread)), 2)


def _hidden(row: Row, month: int, spread: float) -> float:
    slope = 0.0005 + 0.003 * chance(row.series.title, row.entity)
    season = math.sin(2 * math.pi * (month % 12) / 12 + 6 * chance(row.entity))
    noise = chance(row.series.title, row.entity, month) - 0.5
    return math.exp(slope * (month - 2019 * 12) + spread * (0.6 * season + noise))


def _so_far(row: Row, heading: str, words: str) -> Cell:
    """What has come together since January, in percent of the year's plan."""
    low, high = _bounds(words)
    end = low + (high - low) * row.chance(heading, row.year)
    return round(end * ((row.day.month if row.day else 12) / 12), 2)


def _density(row: Row, heading: str, words: str) -> Cell:
    return round(people(row.where(), row.year) / (hectares(row.where()) / 100))


def _land(row: Row, heading: str, words: str) -> Cell:
    """A kind of land: the kinds of a district make up its area, and a little is built over each year."""
    area, built = hectares(row.where()), 0.12 + 0.1 * row.chance("built") + 0.002 * (row.year - 2020)
    unused = 0.01 + 0.05 * row.chance("unused")
    shares = {"built": built, "unused": unused, "farm": 1 - built - unused}
    return round(area * shares[words], 2)


def _persons(row: Row, heading: str, words: str) -> Cell:
    """So many of a thousand people, in a year or in a month."""
    return round(
        people(row.where(), row.year)
        * float(words)
        / 1000
        * (0.97 + 0.06 * row.chance(heading, row.year, row.day))
    )


def _day(row: Row, heading: str, words: str) -> Cell:
    """A day between two years; none where it is later than the edition: it has not come yet."""
    low, high = (int(word) for word in words.split(":"))
    day = date(low, 1, 1) + timedelta(int(row.chance(heading) * ((high - low + 1) * 365)))
    return day if day.year <= row.year else None


def _within(row: Row, heading: str, words: str) -> Cell:
    """A working day of the year of the edition."""
    day = date(row.year, 1, 2) + timedelta(int(row.chance(heading) * 360))
    return day + timedelta(
        (7 - day.weekday()) % 7
        if day.weekday() > 4 and day.month < 12
        else -(day.weekday() > 4) * (day.weekday() - 4)
    )


def _after(row: Row, heading: str, words: str) -> Cell:
    """Days after another column."""
    of, low, high = words.rsplit(":", 2)
    begin = row[of]
    days = int(float(low) + (float(high) - float(low)) * row.chance(heading))
    return begin + timedelta(days) if isinstance(begin, date) else None


def _reached(row: Row, heading: str, words: str) -> Cell:
    """A grade for whom another column has a day, else the last word."""
    of, _, rest = words.partition(":")
    *grades, none = rest.split(",")
    return none if row[of] is None else grades[int(row.chance(heading) * len(grades))]


def _criteria(row: Row, heading: str, words: str) -> Cell:
    """All of them for whom another column has a day, else some."""
    of, most, low, high = words.rsplit(":", 3)
    return (
        int(most)
        if row[of] is not None
        else int(float(low) + (float(high) - float(low)) * row.chance(heading))
    )


def _graded(row: Row, heading: str, words: str) -> Cell:
    """A word by another column: `least,word` from the best down."""
    of, _, steps = words.partition(":")
    pairs = [step.split("<") for step in steps.split(",")]
    return next(word for least, word in pairs if row.amount(of) >= float(least))


def _rain(row: Row, heading: str, words: str) -> Cell:
    """Dry on most days, more in the months of storms; stations of a day have the same weather."""
    wet = 0.5 if row.day and row.day.month in {8, 9, 10} else 0.2
    if chance(row.series.title, "wet", row.day) >= wet:
        return 0.0
    return round(-18 * math.log(1 - row.chance(heading, row.day) * 0.999), 1)


def _warmth(row: Row, heading: str, words: str) -> Cell:
    """Cold in January, hot in June, much the same at the stations of a province."""
    turn = (row.day.timetuple().tm_yday if row.day else 180) / 365
    return round(
        24 - 7 * math.cos(2 * math.pi * (turn - 0.04)) + 4 * chance("warmth", row.day) + row.chance(heading),
        1,
    )


def _choice(row: Row, heading: str, words: str) -> Cell:
    """What the row is about where several stand for each month or day, else a word that stays."""
    named = words.split(",")
    return row.entity if row.entity in named else named[int(row.chance(heading) * len(named))]


def _name(row: Row, heading: str, words: str) -> Cell:
    where = row.place.name if row.place else row.district
    return f"{words} {where} {row.number % 7 + 1}"


def _place(row: Row, heading: str, words: str) -> Cell:
    communes = row.series.places.communes
    return f"Bến {communes[int(row.chance(heading) * len(communes))].name}"


def _clock(row: Row, heading: str, words: str) -> Cell:
    """Between two hours, by the quarter."""
    low, high = _bounds(words or "5:7")
    quarters = int((high - low) * 4 * row.chance(heading))
    return f"{int(low) + quarters // 4}:{quarters % 4 * 15:02}"


def _near(which: str) -> Callable[[Row, str, str], Cell]:
    def coordinate(row: Row, heading: str, words: str) -> Cell:
        middle = getattr(row.place or row.where()[0], which)
        return round(middle + NEAR * (row.chance(which) - 0.5), 5)

    return coordinate


KINDS: dict[str, Callable[[Row, str, str], Cell]] = {
    "district": lambda row, heading, words: row.district,
    "commune": lambda row, heading, words: row.place.name if row.place else "",
    "code": lambda row, heading, words: f"{words}-{row.number:05}",
    "name": _name,
    "firm": lambda row, heading, words: (
        f"{words} {FIRMS[int(row.chance('firm') * len(FIRMS))]} {row.number} (mô phỏng)"
    ),
    "place": _place,
    "unit": lambda row, heading, words: OFFICES[(row.number - 1) % len(OFFICES)],
    "int": _whole,
    "money": _money,
    "dec": _decimal,
    "falling": _falling,
    "fixed": _fixed,
    "size": _size,
    "share": _share,
    "rate": _rate,
    "above": _above,
    "price": _price,
    "change": _change,
    "tonnes": _tonnes,
    "index": _index,
    "sofar": _so_far,
    "people": lambda row, heading, words: people(row.where(), row.year),
    "households": lambda row, heading, words: sum(households_of(one, row.year) for one in row.where()),
    "density": _density,
    "land": _land,
    "persons": _persons,
    "choice": _choice,
    "reached": _reached,
    "criteria": _criteria,
    "graded": _graded,
    "yesno": lambda row, heading, words: "Có" if row.chance(heading) < 0.8 else "Không",
    "date": _day,
    "within": _within,
    "after": _after,
    "day": lambda row, heading, words: row.day,
    "month": lambda row, heading, words: f"{row.day:%Y-%m}" if row.day else None,
    "clock": _clock,
    "rain": _rain,
    "warmth": _warmth,
    "lat": _near("lat"),
    "lon": _near("lon"),
}
