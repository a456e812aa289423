"""How many milliseconds of rows a killed plane loses: `python bench/chaos/exchange_killed.py [--times 10] [--callers 4]`, without a database.

A plane under load, calls with and without evidence, is killed with -9 and begun again, so many times. Of each time: calls answered, rows
that are not on the disk, how long before the kill the first of them was answered, and what the plane itself says of it (the number, and
the time between the first and the last of them as they were handed to the log). 1 where a row with evidence is missing, where the plane
does not know of one that is, or where it lost rows of more than `--most` milliseconds.
"""

import argparse
import os
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from tinhso.lib.exchange.plane.lost_rows import longest_lost, rows_lost
from tinhso.lib.exchange.plane.tests.loading import calling
from tinhso.lib.exchange.plane.tests.running import plane, policy, provider, signed, wide


@dataclass(frozen=True)
class Killed:
    """One time. `reported` rows and `reported_ms` are the plane's own."""

    answered: int
    missing: int
    proved_missing: int
    oldest_ms: float
    reported: int
    reported_ms: float


def killed_once(folder: Path, port: int, *, callers: int, seconds: float) -> Killed:
    with (
        plane(folder, signed(wide(policy(port)))) as running,
        calling(running, callers=callers) as plain,
        calling(running, evidence=True, callers=2) as proved,
    ):
        time.sleep(seconds)
        at = time.monotonic()
        running.kill()
    rows = {str(row["id"]) for row in running.rows()}
    ages = [at - answered for answered, _status, one in plain.answered if one not in rows]
    with plane(folder, None):
        reported, reported_ms = rows_lost(folder / "rows"), longest_lost(folder / "rows")
    return Killed(
        len(plain.answered) + len(proved.answered),
        len(ages),
        len(proved.ids - rows),
        max(ages, default=0.0) * 1000,
        reported,
        reported_ms,
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n\n")[0])
    parser.add_argument("--times", type=int, default=10)
    parser.add_argument("--callers", type=int, default=4)
    parser.add_argument("--seconds", type=float, default=4.0, help="of load before each kill")
    parser.add_argument("--most", type=float, default=50.0, help="milliseconds")
    options = parser.parse_args()
    found = []
    with tempfile.TemporaryDirectory() as folder, provider() as port:
        for time_ in range(options.times):
            one = killed_once(
                Path(folder) / str(time_), port, callers=options.callers, seconds=options.seconds
            )
            print(
                f"{one.answered} answered, {one.missing} rows gone ({one.proved_missing} with evidence), the first answered "
                f"{one.oldest_ms:.0f} ms before; the plane says {one.reported} rows of {one.reported_ms:.0f} ms",
                flush=True,
            )
            found.append(one)
    print(
        f"most: {max(one.reported_ms for one in found):.1f} ms; load of the machine {os.getloadavg()[0]:.1f}"
    )
    wrong = [
        one
        for one in found
        if one.proved_missing or one.missing > one.reported or one.reported_ms > options.most
    ]
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
