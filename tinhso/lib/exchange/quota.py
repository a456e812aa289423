"""How often an agreement may be used: in any second, in a day of Hà Nội, at the same time. One counter in one process."""

from collections import deque
from dataclasses import dataclass, field

DAY, OF_HANOI = 86_400, 7 * 3600


@dataclass(frozen=True)
class QuotaExceeded:
    """Which quota is used up (`second`, `day`, `concurrent`), and after how many seconds to try again."""

    which: str
    retry_after: int


@dataclass
class QuotaCounter:
    """What was let through is counted, what was refused is not. `now` is seconds of Unix time; it never runs back."""

    per_second: int
    per_day: int
    concurrent: int
    _latest: float = 0.0
    _day: int = -1
    _used: int = 0
    _running: int = 0
    _second: "deque[float]" = field(default_factory=deque)

    def enter(self, now: float) -> QuotaExceeded | None:
        """None: the call passes, and `leave` has to follow."""
        now = self._latest = max(now, self._latest)
        day, past = divmod(int(now) + OF_HANOI, DAY)
        if day != self._day:
            self._day, self._used = day, 0
        while self._second and now - self._second[0] >= 1:
            self._second.popleft()
        if self._used >= self.per_day:
            return QuotaExceeded("day", DAY - past)
        if len(self._second) >= self.per_second:
            return QuotaExceeded("second", 1)
        if self._running >= self.concurrent:
            return QuotaExceeded("concurrent", 1)
        self._second.append(now)
        self._used += 1
        self._running += 1
        return None

    def leave(self) -> None:
        """A call that was let through is over, however it ended."""
        assert self._running > 0
        self._running -= 1

    def take_over(self, former: "QuotaCounter") -> None:
        """A new policy changes limits and forgets no use."""
        self._latest, self._day, self._used = former._latest, former._day, former._used
        self._running, self._second = former._running, former._second
