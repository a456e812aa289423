"""What happens to the numbers that the counters give."""

from dataclasses import dataclass

from tinhso.kernel.events.event import Code, Event


@dataclass(frozen=True, kw_only=True)
class NumberTakenOver(Event):
    """A counter goes on after the last number that a former system had given; `before` is where it stood here."""

    scope: Code
    before: int
    last: int
