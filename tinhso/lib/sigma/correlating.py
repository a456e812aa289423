"""Finds where occurrences of rules fulfil a correlation, with windows that slide.

An occurrence is what a rule found: of a detection one event, of a correlation a span with the events that made it. Its moment is
its end: when it was fulfilled. Groups compare without case; what lacks a field of `group-by` is in no group.
"""

import bisect
import statistics
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import product

from tinhso.lib.sigma.correlations import Correlation

MOST_OCCURRENCES = 300_000
MOST_GROUPS_OF_ONE = 100
"""Of one occurrence whose fields have several values."""
Key = tuple[float, int]
"""A moment and the number of its event, so that events of one moment have an order."""


class TooMany(Exception):
    """More occurrences than are held; the words are for its reader, in Vietnamese."""


@dataclass(frozen=True)
class Occurrence:
    """`values` gives the values of each field that a correlation above asks for; `events` are the numbers of its events."""

    rule: int
    """Which of the rules of the correlation."""
    begin: Key
    end: Key
    values: dict[str, tuple[str, ...]]
    events: tuple[int, ...]


Group = tuple[str, ...]


def correlate(
    correlation: Correlation, occurrences: Iterable[Occurrence], name_in: Callable[[str, int], str]
) -> Iterator[tuple[Group, list[Occurrence]]]:
    """Each time when it is fulfilled: the group, and what fulfilled it. `name_in(name, rule)` resolves aliases."""
    groups: dict[Group, list[Occurrence]] = defaultdict(list)
    for one in occurrences:
        for group in _groups_of(correlation, one, name_in):
            groups[group].append(one)
    find = {"temporal": _temporal, "temporal_ordered": _ordered}.get(correlation.type, _windows_by_figure)
    for group, members in groups.items():
        members.sort(key=lambda one: (one.end, one.rule))
        for window in find(correlation, members, name_in):
            yield group, window


def _groups_of(
    correlation: Correlation, one: Occurrence, name_in: Callable[[str, int], str]
) -> Iterator[Group]:
    choices = [one.values.get(name_in(name, one.rule), ()) for name in correlation.group_by]
    found = (
        {tuple(value.lower() for value in group) for group in product(*choices)} if all(choices) else set()
    )
    if len(found) > MOST_GROUPS_OF_ONE:
        raise TooMany(f"Một sự kiện thuộc quá {MOST_GROUPS_OF_ONE} nhóm.")
    yield from found


def _maximal(members: list[Occurrence], span: int) -> Iterator[list[Occurrence]]:
    """The windows that could not hold one occurrence more."""
    end = 0
    for begin, first in enumerate(members):
        before = end
        while end < len(members) and members[end].end[0] - first.end[0] <= span:
            end += 1
        if end > before:
            yield members[begin:end]


def _windows_by_figure(
    correlation: Correlation, members: list[Occurrence], name_in: Callable[[str, int], str]
) -> Iterator[list[Occurrence]]:
    least = correlation.least
    if correlation.type == "event_count" and least is not None:
        for last in range(least - 1, len(members)):
            window = members[last - least + 1 : last + 1]
            if window[-1].end[0] - window[0].end[0] <= correlation.span:
                yield window
        return
    if correlation.type == "value_count" and least is not None:
        yield from _least_values(correlation, members, name_in, least)
        return
    for window in _maximal(members, correlation.span):
        figure = _figure(correlation, window, name_in)
        if figure is not None and correlation.holds(figure):
            yield window


def _least_values(
    correlation: Correlation,
    members: list[Occurrence],
    name_in: Callable[[str, int], str],
    least: int,
) -> Iterator[list[Occurrence]]:
    """For each last occurrence the shortest window before it with so many distinct values."""
    inside: Counter[Group] = Counter()
    values = [_values(correlation, one, name_in) for one in members]
    begin = 0
    for last, one in enumerate(members):
        inside.update(values[last])
        while one.end[0] - members[begin].end[0] > correlation.span:
            _leave(inside, values[begin])
            begin += 1
        while begin < last and _without(inside, values[begin]) >= least:
            _leave(inside, values[begin])
            begin += 1
        if len(inside) >= least:
            yield members[begin : last + 1]


def _leave(inside: Counter[Group], values: set[Group]) -> None:
    for value in values:
        inside[value] -= 1
        if not inside[value]:
            del inside[value]


def _without(inside: Counter[Group], values: set[Group]) -> int:
    return len(inside) - sum(inside[value] == 1 for value in values)


def _values(correlation: Correlation, one: Occurrence, name_in: Callable[[str, int], str]) -> set[Group]:
    choices = [one.values.get(name_in(name, one.rule), ()) for name in correlation.fields]
    return {tuple(value.lower() for value in found) for found in product(*choices)} if all(choices) else set()


def _figure(
    correlation: Correlation, window: list[Occurrence], name_in: Callable[[str, int], str]
) -> float | None:
    """What the condition compares; None where no occurrence has a number."""
    if correlation.type == "event_count":
        return len(window)
    values = [_values(correlation, one, name_in) for one in window]
    if correlation.type == "value_count":
        return len(set().union(*values))
    numbers = sorted(number for found in values for (text,) in found if (number := _number(text)) is not None)
    if not numbers:
        return None
    if correlation.type == "value_sum":
        return sum(numbers)
    if correlation.type == "value_avg":
        return sum(numbers) / len(numbers)
    if correlation.type == "value_median":
        return statistics.median(numbers)
    return numbers[min(len(numbers) - 1, int(len(numbers) * correlation.percentile / 100))]


def _number(text: str) -> float | None:
    try:
        number = float(text) if len(text) < 40 and "_" not in text else None
    except ValueError:
        return None
    return number if number is not None and abs(number) < 1e30 else None


def _temporal(
    correlation: Correlation, members: list[Occurrence], name_in: Callable[[str, int], str]
) -> Iterator[list[Occurrence]]:
    least = correlation.least
    if least is None:
        for window in _maximal(members, correlation.span):
            if correlation.holds(len({one.rule for one in window})):
                yield window
        return
    latest: dict[int, Occurrence] = {}
    for one in members:
        latest[one.rule] = one
        inside = [other for other in latest.values() if one.end[0] - other.end[0] <= correlation.span]
        if len(inside) >= least:
            yield sorted(inside, key=lambda other: other.end)


def _ordered(
    correlation: Correlation, members: list[Occurrence], name_in: Callable[[str, int], str]
) -> Iterator[list[Occurrence]]:
    """Chains in the order of the rules: each begins after the former has ended; of several the one that began last."""
    steps = len(correlation.rules)
    ends: list[list[Key]] = [[] for _ in range(steps)]
    chains: list[list[tuple[Occurrence, ...]]] = [[] for _ in range(steps)]
    for one in members:
        for step in reversed(range(steps)):
            if one.rule != step and correlation.rules[one.rule] != correlation.rules[step]:
                continue
            chain: tuple[Occurrence, ...] = (one,)
            if step:
                place = bisect.bisect_left(ends[step - 1], one.begin)
                if not place:
                    continue
                chain = (*chains[step - 1][place - 1], one)
            if one.end[0] - chain[0].end[0] > correlation.span:
                continue
            if step == steps - 1:
                yield list(chain)
                continue
            if chains[step] and chains[step][-1][0].end > chain[0].end:
                chain = chains[step][-1]  # a chain that began later and has ended too is the better one
            ends[step].append(one.end)
            chains[step].append(chain)
