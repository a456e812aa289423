"""Where the rows of an invented dataset lie, and what is the same in every dataset: people, households, land."""

from dataclasses import dataclass
from functools import cache
from hashlib import blake2b

FEWEST, MOST = 2900, 13_500  # people of a commune in 2023
GROWTH = 0.006  # a year
HOUSEHOLD = 3.6
SMALLEST, LARGEST = 700, 9800  # hectares of a commune


def chance(*of: object) -> float:
    """A number in [0, 1) that follows from these words alone."""
    raw = blake2b("\x1f".join(map(str, of)).encode(), digest_size=7).digest()
    return int.from_bytes(raw) / 2**56


@dataclass(frozen=True)
class Place:
    """A commune with its district (of the two-level province: with itself) and about where its middle is."""

    district: str
    name: str
    lat: float
    lon: float


@dataclass(frozen=True)
class Places:
    """The districts of the day (of the two-level province: the communes), and the communes in them."""

    districts: tuple[str, ...]
    communes: tuple[Place, ...]

    def of(self, district: str) -> tuple[Place, ...]:
        return _by_district(self.communes).get(district, ())


@cache
def _by_district(communes: tuple[Place, ...]) -> dict[str, tuple[Place, ...]]:
    found: dict[str, list[Place]] = {}
    for place in communes:
        found.setdefault(place.district, []).append(place)
    return {district: tuple(names) for district, names in found.items()}


@cache
def people_of(place: Place, year: int) -> int:
    """The average population of the year: the same wherever it is asked, a little more each year."""
    middle = FEWEST + (MOST - FEWEST) * chance("people", place.district, place.name) ** 1.5
    return round(middle * (1 + GROWTH) ** (year - 2023))


def households_of(place: Place, year: int) -> int:
    return round(people_of(place, year) / HOUSEHOLD)


@cache
def hectares_of(place: Place) -> float:
    return round(SMALLEST + (LARGEST - SMALLEST) * chance("land", place.district, place.name) ** 2, 2)


def people(places: tuple[Place, ...], year: int) -> int:
    return sum(people_of(place, year) for place in places)


def hectares(places: tuple[Place, ...]) -> float:
    return round(sum(hectares_of(place) for place in places), 2)
