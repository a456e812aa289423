"""What people file, where and when: certification and civil status most, then land, social policy and business.

No published count stands behind a weight of `data/work_mix.csv`; they are an invented but plausible mix.
"""

import csv
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random

from tinhso.onestop.bulk import Offer

DATA = Path(__file__).parents[1] / "data" / "work_mix.csv"
WITH_A_FORM, SELDOM = 4, 1  # of what the file does not name
SHARES = {"commune": 58, "district": 22, "province": 20}
"""Percent of a year's work by the level of the agency."""
CAST = 3  # to one dossier at an agency of the cast there are so many elsewhere
WEEKDAYS = (140, 105, 100, 95, 85)  # Monday to Friday
AFTER_TET, LONGEST_BREAK = timedelta(days=21), timedelta(days=6)
BUSIER = 1.4


@cache
def written() -> dict[str, int]:
    """The weight of each procedure that the file names."""
    with DATA.open(encoding="utf-8", newline="") as file:
        return {row["code"]: int(row["weight"]) for row in csv.DictReader(file)}


def often(offer: Offer) -> int:
    """How often that is filed at a place, beside the others there."""
    usual = WITH_A_FORM if offer.version.own_form else SELDOM
    return written().get(offer.version.procedure.code, usual)


def busy_agencies(by_agency: Mapping[int, Sequence[Offer]], seats: set[str], rng: Random) -> dict[int, int]:
    """How busy each agency is: its level's share, some more and some less; those of the cast make a quarter."""
    levels = [agency_offers[0].agency.level for agency_offers in by_agency.values()]
    found = {
        pk: 100_000
        * SHARES[agency_offers[0].agency.level]
        // levels.count(agency_offers[0].agency.level)
        * rng.randint(60, 140)
        // 100
        for pk, agency_offers in by_agency.items()
    }
    cast = [pk for pk, agency_offers in by_agency.items() if agency_offers[0].agency.code in seats]
    others = sum(n for pk, n in found.items() if pk not in cast)
    return found | dict.fromkeys(cast, others // (CAST * len(cast)) if cast else 0)


def busy_days(days: Sequence[date]) -> dict[date, float]:
    """How much ends on each working day: most on Mondays and in the three weeks after the long break of Tết."""
    found, until = {}, date.min
    for before, day in zip([days[0], *days], days, strict=False):
        if day - before > LONGEST_BREAK and day.month <= 3:
            until = day + AFTER_TET
        found[day] = WEEKDAYS[min(day.weekday(), 4)] * (BUSIER if day < until else 1)
    return found
