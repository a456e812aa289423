"""What the department of post and telecom reported: synthetic months, quarters and plans, by the deeds of officers.

Calibrated, unrounded: revenue of 2023 is 4.900 tỷ đồng, of 2022 4.784,2 and the plan of 2023 4.800,2, so that
rounded half up it is 102,42% of the year before and 102,08% of the plan. Stocks at the end of 2023 are of the size
that the province published; everything else is invented.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from tinhso.indicators.public import (
    DataEntry,
    DataSet,
    approve_entry,
    complete_entry,
    lock_entry,
    save_values,
)
from tinhso.kernel.people.public import Actor, Agency, User, actor_of
from tinhso.kernel.site.clock import HANOI
from tinhso.lib.periods import Period

MONTHS, QUARTERS = "doanh-thu-buu-chinh-vien-thong-thang", "ha-tang-buu-chinh-vien-thong-quy"
PLANS = "ke-hoach-buu-chinh-vien-thong-nam"
AGENCY = "so-tttt"
FIRST_POSTS = date(2023, 1, 1)  # before it the cast holds no posts: they enter what came earlier later
REVENUE = {2022: Decimal("4784.2"), 2023: Decimal("4900"), 2024: Decimal("5096")}
PLANNED = {2022: Decimal("4690"), 2023: Decimal("4800.2"), 2024: Decimal("5050")}
POST_SHARE = Decimal("0.118")
WEIGHTS = (86, 79, 83, 81, 82, 82, 83, 83, 84, 84, 85, 88)  # Tết in January, the end of the year in December
Numbers = dict[tuple[str, tuple[str, ...]], Decimal | None]


@dataclass(frozen=True)
class PostReport:
    """One report: which data set, for which period, its numbers, and how far it has come."""

    data_set: str
    period: Period
    numbers: Numbers
    goes: str = "locked"


def create_post_numbers(*, now: datetime) -> None:
    """Enter, complete, approve and lock every report as its officers did, on days before `now`."""
    for numbers in [*plans(), *months(), *quarters()]:
        _report(numbers, now)


def spread(total: Decimal, weights: tuple[int, ...]) -> list[Decimal]:
    """The total in thousandths by largest remainder: the parts add up to it exactly."""
    units, whole = int(total * 1000), sum(weights)
    parts = [units * weight // whole for weight in weights]
    rest = sorted(range(len(weights)), key=lambda n: -(units * weights[n] % whole))
    for n in rest[: units - sum(parts)]:
        parts[n] += 1
    return [Decimal(part) / 1000 for part in parts]


def revenue(total: Decimal) -> tuple[Decimal, Decimal]:
    """Post and telecom."""
    post = round(total * POST_SHARE, 3)
    return post, total - post


def _services(post: Decimal, telecom: Decimal) -> Numbers:
    return {("post.revenue", ("post",)): post, ("post.revenue", ("telecom",)): telecom}


def plans() -> Iterator[PostReport]:
    for year, total in PLANNED.items():
        yield PostReport(PLANS, Period.parse(str(year)), _services(*revenue(total)))


def months() -> Iterator[PostReport]:
    """All of 2022 and 2023, then January and February 2024; the last one still waits for its approval."""
    for year, total in REVENUE.items():
        post, telecom = (spread(part, WEIGHTS) for part in revenue(total))
        for n in range(12 if year < 2024 else 2):
            goes = "submitted" if (year, n) == (2024, 1) else "locked"
            yield PostReport(MONTHS, Period.parse(f"{year}{n + 1:02}"), _services(post[n], telecom[n]), goes)


def quarters() -> Iterator[PostReport]:
    """Stocks that grow evenly from the first quarter of 2022 to the last of 2023."""
    for n in range(8):
        yield PostReport(QUARTERS, Period.parse(f"{2022 + n // 4}Q{n % 4 + 1}"), _stocks(n))


def _stocks(n: int) -> Numbers:
    back = 7 - n
    return {
        ("post.subscribers", ("fixed",)): Decimal(25_000 + 700 * back),
        ("post.subscribers", ("mobile",)): Decimal(2_955_000 - 32_400 * back),
        ("post.subscribers", ("internet",)): Decimal(2_450_000 - 36_500 * back),
        ("post.stations", ()): Decimal(6_240 - 45 * back),
        ("post.coverage_4g", ()): Decimal("99.60") - Decimal("0.15") * back,
        ("post.points", ("office",)): Decimal(148 + back // 3),
        ("post.points", ("village",)): Decimal(483),
        ("post.kt1_items", ()): Decimal(18_400 + 120 * (7 - back)),
        ("post.communes", ()): Decimal(559),
        ("post.communes_same_day", ()): Decimal(559 - 6 * back),
        ("post.villages", ()): Decimal(4_357),
        ("post.villages_fibre", ()): Decimal(4_320 - 35 * back),
        ("post.population", ()): Decimal(3_656_400 - 4_500 * back),
    }


def _report(numbers: PostReport, now: datetime) -> None:
    report(numbers, now, agency=AGENCY, officers=("emi", "chi"))


def report(
    numbers: PostReport,
    now: datetime,
    *,
    agency: str,
    officers: tuple[str, str],
    posts_on: date = FIRST_POSTS,
) -> None:
    """One report by the deeds of these two, who enters and who heads, on days before `now`.

    They act in the posts of that day, or of `posts_on` where these began later.
    """
    data_set = DataSet.objects.get(code=numbers.data_set)
    reporter = Agency.objects.on(numbers.period.end).get(code=agency)
    day = data_set.due_on(numbers.period) - timedelta(days=5)
    at = min(
        datetime.combine(day, time(9, 30), HANOI), now - timedelta(hours=6)
    )  # approved and locked by now
    officer, head = (_actor(name, max(day, posts_on)) for name in officers)
    save_values(
        data_set=data_set, agency=reporter, period=numbers.period, numbers=numbers.numbers, by=officer, now=at
    )
    entry = DataEntry.objects.select_related("approval").get(
        data_set=data_set, agency=reporter, period=numbers.period.code
    )
    complete_entry(entry=entry, ver=1, by=officer, now=at)
    if numbers.goes == "locked":
        approve_entry(entry=entry, ver=2, by=head, now=at + timedelta(hours=5))
        lock_entry(entry=entry, ver=3, by=head, now=at + timedelta(hours=6))


def _actor(username: str, day: date) -> Actor:
    user = User.objects.get(username=username)
    return actor_of(user, on=day)
