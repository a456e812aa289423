"""Synthetic recognitions of communes, rounds of assessment and published ranks; decision numbers are invented."""

from datetime import date, datetime, timedelta
from typing import Any

from tinhso.demo.indicators.self_scores import assess_communes
from tinhso.indicators.public import CriteriaSet, enter_rank, open_round, recognise_agency
from tinhso.kernel.people.public import SYSTEM, Agency

# How many communes were recognised from each day on, one decision a week: 47 as of 08/03/2024.
DECISIONS = ((date(2022, 9, 5), 15), (date(2023, 2, 6), 30), (date(2024, 1, 15), 2))
MINISTRY = "Bộ Thông tin và Truyền thông"
MADE = "Minh họa của bản trình diễn, không phải thứ hạng thật"
ILLUSTRATED = (
    ("par", 2021, 22),
    ("par", 2022, 19),
    ("sipas", 2021, 27),
    ("sipas", 2022, 24),
    ("papi", 2021, 31),
    ("papi", 2022, 28),
    ("pci", 2021, 33),
    ("pci", 2022, 30),
)
RANKS: tuple[tuple[str, int, int, int | None, int | None, str], ...] = (
    ("dti", 2020, 15, 63, 2021, f"{MINISTRY} (năm công bố chưa kiểm chứng)"),
    ("dti", 2021, 12, 63, 2022, f"{MINISTRY} (năm công bố chưa kiểm chứng)"),
    ("dti", 2022, 15, 63, 2023, MINISTRY),
    (
        "ict",
        2020,
        50,
        63,
        None,
        f"{MINISTRY}; suy ra từ “tăng 35 bậc so với 2020”, chưa đối chiếu văn bản gốc",
    ),
    ("ict", 2022, 15, 63, 2023, MINISTRY),
    *((index, year, rank, 63, year + 1, MADE) for index, year, rank in ILLUSTRATED),
)
"""The index, the year assessed, the rank, among how many, the year it came out, and who says so. ICT ranked nobody for
2021; the 35 places that the province won since 2020 are those of this index."""
ROUNDS_BEFORE = (2022, 2023)  # of the communes, before this year's
ROUNDS = {"dti_co_quan": "so-tttt", "xa": "so-tttt", "dti_tinh": "so-tttt", "doanh_nghiep": "so-tttt"}


def create_assessments(*, now: datetime) -> None:
    """Ranks, a round of the year for each set, and the recognitions up to today."""
    for index, year, rank, n, published, source in RANKS:
        known: dict[str, Any] = {
            "assessed_year": year,
            "rank": rank,
            "n": n,
            "published_year": published,
            "source": source,
        }
        enter_rank(index=index, by=SYSTEM, now=now, **known)
    sets = {one.code: one for one in CriteriaSet.objects.order_by("version")}
    for code, seat in ROUNDS.items():
        verifier = _agency(seat, now.date())
        ends = date(now.year, 12, 15)
        open_round(criteria=sets[code], year=now.year, verifier=verifier, closes_on=ends, by=SYSTEM, now=now)
    for year in ROUNDS_BEFORE:
        closes = date(year, 12, 20)
        verifier = _agency(ROUNDS["xa"], now.date())
        open_round(criteria=sets["xa"], year=year, verifier=verifier, closes_on=closes, by=SYSTEM, now=now)
    _recognise(sets["xa"], now=now)


def _agency(code: str, day: date) -> Agency:
    """That department, or on a later day the one that has its duties."""
    found = Agency.objects.on(day).filter(code__in=[code, "so-khcn"]).order_by("-code").first()
    assert found is not None
    return found


def _recognise(criteria: CriteriaSet, *, now: datetime) -> None:
    """Every eleventh commune of 2022, so that all districts have some, each after its own assessment; some of those between failed."""
    first = DECISIONS[0][0]
    communes = list(Agency.objects.on(first).filter(level="commune", kind="committee").order_by("code"))
    chosen = iter(communes[::11])
    number, decided = 100, []
    for begins, many in DECISIONS:
        for week in range(many):
            day, agency = begins + timedelta(weeks=week), next(chosen)
            number += 37
            words: dict[str, Any] = {"number": f"{number}/QĐ-MP", "decided_on": day, "synthetic": True}
            recognise_agency(criteria=criteria, agency=agency, by=SYSTEM, now=now, **words)
            decided.append((agency, day))
    recognised = {agency for agency, _day in decided}
    assess_communes(criteria, decided, [one for one in communes[5::45] if one not in recognised], now=now)
