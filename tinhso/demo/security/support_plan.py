"""Which incidents of shared software the demo's agencies reported, when, and what became of each. All of it is invented."""

import csv
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

from tinhso.lib.dates import HANOI

DATA = Path(__file__).parents[1] / "data"
SEED = 464
OF_THE_YEAR = 464
"""Resolved in 2023, as the account of the year says; what was not resolved stands beside them."""
SINCE_NEW_YEAR = 12
RECENTLY = 40  # where the demo opens today: of the last weeks alone
SETTLED = timedelta(days=24)
"""An incident is resolved and confirmed within these, a late one too: nothing was done tomorrow."""
LATE, ASKED, REOPENED, SILENT = 0.05, 0.06, 0.04, 0.1
LIMITS = {"critical": 180, "high": 360, "medium": 2 * 24 * 60, "low": 4 * 24 * 60}
"""Minutes within which the desk resolves, where it is in time."""
WHO = ("bộ phận một cửa", "phòng chuyên môn", "văn phòng", "điểm cầu chính", "thôn, bản", "lãnh đạo cơ quan")
DOCUMENTS = ("công văn", "tờ trình", "báo cáo tháng", "giấy mời", "quyết định", "kế hoạch", "thông báo")
BROWSERS = ("Chrome 109", "Chrome 120", "Edge 119", "Firefox 115", "Cốc Cốc 117")
STARS = (5, 5, 5, 5, 4, 4, 4, 3, 3, 2)


@dataclass(frozen=True)
class Template:
    system: str
    severity: str
    title: str
    text: str
    cause: str
    solution: str
    cyber: bool
    cyber_reason: str
    error: str


@dataclass(frozen=True)
class PlannedIncident:
    """`outcome` is what became of it: resolved, refused, duplicate, withdrawn, or the step at which it waits."""

    number: int
    template: Template
    words: dict[str, str]
    outcome: str
    reported: datetime
    received: datetime
    resolved: datetime
    asked: bool
    reopened: bool
    silent: bool
    stars: int

    def text(self, field: str) -> str:
        return f"{getattr(self.template, field).format(**self.words)} (mô phỏng)"


def templates() -> list[Template]:
    with (DATA / "support_incidents.csv").open(encoding="utf-8", newline="") as file:
        return [Template(**row | {"cyber": row["cyber"] == "yes"}) for row in csv.DictReader(file)]


class Plan:
    """The same for the same day: drawn from one seed."""

    def __init__(self, now: datetime) -> None:
        self.now, self.chance = now, Random(SEED)  # noqa: S311 - invented data
        self.templates = templates()
        self.weights = [1 if one.cyber else 4 for one in self.templates]
        self.planned: list[PlannedIncident] = []

    def years(self) -> list[PlannedIncident]:
        """2023, when the desk began, and the first weeks of 2024."""
        this = self.now.year
        self._year(this - 1, OF_THE_YEAR, {"refused": 9, "duplicate": 11, "withdrawn": 8})
        first = date(this, 1, 2)
        self._spread(first, self.now.date() - SETTLED, {"resolved": SINCE_NEW_YEAR})
        return self.planned

    def recent(self) -> list[PlannedIncident]:
        first = self.now.date() - timedelta(days=100)
        last = self.now.date() - SETTLED
        self._spread(first, last, {"resolved": RECENTLY, "refused": 2, "duplicate": 2, "withdrawn": 1})
        return self.planned

    def _year(self, year: int, resolved: int, others: dict[str, int]) -> None:
        """None so late in the year that it would be resolved in the next."""
        self._spread(date(year, 1, 3), date(year, 12, 13), {"resolved": resolved} | others)

    def _spread(self, first: date, last: date, many: dict[str, int]) -> None:
        days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        days = [day for day in days if day.weekday() < 5]
        outcomes = [outcome for outcome, n in many.items() for _ in range(n)]
        self.chance.shuffle(outcomes)
        moments = sorted(self._moment(self.chance.choice(days)) for _ in outcomes)
        for outcome, at in zip(outcomes, moments, strict=True):
            self.planned.append(self.one(outcome, at))

    def _moment(self, day: date) -> datetime:
        hour = self.chance.choice((7, 8, 8, 8, 9, 9, 10, 10, 14, 14, 15, 15, 16))
        minute = self.chance.randrange(30 if hour == 7 else 0, 60)
        return datetime(day.year, day.month, day.day, hour, minute, tzinfo=HANOI)

    def one(self, outcome: str, at: datetime) -> PlannedIncident:
        chance = self.chance
        template = chance.choices(self.templates, self.weights)[0]
        received = at + timedelta(minutes=chance.randrange(4, 110))
        minutes = chance.randrange(15, LIMITS[template.severity])
        late = timedelta(days=chance.randrange(9, 14)) if chance.random() < LATE else timedelta()
        words = {
            "n": str(chance.randrange(2, 30)),
            "m": str(chance.randrange(5, 50)),
            "time": f"{at.hour} giờ {chance.randrange(60):02}",
            "who": chance.choice(WHO),
            "doc": f"{chance.choice(DOCUMENTS)} số {chance.randrange(11, 950)}",
            "browser": chance.choice(BROWSERS),
        }
        return PlannedIncident(
            number=len(self.planned),
            template=template,
            words=words,
            outcome=outcome,
            reported=at,
            received=received,
            resolved=received + timedelta(minutes=minutes) + late,
            asked=chance.random() < ASKED,
            reopened=chance.random() < REOPENED,
            silent=chance.random() < SILENT,
            stars=chance.choice(STARS),
        )
