"""A year of a nation's load, reckoned from measured costs: how busy are the cores, how long does one wait at the peak?

    python bench/nation.py [--dossiers 27000000] [--web 24 --fast 6 --slow 6 --database 12] [--find]

No machine is loaded. Each of the 8,760 hours of 2024 gets its share of the year's dossiers and page views by the curve
below; an hour's arrivals are Poisson, its service times exponential, its cores one queue (Erlang C). What an hour cannot do
waits for the next one. `--find` gives the fewest cores with which the busiest hour waits at most `--wait` ms at p95.

Costs are CPU seconds on one core of the machine on which they were measured; `docs/scale.md` says by which command. A disk, a
network and locks are not in it: it is the floor of what is needed, not a promise.
"""

import argparse
import math
from dataclasses import dataclass
from datetime import date, timedelta

YEAR = 2024
# Working day, by hour from 0 to 23: desks from 7:30 to 11:30 and 13:30 to 17:00, online filing in the evening.
DAY = (1, 1, 1, 1, 1, 2, 8, 45, 100, 95, 70, 30, 15, 55, 90, 80, 55, 25, 15, 20, 22, 14, 6, 2)
REST_DAY = tuple(hour * 0.12 for hour in DAY)
WEEK = (1.25, 1.05, 1.0, 0.95, 0.95)  # Monday takes what came up over the weekend
MONTH = (0.85, 0.7, 1.15, 1.05, 1.0, 1.1, 1.05, 1.15, 1.1, 1.0, 1.0, 1.0)
TET = (date(2024, 2, 8), date(2024, 2, 14))
RUSH = (date(2024, 2, 19), date(2024, 3, 1), 1.6)  # after Tết
HOLIDAYS = {
    date(2024, 1, 1),
    date(2024, 4, 18),
    date(2024, 4, 30),
    date(2024, 5, 1),
    date(2024, 9, 2),
    date(2024, 9, 3),
}
SPIKE = (date(2024, 8, 5), 4.0)  # one day on which a deadline brings four times as many


@dataclass(frozen=True)
class Room:
    """Cores that do one kind of work; `each` is CPU seconds of it for one dossier, `view` for one page view."""

    name: str
    cores: int
    each: float
    view: float
    task: (
        float  # CPU seconds of one piece of work (a request, a job, a transaction): what stands in the queue
    )


def weight(day: date) -> float:
    """How busy a day is beside others; weekends and holidays have the curve of a day of rest."""
    factor = MONTH[day.month - 1]
    if RUSH[0] <= day <= RUSH[1]:
        factor *= RUSH[2]
    if day == SPIKE[0]:
        factor *= SPIKE[1]
    return factor * (WEEK[day.weekday()] if day.weekday() < 5 else 1.0)


def hours() -> list[float]:
    """The share of the year's work that falls into each hour."""
    found: list[float] = []
    day = date(YEAR, 1, 1)
    while day.year == YEAR:
        rest = day.weekday() >= 5 or day in HOLIDAYS or TET[0] <= day <= TET[1]
        found += [hour * weight(day) for hour in (REST_DAY if rest else DAY)]
        day += timedelta(days=1)
    total = sum(found)
    return [hour / total for hour in found]


def p95_wait(arrivals: float, task: float, cores: int) -> float:
    """Seconds that one in twenty waits longer than (Erlang C); infinite where the work is more than the cores."""
    offered = arrivals * task
    if offered >= cores:
        return math.inf
    block = 1.0
    for n in range(1, cores + 1):
        block = offered * block / (n + offered * block)
    busy = block / (1 - offered / cores * (1 - block))
    return max(0.0, math.log(busy / 0.05)) / ((cores - offered) / task)


@dataclass(frozen=True)
class Year:
    mean: float
    peak: float
    wait: float
    over: int
    backlog: float


