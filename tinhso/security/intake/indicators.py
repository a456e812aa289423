"""Names and addresses that are known as malicious, against which a network log is held.

Until lists of indicators are loaded there are only those of an illustration, and only in a demo: elsewhere a log is refused,
so that nobody takes a log for checked that was held against nothing.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

from tinhso.lib.network_logs.rows import LogRow

ILLUSTRATION = Path(__file__).parents[1] / "data" / "illustration_indicators.csv"


@dataclass(frozen=True)
class Indicator:
    kind: str
    value: str
    title: str


class Indicators:
    """The most specific name wins, a name stands for all below it; an address only for itself."""

    def __init__(self, every: Iterable[Indicator]) -> None:
        self.by_value = {(one.kind, one.value): one for one in every}

    def match(self, row: LogRow) -> Indicator | None:
        name = row.name
        while name:
            if found := self.by_value.get(("name", name)):
                return found
            name = name.partition(".")[2]
        return self.by_value.get(("address", row.destination))

    def values(self) -> tuple[str, ...]:
        return tuple(sorted(value for _kind, value in self.by_value))


@cache
def _illustration() -> Indicators:
    with ILLUSTRATION.open(newline="", encoding="utf-8") as file:
        return Indicators(Indicator(row["kind"], row["value"], row["title"]) for row in csv.DictReader(file))


def current_indicators() -> Indicators:
    return _illustration() if settings.DEMO else Indicators(())
