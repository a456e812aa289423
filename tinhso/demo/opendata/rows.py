"""The rows of an edition of an invented dataset: what each is about stays the same from year to year."""

from collections.abc import Iterator
from datetime import date, timedelta

from tinhso.demo.opendata.cells import Cell, Row, Series
from tinhso.demo.opendata.places import Places, chance

FIRST_YEAR = 2019


def headings(columns: str) -> list[str]:
    return [column.split("=")[0] for column in columns.split("|")]


def series_of(title: str, columns: str, places: Places) -> Series:
    kinds = (column.partition("=") for column in columns.split("|"))
    return Series(title, {heading: kind for heading, _, kind in kinds}, places)


def rows(basis: str, series: Series, year: int) -> Iterator[list[Cell]]:
    """The rows by the basis: communes, districts, district-months, months:N, days:N, rows:N or new:N.

    `rows` is a register: who was entered later than the edition is not in it yet. `new` are those of the year alone.
    """
    kind, _, many = basis.partition(":")
    for row in BASES[kind](series, year, int(many or 1)):
        cells = [row[heading] for heading in series.columns]
        if kind != "rows" or not _later(row):
            yield cells


def _later(row: Row) -> bool:
    """Whether the day by which it came into the register lies after the edition."""
    dated = (heading for heading, way in row.series.columns.items() if way.startswith("date:"))
    return any(row[heading] is None for heading in dated)


def _communes(series: Series, year: int, many: int) -> Iterator[Row]:
    for number, place in enumerate(series.places.communes, 1):
        yield Row(series, year, number, f"{place.district}/{place.name}", place, place.district)


def _districts(series: Series, year: int, many: int) -> Iterator[Row]:
    for number, district in enumerate(series.places.districts, 1):
        yield Row(series, year, number, district, None, district)


def _district_months(series: Series, year: int, many: int) -> Iterator[Row]:
    for month in range(1, 13):
        for number, district in enumerate(series.places.districts, 1):
            yield Row(series, year, number, district, None, district, date(year, month, 1))


def _months(series: Series, year: int, many: int) -> Iterator[Row]:
    for month in range(1, 13):
        yield from _several(series, date(year, month, 1), many)


def _days(series: Series, year: int, many: int) -> Iterator[Row]:
    for day in range((date(year + 1, 1, 1) - date(year, 1, 1)).days):
        yield from _several(series, date(year, 1, 1) + timedelta(day), many)


def _several(series: Series, day: date, many: int) -> Iterator[Row]:
    """One of each goods, station or group that the first column with a choice names."""
    way = next((way for way in series.columns.values() if way.startswith("choice:")), "choice:")
    named = way.partition(":")[2].split(",")
    for number in range(many):
        entity = named[number % len(named)]
        yield Row(series, day.year, number + 1, f"{entity}/{number}", day=day, entity=entity)


def _register(series: Series, year: int, many: int, *, of: str = "") -> Iterator[Row]:
    communes = series.places.communes
    for number in range(1, many + 1):
        place = communes[int(chance(series.title, number, of, "place") * len(communes))]
        yield Row(series, year, number, f"{number}{of}", place, place.district)


def _new(series: Series, year: int, many: int) -> Iterator[Row]:
    """Others each year, a few more of them; numbered anew."""
    count = many - 3 * (2023 - year) if many > 30 else many
    yield from _register(series, year, count, of=f"/{year}")


BASES = {
    "communes": _communes,
    "districts": _districts,
    "district-months": _district_months,
    "months": _months,
    "days": _days,
    "rows": _register,
    "new": _new,
}
