"""To which events a rule speaks: its log source against channel, provider and EventID, by a table with its source."""

import csv
from dataclasses import dataclass
from functools import cache

from tinhso.lib.sigma.event_rows import DATA, Event
from tinhso.lib.sigma.rules import LogSource

Kind = tuple[str, str, int | None]
"""Channel and provider in lower case, and the EventID: all that a log source asks of a Windows event."""


@dataclass(frozen=True)
class Place:
    """Where events of a log source stand; an empty part asks nothing."""

    channel: str
    provider: str
    numbers: frozenset[int]

    def holds(self, kind: Kind) -> bool:
        channel, provider, number = kind
        return (
            (not self.channel or self.channel == channel)
            and (not self.provider or self.provider == provider)
            and (not self.numbers or number in self.numbers)
        )


def kind_of(event: Event) -> Kind:
    return event.channel.lower(), event.provider.lower(), event.number


@cache
def _places() -> dict[tuple[str, str], tuple[Place, ...]]:
    found: dict[tuple[str, str], tuple[Place, ...]] = {}
    with (DATA / "windows_logsources.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            key = (row["category"], row["service"])
            numbers = frozenset(map(int, row["event_ids"].split()))
            place = Place(row["channel"].lower(), row["provider"].lower(), numbers)
            found[key] = (*found.get(key, ()), place)
    return found


def is_windows(kind: Kind) -> bool:
    """A Windows event says its channel or who provided it."""
    return bool(kind[0] or kind[1])


def unknown_logsource(logsource: LogSource, declared: LogSource | None) -> str:
    """Why no event can be of this log source, in Vietnamese; empty where some can."""
    if declared is not None and logsource.covers(declared):
        return ""
    if logsource.product not in {"", "windows"}:
        return f"Nguồn nhật ký “{logsource}” không phải của Windows và không phải nguồn đã khai cho tệp này."
    parts = [(logsource.category, "")] * bool(logsource.category) + [("", logsource.service)] * bool(
        logsource.service
    )
    if any(part not in _places() for part in parts):
        return f"Chưa biết nguồn nhật ký “{logsource}” nằm ở kênh sự kiện nào."
    return ""


def speaks_of(logsource: LogSource, kind: Kind, declared: LogSource | None) -> bool:
    """Whether events of the kind are of the log source; those of no channel are what their sender declared."""
    if not is_windows(kind):
        return declared is not None and logsource.covers(declared)
    if logsource.product not in {"", "windows"}:
        return False
    for part in ((logsource.category, ""), ("", logsource.service)):
        if any(part) and not any(place.holds(kind) for place in _places().get(part, ())):
            return False
    return True
