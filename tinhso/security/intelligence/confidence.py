"""How sure an indicator is today: what its source said of it, less with each day since it was last listed, by dated rules.

From the day on which a source last listed it the confidence falls in a straight line to nothing after `security.indicator_days_<kind>` days.
Below `security.indicator_least_confidence` it is no longer held against logs. A source whose values do not fade stays as sure as it was.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from tinhso.kernel.law.public import rules_under
from tinhso.lib.dates import local
from tinhso.security.models import Indicator, IndicatorRecord

DAYS, LEAST = "security.indicator_days_", "security.indicator_least_confidence"
UNRULED_DAYS, UNRULED_LEAST = 180, 20
"""Where an instance has no rule."""
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Fading:
    """The rules of one day."""

    days: dict[str, int]
    least: int

    @classmethod
    def on(cls, at: datetime) -> "Fading":
        found = rules_under("security.indicator_", on=local(at).date())
        days = {kind: int(found.get(DAYS + kind, (UNRULED_DAYS, ""))[0]) for kind in Indicator.Kind.values}
        return cls(days, int(found.get(LEAST, (UNRULED_LEAST, ""))[0]))

    def confidence(self, kind: str, base: int, last: datetime, fades: bool, at: datetime) -> int:
        """From 0 to 100."""
        if not fades or at <= last:
            return base
        left = 1 - (at - last) / (self.days[kind] * A_DAY)
        return max(0, round(base * left))

    def of(self, record: IndicatorRecord, at: datetime) -> int:
        """The record with its indicator and source; 0 where it does not hold at that moment."""
        if not is_valid(record, at):
            return 0
        return self.confidence(
            record.indicator.kind, record.base, record.last_loaded_at, record.source.fades, at
        )

    def surest(self, records: Iterable[IndicatorRecord], at: datetime) -> int:
        return max((self.of(one, at) for one in records), default=0)


def is_valid(record: IndicatorRecord, at: datetime) -> bool:
    """The same as `valid_at` of the table says, of one row."""
    withdrawn = record.revoked_at is not None and record.revoked_at <= at
    early = record.first_loaded_at > at or (record.valid_from is not None and record.valid_from > at)
    return not (withdrawn or early or (record.valid_until is not None and record.valid_until <= at))
