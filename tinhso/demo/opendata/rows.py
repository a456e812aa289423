"""Invents the rows of an open dataset of the demo: plausible for its theme, the same for the same name, of nobody."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

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
SOUTH, NORTH, WEST, EAST = 19.35, 20.55, 104.6, 106.0  # about the province of the pack
EMPTY = 0.01  # so many cells of a typed column say that there is no figure
Cell = str | int | float | date | bool | None


@dataclass(frozen=True)
class Places:
    """Names of the day: the districts (of the two-level province: the communes), and pairs (district, commune)."""

    districts: tuple[str, ...]
    communes: tuple[tuple[str, str], ...]


@dataclass
class Line:
    """What the cells of one row have in common."""

    random: Random
    number: int
    district: str
    commune: str
    day: date
    offices: tuple[str, ...]


def headings(columns: str) -> list[str]:
    return [column.split("=")[0] for column in columns.split("|")]


def rows(basis: str, columns: str, year: int, places: Places, random: Random) -> Iterator[list[Cell]]:
    """The rows by the basis: communes, districts, district-months, months:N, days:N or rows:N."""
    ways = [column.split("=")[1] for column in columns.split("|")]
    offices = tuple(f"Cơ quan {number:02} (mô phỏng)" for number in range(1, 61))
    for number, (district, commune, day) in enumerate(_bases(basis, year, places, random), 1):
        line = Line(random, number, district, commune, day, offices)
        yield [_cell(way, line) for way in ways]


def _bases(basis: str, year: int, places: Places, random: Random) -> Iterator[tuple[str, str, date]]:
    kind, _, many = basis.partition(":")
    first = date(year, 1, 1)
    if kind == "communes":
        yield from ((district, commune, first) for district, commune in places.communes)
    elif kind == "districts":
        yield from ((district, "", first) for district in places.districts)
    elif kind == "district-months":
        yield from ((d, "", date(year, month, 1)) for month in range(1, 13) for d in places.districts)
    elif kind == "months":
        yield from (("", "", date(year, month, 1)) for month in range(1, 13) for _ in range(int(many)))
    elif kind == "days":
        days = (date(year + 1, 1, 1) - first).days
        yield from (("", "", first + timedelta(n)) for n in range(days) for _ in range(int(many)))
    else:
        yield from ((*random.choice(places.communes), first) for _ in range(int(many)))


def _cell(way: str, line: Line) -> Cell:
    kind, _, words = way.partition(":")
    if kind in DECLINED and line.random.random() < EMPTY:
        return None
    return CELLS[kind](line, words)


def _bounds(words: str) -> tuple[float, float]:
    low, high = words.split(":")
    return float(low), float(high)


def _whole(line: Line, words: str) -> int:
    low, high = _bounds(words)
    return round(line.random.triangular(low, high, low + (high - low) / 3))


def _money(line: Line, words: str) -> int:
    """Large amounts, as skewed as amounts are, in whole hundreds."""
    low, high = _bounds(words)
    return round(low + (high - low) * line.random.random() ** 3, -2 if high > 100_000 else 0).__int__()


def _day(line: Line, words: str) -> date:
    low, high = words.split(":")
    return date(int(low), 1, 1) + timedelta(line.random.randrange((int(high) - int(low) + 1) * 365))


def _rain(line: Line, words: str) -> float:
    """Dry on most days, more in the months of storms."""
    wet = 0.5 if line.day.month in {8, 9, 10} else 0.2
    return round(line.random.expovariate(1 / 18), 1) if line.random.random() < wet else 0.0


CELLS: dict[str, Callable[[Line, str], Cell]] = {
    "district": lambda line, words: line.district,
    "commune": lambda line, words: line.commune,
    "code": lambda line, words: f"{words}-{line.number:05}",
    "name": lambda line, words: f"{words} {line.commune or line.district} {line.number % 7 + 1}",
    "firm": lambda line, words: f"{words} {line.random.choice(FIRMS)} {line.number} (mô phỏng)",
    "place": lambda line, words: f"Bến {line.commune}",
    "unit": lambda line, words: line.offices[(line.number - 1) % len(line.offices)],
    "int": _whole,
    "money": _money,
    "dec": lambda line, words: round(line.random.uniform(*_bounds(words)), 2),
    "choice": lambda line, words: line.random.choice(words.split(",")),
    "yesno": lambda line, words: "Có" if line.random.random() < 0.8 else "Không",
    "date": _day,
    "day": lambda line, words: line.day,
    "month": lambda line, words: f"{line.day:%Y-%m}",
    "clock": lambda line, words: f"{5 + line.number % 3}:{line.random.choice((0, 15, 30, 45)):02}",
    "rain": _rain,
    "lat": lambda line, words: round(line.random.uniform(SOUTH, NORTH), 5),
    "lon": lambda line, words: round(line.random.uniform(WEST, EAST), 5),
}
DECLINED = {"int", "dec", "money", "date"}