def run(room: Room, shares: list[float], dossiers: float, views: float) -> Year:
    """Hour by hour; work that an hour cannot do is carried over."""
    left = worst_wait = worst_left = peak = done = 0.0
    over = 0
    for share in shares:
        work = share * (dossiers * room.each + views * room.view)
        use = work / 3600 / room.cores
        peak, done, over = max(peak, use), done + work, over + (use > 0.7)
        left = max(0.0, left + work - 3600 * room.cores)
        worst_left = max(worst_left, left / room.cores)
        wait = left / room.cores if left else p95_wait(work / 3600 / room.task, room.task, room.cores)
        worst_wait = max(worst_wait, wait)
    return Year(done / 3600 / room.cores / len(shares), peak, worst_wait, over, worst_left)


def fewest(room: Room, shares: list[float], dossiers: float, views: float, most: float) -> Room:
    """The fewest cores with which the busiest hour waits at most so many seconds."""
    cores = 1
    while True:
        tried = Room(room.name, cores, room.each, room.view, room.task)
        year = run(tried, shares, dossiers, views)
        if year.wait <= most:
            return tried
        cores = max(cores + 1, math.ceil(year.peak * cores))


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument(
        "--dossiers", type=float, default=27e6, help="a year; a province of 3.7 million people has 1 million"
    )
    parser.add_argument(
        "--views", type=float, default=40, help="page views a dossier, of everybody, besides its own requests"
    )
    parser.add_argument("--web", type=int, default=24)
    parser.add_argument("--fast", type=int, default=6)
    parser.add_argument("--slow", type=int, default=6)
    parser.add_argument("--database", type=int, default=12)
    parser.add_argument(
        "--web-cost", type=float, default=0.43, help="CPU s of the web processes for a dossier"
    )
    parser.add_argument(
        "--fast-cost", type=float, default=0.26, help="CPU s of the fast worker for a dossier"
    )
    parser.add_argument(
        "--slow-cost", type=float, default=0.07, help="CPU s of the slow worker for a dossier"
    )
    parser.add_argument("--database-cost", type=float, default=0.32, help="CPU s of PostgreSQL for a dossier")
    parser.add_argument(
        "--view-cost", type=float, default=0.017, help="CPU s of the web processes for a page view"
    )
    parser.add_argument(
        "--view-database-cost", type=float, default=0.0049, help="CPU s of PostgreSQL for a page view"
    )
    parser.add_argument(
        "--wait", type=float, default=100, help="ms that the busiest hour may wait, with --find"
    )
    parser.add_argument("--find", action="store_true", help="look for the fewest cores")
    return parser.parse_args()


def rooms(given: argparse.Namespace) -> list[Room]:
    return [
        Room("web", given.web, given.web_cost, given.view_cost, given.view_cost),
        Room("fast", given.fast, given.fast_cost, 0, given.fast_cost / 10),
        Room("slow", given.slow, given.slow_cost, 0, given.slow_cost / 5),
        Room(
            "PostgreSQL",
            given.database,
            given.database_cost,
            given.view_database_cost,
            given.view_database_cost,
        ),
    ]


def main() -> None:
    given = arguments()
    shares, views = hours(), given.dossiers * given.views
    peak = max(shares)
    print(
        f"{given.dossiers:,.0f} hồ sơ, {views:,.0f} lượt xem một năm; giờ cao nhất {given.dossiers * peak / 3600:,.1f} hồ sơ"
        f" và {views * peak / 3600:,.0f} lượt xem mỗi giây"
    )
    print(
        f"{'':11} {'lõi':>5} {'cả năm':>8} {'giờ cao nhất':>13} {'p95 chờ':>10} {'giờ > 70%':>10} {'dồn nhiều nhất':>15}"
    )
    for room in rooms(given):
        chosen = fewest(room, shares, given.dossiers, views, given.wait / 1000) if given.find else room
        year = run(chosen, shares, given.dossiers, views)
        print(
            f"{chosen.name:11} {chosen.cores:5} {year.mean:8.1%} {year.peak:13.1%} {year.wait * 1000:7,.0f} ms"
            f" {year.over:10} {year.backlog:13,.0f} s"
        )


if __name__ == "__main__":
    main()
