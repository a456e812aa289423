"""Which machine had an address when: whoever began later has it from then on."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Generic, TypeVar

Machine = TypeVar("Machine")


@dataclass(frozen=True)
class Span(Generic[Machine]):
    """That a machine had the address in `[starts, ends)`; None: still."""

    machine: Machine
    starts: datetime
    ends: datetime | None

    def meets(self, other: "Span[Machine]") -> bool:
        """Whether there is a moment of both."""
        return (self.ends is None or other.starts < self.ends) and (
            other.ends is None or self.starts < other.ends
        )


def later_end(one: datetime | None, other: datetime | None) -> datetime | None:
    return None if one is None or other is None else max(one, other)


def placed(spans: Sequence[Span[Machine]], new: Span[Machine]) -> list[Span[Machine]] | None:
    """The spans of one address with `new` among them, none meeting another; None where another machine began at the very
    same moment, so that nobody can say whose it is. In whatever order spans come, the same is said in the end.
    """
    if any(one.starts == new.starts and one.machine != new.machine and one.meets(new) for one in spans):
        return None
    for one in spans:
        if one.machine == new.machine and one.meets(new):
            new = Span(new.machine, min(one.starts, new.starts), later_end(one.ends, new.ends))
    rest = [one for one in spans if not (one.machine == new.machine and one.meets(new))]
    found = sorted([*rest, new], key=lambda one: one.starts)
    cut = []
    for one, after in zip(found, [*found[1:], None], strict=True):
        ends = one.ends
        if after is not None and (ends is None or after.starts < ends):
            ends = after.starts
        cut.append(replace(one, ends=ends))
    return [one for one in cut if one.ends is None or one.starts < one.ends]
