"""Names and addresses that are known as malicious, against which a network log is held: those of the lists that were loaded, sure enough at the moment.

Where there are none a log is refused, so that nobody takes a log for checked that was held against nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import Max

from tinhso.kernel.events.public import EventRow
from tinhso.kernel.site import clock
from tinhso.lib.hunting.networks import Networks
from tinhso.lib.network_logs.rows import LogRow
from tinhso.security.intelligence.confidence import Fading
from tinhso.security.intelligence.matching import live_values
from tinhso.security.models import SecurityFinding

MOST_IN_SCOPE = 20_000
"""A report writes down what it looked for. Of a longer list only what some finding names: the rest closes nothing."""
UNNAMED = "Kết nối tới địa chỉ độc hại"


@dataclass(frozen=True, slots=True)
class Indicator:
    kind: str
    value: str
    title: str


class Indicators:
    """The most specific name wins, a name stands for all below it; an address for itself, a network for all in it, the narrowest first."""

    def __init__(self, every: Iterable[Indicator], scope: Iterable[str] | None = None) -> None:
        self.by_value = {(one.kind, one.value): one for one in every}
        self.scope = None if scope is None else tuple(scope)
        self.networks = Networks(pair for pair in self.by_value if pair[0] != "name")
        self.of_address = lru_cache(maxsize=100_000)(self._of_address)

    def match(self, row: LogRow) -> Indicator | None:
        name = row.name
        while name:
            if found := self.by_value.get(("name", name)):
                return found
            name = name.partition(".")[2]
        return self.of_address(row.destination) if row.destination else None

    def _of_address(self, text: str) -> Indicator | None:
        found = self.networks.of(text)
        return self.by_value[found] if found else None

    def values(self) -> tuple[str, ...]:
        """What a report that was held against these looked for, as far as it is written down."""
        every = {value for _kind, value in self.by_value}
        return tuple(sorted(every if self.scope is None else every.intersection(self.scope)))


def written_scope(values: Iterable[str]) -> Iterable[str]:
    """What of the values of a list a report writes down as looked for."""
    every = set(values)
    if len(every) <= MOST_IN_SCOPE:
        return every
    rows = SecurityFinding.objects.filter(kind=SecurityFinding.Kind.BOTNET).order_by("rule")
    return every.intersection(rows.values_list("rule", flat=True).distinct().iterator(chunk_size=5000))


def current_indicators(at: datetime | None = None) -> Indicators:
    """Those of that moment, of now where none is named. A process reads them once for the logs of an hour: anew only after a list, a source, a
    warning list or a decision changed what is looked for. Three queries then, one otherwise."""
    moment = at or clock.now()
    mark = _mark(moment)
    if _LAST.get("mark") != mark:
        live = live_values(moment)
        every = [Indicator(one.kind, one.value, one.title or UNNAMED) for one in live]
        _LAST.update(mark=mark, found=Indicators(every, written_scope(one.value for one in every)))
    found: Indicators = _LAST["found"]
    return found


_LAST: dict[str, Any] = {}
CHANGES = (
    "IntelligenceListFiled",
    "IntelligenceSourceRegistered",
    "IntelligenceSourceEnded",
    "IndicatorDecided",
    "WarningListLoaded",
    "WarningListEnded",
)


def _mark(moment: datetime) -> tuple[object, ...]:
    """What says that the list is still the same: the last event that changes it, the rules of the day, the hour. One query, and that of the rules."""
    events = EventRow.objects.filter(name__in=[f"security.{one}" for one in CHANGES])
    last = events.aggregate(last=Max("pk"))["last"]
    hour = moment.replace(minute=0, second=0, microsecond=0)
    return connection.settings_dict["NAME"], last, Fading.on(moment), hour
