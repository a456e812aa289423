"""A provider that fails again and again is left alone for a while, so that its callers do not wait for it in vain."""

from dataclasses import dataclass

FAILURES, REST, LONGEST_REST = 5, 5.0, 60.0


@dataclass
class Breaker:
    """Closed: calls pass. After `FAILURES` in a row it opens and rests; then one call tries, and closes it or doubles the rest.

    `now` is the monotonic clock's.
    """

    failures: int = 0
    rest: float = REST
    opened_at: float | None = None
    trying: bool = False

    def lets_through(self, now: float) -> bool:
        """After True the caller says how it went: `went_well`, `went_wrong`, or `client_left` where nobody knows."""
        if self.opened_at is None:
            return True
        if self.trying or now - self.opened_at < self.rest:
            return False
        self.trying = True
        return True

    def went_well(self) -> None:
        """The provider answered, be it by refusing: only its silence and its own faults open the breaker."""
        self.failures, self.rest, self.opened_at, self.trying = 0, REST, None, False

    def went_wrong(self, now: float) -> None:
        self.failures += 1
        if self.trying:
            self.rest = min(self.rest * 2, LONGEST_REST)
            self.opened_at, self.trying = now, False
        elif self.opened_at is None and self.failures >= FAILURES:
            self.opened_at = now

    def client_left(self) -> None:
        """The client went away before the provider answered: says nothing of the provider."""
        self.trying = False
