"""Synthetic recognitions of communes, rounds of assessment and published ranks; decision numbers are invented."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from tinhso.indicators.public import CriteriaSet, enter_plan, enter_rank, open_round, recognise_agency
from tinhso.kernel.people.public import SYSTEM, Agency

# How many communes were recognised from each day on, one decision a week: 47 as of 08/03/2024.
DECISIONS = ((date(2022, 9, 5), 15), (date(2023, 2, 6), 30), (date(2024, 1, 15), 2))
RANKS = (
    ("dti", 2020, 50, 63, 2021, "Bộ Thông tin và Truyền thông (năm công bố chưa kiểm chứng)"),
    ("dti", 2022, 15, 63, 2023, "Bộ Thông tin và Truyền thông"),
    ("ict", 2022, 15, None, 2023, "Bộ Thông tin và Truyền thông; số tỉnh được xếp hạng chưa kiểm chứng"),
)
ROUNDS = {"dti_co_quan": "so-tttt", "xa": "so-tttt", "dti_tinh": "so-tttt"}


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
    _recognise(sets["xa"], now=now)
    _plans(now=now)


def _agency(code: str, day: date) -> Agency:
    """That department, or on a later day the one that has its duties."""
    found = Agency.objects.on(day).filter(code__in=[code, "so-khcn"]).order_by("-code").first()
    assert found is not None
    return found


def _recognise(criteria: CriteriaSet, *, now: datetime) -> None:
    """Every eleventh commune of 2022, so that all districts have some."""
    first = DECISIONS[0][0]
    communes = Agency.objects.on(first).filter(level="commune", kind="committee").order_by("code")
    chosen = iter(list(communes)[::11])
    verifier = _agency("so-tttt", now.date())
    number = 100
    for begins, many in DECISIONS:
        for week in range(many):
            day, agency = begins + timedelta(weeks=week), next(chosen)
            number += 37
            words: dict[str, Any] = {"number": f"{number}/QĐ-MP", "decided_on": day, "synthetic": True}
            recognise_agency(criteria=criteria, agency=agency, verifier=verifier, by=SYSTEM, now=now, **words)


def _plans(*, now: datetime) -> None:
    """The task that QĐ 969 gives (communes of each year), and an invented plan of 2023 with its theme."""
    task = "QĐ 969/QĐ-UBND ngày 18/3/2022"
    wanted = (("2022", 94), ("2023", 132), ("2024", 133), ("2025", 118))
    enter_plan(
        number="969/QĐ-UBND",
        address="qd-969",
        words={"name": "Nhiệm vụ chuyển đổi số cấp xã 2022-2025", "legal_basis": task},
        begins=date(2022, 3, 18),
        ends=date(2026, 1, 1),
        targets=[("indicators.communes_recognised", year, Decimal(n), task) for year, n in wanted],
        by=SYSTEM,
        now=now,
    )
    made = "Kế hoạch mô phỏng của bản trình diễn"
    enter_plan(
        number="01/KH-MP",
        address="ke-hoach-2023",
        words={
            "name": "Kế hoạch chuyển đổi số năm 2023",
            "legal_basis": made,
            "theme": "Dữ liệu số: tạo lập, khai thác để tạo ra giá trị",
            "synthetic": True,
        },
        begins=date(2023, 1, 1),
        ends=date(2024, 1, 1),
        targets=[("onestop.on_time_rate", "2023", Decimal(98), made)],
        by=SYSTEM,
        now=now,
    )
