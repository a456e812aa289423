"""How the communes and some firms scored themselves, with evidence, and how that was verified: synthetic."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random

from tinhso.indicators.bulk import (
    Assessed,
    Criterion,
    Scored,
    copy_assessments,
    criteria_of,
    firm_of,
    round_of,
)
from tinhso.indicators.public import CriteriaSet
from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.people.public import Agency, Person
from tinhso.kernel.site.clock import HANOI

BEGUN, SUBMITTED, VERIFIED = timedelta(days=40), timedelta(days=33), timedelta(days=14)
"""So long before the decision."""
PASSED, FAILED = (0.82, 1.0), (0.45, 0.75)  # parts of the greatest score
LESS = 0.3  # of the scores so many were verified a little lower
REASON = "Tài liệu kiểm chứng chưa đủ cho phần còn lại (mô phỏng)."
FIRMS = (
    ("9900000101", "Công ty TNHH Dệt may Sông Mã (mô phỏng)", 0.78),
    ("9900000102", "Hợp tác xã Nông sản Pù Luông (mô phỏng)", 0.52),
    ("9900000103", "Công ty cổ phần Đá ốp lát Lam Kinh (mô phỏng)", 0.61),
    ("9900000104", "Công ty TNHH Du lịch Sầm Sơn (mô phỏng)", 0.7),
)


def assess_communes(
    criteria: CriteriaSet, decided: Sequence[tuple[Agency, date]], others: Sequence[Agency], *, now: datetime
) -> int:
    """The recognised ones before their decision; `others` in the round of last year, verified but not recognised."""
    rng = Random(969)  # noqa: S311 - invents scores
    lines = criteria_of(criteria)
    rounds = {year: round_of(criteria, year) for year in {_year(day) for _agency, day in decided}}
    assessed = [
        _assessed(lines, rng, at(day), agency=agency, round=rounds[_year(day)], parts=PASSED)
        for agency, day in decided
    ]
    last = max(rounds)
    day = min(date(last, 12, 18), now.date())
    assessed += [
        _assessed(lines, rng, at(day), agency=one, round=rounds[last], parts=FAILED) for one in others
    ]
    return copy_assessments(assessed, by=SYSTEM, verifier=SYSTEM)


def _year(day: date) -> int:
    """The round that precedes a decision: one of January was prepared the year before."""
    return (day - BEGUN).year


def assess_firms(*, now: datetime) -> int:
    """Some firms of this year's round by the person who acts for each; the last still waits to be verified."""
    rng = Random(1970)  # noqa: S311 - invents scores
    criteria = CriteriaSet.objects.filter(code="doanh_nghiep").order_by("-version")[0]
    round_ = round_of(criteria, now.year)
    lines = criteria_of(criteria)
    people = Person.objects.filter(kind=Person.Kind.CITIZEN).order_by("-pk")[: len(FIRMS)]
    assessed = []
    for n, ((code, name, part), person) in enumerate(zip(FIRMS, people, strict=False)):
        one = _assessed(
            lines,
            rng,
            now - timedelta(days=2 * n),
            round=round_,
            parts=(part - 0.1, part + 0.1),
            firm=firm_of(code, name),
            person=person,
            waits=n == len(FIRMS) - 1,
        )
        assessed.append(one)
    return copy_assessments(assessed, by=SYSTEM, verifier=SYSTEM)


def at(day: date) -> datetime:
    return datetime.combine(day, time(9), HANOI)


def _assessed(
    lines: Sequence[Criterion],
    rng: Random,
    decided: datetime,
    *,
    parts: tuple[float, float],
    waits: bool = False,
    **whose: object,
) -> Assessed:
    begun = decided - BEGUN
    scores = list(_scores(lines, rng, parts, begun.date()))
    moments = {"begun_at": begun, "submitted_at": decided - SUBMITTED}
    verified = None if waits else decided - VERIFIED
    return Assessed(scores=scores, **moments, verified_at=verified, **whose)  # type: ignore[arg-type]


def _scores(
    lines: Sequence[Criterion], rng: Random, parts: tuple[float, float], day: date
) -> Iterator[Scored]:
    """In half points; what is verified is never more than what was claimed."""
    for line in lines:
        most = float(line.points or 0)
        points = Decimal(round(most * min(1.0, rng.uniform(*parts)) * 2)) / 2
        less = points >= 1 and rng.random() < LESS
        explanation = (
            f"Báo cáo số {rng.randint(10, 480)}/BC ngày {day:%d/%m/%Y} và tài liệu kèm theo (mô phỏng)"
        )
        yield Scored(
            line, points, explanation, points - Decimal("0.5") if less else points, REASON if less else ""
        )
