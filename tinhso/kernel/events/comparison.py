"""What systems hold against the log, for `tinhso verify`: listed in their `slots.py`."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.functional import Promise

from tinhso.kernel.site.declare import all_of


@dataclass(frozen=True)
class ComparisonResult:
    """What one comparison found: `lines` name in Vietnamese what differs, `uncheckable` is what older events do not say.

    `differing` where not every one of them has its line.
    """

    lines: list[str]
    checked: int
    uncheckable: int = 0
    differing: int = 0

    @property
    def wrong(self) -> int:
        return max(self.differing, len(self.lines))


@dataclass(frozen=True)
class Comparison:
    """Rows or files that follow from the log. `whole` compares all of them, `changed` what changed since the last run.

    `word` says what is counted, `code` names it in the log, and `columns` (table, column) are those by which figures
    may count. What takes hours (`slow`) runs by itself at night, and here only when asked.
    """

    word: str | Promise
    whole: Callable[[Callable[[int], None]], ComparisonResult]
    changed: Callable[[Callable[[int], None]], ComparisonResult]
    code: str = ""
    columns: tuple[tuple[str, str], ...] = ()
    slow: bool = False
    order: int = 50


def comparisons(*, slow: bool) -> Iterator[Comparison]:
    """All that systems declare, the slow ones only when asked."""
    return (one for one in all_of(Comparison) if slow or not one.slow)
