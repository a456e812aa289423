"""Posts of the demo: where they stand before and after the reforms, and who holds one."""

from dataclasses import dataclass
from datetime import date

from tinhso.kernel.people.roles import Role

SINCE = date(2023, 1, 1)
DEPARTMENTS_MERGED = date(2025, 3, 1)  # Sở TT&TT into Sở KH&CN
TWO_LEVELS = date(2025, 7, 1)  # huyện Hà Trung into its communes


@dataclass(frozen=True)
class Seat:
    """Where a post stands (codes of agencies): before the day `moves`, and after it."""

    agency: str
    later: str = ""
    moves: date | None = None


@dataclass(frozen=True)
class Officer:
    """One officer, what the post is, and what one can try as this person."""

    username: str
    name: str
    title: str
    roles: tuple[type[Role], ...]
    seat: Seat
    tries: str = ""


POST_OFFICE = Seat("so-tttt", "so-khcn", DEPARTMENTS_MERGED)
HA_TRUNG = Seat("ubnd-huyen-392", "ubnd-xa-15271", TWO_LEVELS)
SO_DESK = Seat("mot-cua-so-tttt", "mot-cua-so-khcn", DEPARTMENTS_MERGED)
HA_TRUNG_DESK = Seat("mot-cua-huyen-392", "mot-cua-xa-15271", TWO_LEVELS)
COMMUNE = Seat("ubnd-xa-15271", "ubnd-xa-15274", TWO_LEVELS)  # the town's people, then those of a new commune
COMMUNE_DESK = Seat("mot-cua-xa-15271", "mot-cua-xa-15274", TWO_LEVELS)
