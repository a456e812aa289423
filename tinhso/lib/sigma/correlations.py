"""What a correlation says: which rules, in which time, of which group, and how many."""

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass, field

SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800}
LONGEST_SPAN = 366 * 86_400
SPAN = re.compile(r"(\d{1,9})([smhdw])")
COMPARISONS: dict[str, Callable[[float, float], bool]] = {
    "gt": operator.gt,
    "gte": operator.ge,
    "lt": operator.lt,
    "lte": operator.le,
    "eq": operator.eq,
    "neq": operator.ne,
}
COUNTING = ("event_count", "value_count")
MEASURING = ("value_sum", "value_avg", "value_percentile", "value_median")
TEMPORAL = ("temporal", "temporal_ordered")
TYPES = (*COUNTING, *MEASURING, *TEMPORAL)


@dataclass(frozen=True)
class Correlation:
    """`aliases` gives for a name of `group_by` (or a field of the condition) the field of each rule that is referred to."""

    type: str
    rules: tuple[str, ...]
    span: int
    group_by: tuple[str, ...] = ()
    tests: tuple[tuple[str, float], ...] = ()
    """Comparisons that must all hold, `gte 10`."""
    fields: tuple[str, ...] = ()
    percentile: float = 50
    aliases: dict[str, dict[str, str]] = field(default_factory=dict)

    def holds(self, value: float) -> bool:
        return all(COMPARISONS[name](value, bound) for name, bound in self.tests)

    @property
    def least(self) -> int | None:
        """The smallest count that fulfils it, where every larger one does too."""
        if not self.tests or any(name not in {"gt", "gte"} for name, _ in self.tests):
            return None
        bounds = [int(bound) + 1 if name == "gt" else -int(-bound // 1) for name, bound in self.tests]
        return max(1, *bounds)

    def field_in(self, name: str, keys: tuple[str, ...]) -> str:
        """What the events of the rule with these keys call it."""
        mapping = self.aliases.get(name)
        return name if mapping is None else next((mapping[key] for key in keys if key in mapping), "")


def seconds_of(text: str) -> int | None:
    found = SPAN.fullmatch(text.strip())
    seconds = int(found[1]) * SECONDS[found[2]] if found else 0
    return seconds if 0 < seconds <= LONGEST_SPAN else None
