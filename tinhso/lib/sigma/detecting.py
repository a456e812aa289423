"""Runs rules over the events of a file, batch by batch; what is in memory does not grow with the file, finds apart.

Only a child process (`child.py`) and the bench do this: here DuckDB works.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

import duckdb

from tinhso.lib.scan_reports.json_stream import Unread
from tinhso.lib.sigma.correlating import MOST_OCCURRENCES, Occurrence, TooMany, correlate
from tinhso.lib.sigma.correlations import TEMPORAL
from tinhso.lib.sigma.event_rows import Event
from tinhso.lib.sigma.event_tables import EventTables
from tinhso.lib.sigma.finds import NO_NAME, Find, person_fields, shown_fields, shown_value
from tinhso.lib.sigma.logsources import speaks_of
from tinhso.lib.sigma.plan import Plan

BATCH = 20_000
BATCH_CHARACTERS = 40_000_000
MOST_FINDS = 200
"""Of one rule in one file; the rest is counted."""
MOST_EVENTS = 5_000_000
CONFIG = {
    "threads": "1",
    "memory_limit": "512MB",
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "lock_configuration": "true",
}

Window = tuple[tuple[str, ...], list[Occurrence]]
"""A group, and the occurrences that fulfil a correlation in it."""


@dataclass
class Outcome:
    """`refused` says of rules by their place why they were not run; the counts are of whole rules, `finds` of the first ones."""

    events: int = 0
    unread: int = 0
    untimed: int = 0
    cut: int = 0
    finds: dict[int, list[Find]] = field(default_factory=lambda: defaultdict(list))
    counts: Counter[int] = field(default_factory=Counter)
    refused: dict[int, str] = field(default_factory=dict)
    reasons: Counter[str] = field(default_factory=Counter)
    """Why records were not read."""
    machines: Counter[str] = field(default_factory=Counter)
    whole: bool = True


class Detector:
    """One run. `run` gives the outcome and calls `heard` after each batch with the number of events read."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.outcome = Outcome(refused=dict(plan.refused))
        self.asked = {member for members in plan.members.values() for member in members}
        self.occurrences: dict[int, list[Occurrence]] = defaultdict(list)
        self.machine_of: dict[int, str] = {}

    def run(
        self, events: Iterable[Event | Unread], heard: Callable[[int], None] = lambda read: None
    ) -> Outcome:
        with duckdb.connect(config=dict(CONFIG)) as connection:
            self._try_pieces(connection)
            for batch in self._batches(events):
                tables = EventTables(connection, batch)
                for place in list(self.plan.pieces):
                    self._detect(tables, place, batch)
                self.outcome.events += len(batch)
                heard(self.outcome.events)
        for place in self.plan.order:
            self._correlate(place)
        return self.outcome

    def _try_pieces(self, connection: duckdb.DuckDBPyConnection) -> None:
        """A statement that the database does not accept refuses its rule before any event is read."""
        tables = EventTables(connection, [])
        for place in list(self.plan.pieces):
            self._detect(tables, place, [], kinds=[0])

    def _batches(self, events: Iterable[Event | Unread]) -> Iterator[list[Event]]:
        batch: list[Event] = []
        size = 0
        for event in events:
            if isinstance(event, Unread):
                self.outcome.unread += 1
                self.outcome.reasons[event.reason[:100]] += 1
                continue
            if self.outcome.events + len(batch) >= MOST_EVENTS:
                self.outcome.whole = False
                break
            batch.append(event)
            self.outcome.cut += event.cut
            self.outcome.untimed += event.at is None
            if len(self.outcome.machines) < 10_000 or event.machine in self.outcome.machines:
                self.outcome.machines[event.machine] += 1
            size += sum(len(text or "") for values in event.fields.values() for text in values)
            if len(batch) >= BATCH or size > BATCH_CHARACTERS:
                yield batch
                batch, size = [], 0
        if batch:
            yield batch

    def _detect(
        self, tables: EventTables, place: int, batch: list[Event], kinds: list[int] | None = None
    ) -> None:
        rule = self.plan.rules[place]
        if kinds is None:
            kinds = [
                number
                for kind, number in tables.kinds.items()
                if speaks_of(rule.logsource, kind, self.plan.declared)
            ]
        if not kinds:
            return
        try:
            found = tables.matching(self.plan.pieces[place], kinds)
        except duckdb.Error as error:
            self._refuse(place, f"Cơ sở dữ liệu không chạy được quy tắc ({type(error).__name__}).")
            return
        for number in found:
            self._note(place, batch[number], self.outcome.events + number)

    def _refuse(self, place: int, why: str) -> None:
        """A rule that fails is not half run: nothing that it found stays."""
        self.outcome.refused[place] = why
        self.plan.pieces.pop(place, None)
        for found in (self.outcome.finds, self.occurrences, self.outcome.counts):
            found.pop(place, None)

    def _note(self, place: int, event: Event, number: int) -> None:
        if place in self.plan.reported:
            self.outcome.counts[place] += 1
            if len(self.outcome.finds[place]) < MOST_FINDS:
                shown = shown_fields(self.plan.rules[place].fields, event)
                machines = (event.machine,) if event.machine else ()
                self.outcome.finds[place].append(Find(place, event.at, event.at, machines, 1, shown))
        if place not in self.asked or event.at is None:
            return
        if len(self.occurrences[place]) > MOST_OCCURRENCES:
            return
        values = {
            name: tuple(one for one in event.fields.get(name, ()) if one is not None)
            for name in self.plan.wanted.get(place, ())
        }
        self.machine_of[number] = event.machine
        key = (event.at, number)
        self.occurrences[place].append(Occurrence(0, key, key, values, (number,)))

    def _correlate(self, place: int) -> None:
        members = self.plan.members[place]
        for member in members:
            if member in self.outcome.refused:
                self._refuse(place, f"Quy tắc mà nó gọi không chạy được: {self.outcome.refused[member]}")
                return
        correlation = self.plan.rules[place].correlation
        wanted = self.plan.wanted.get(place, set())

        def name_in(name: str, rule: int) -> str:
            return self.plan.name_in(place, name, rule)

        try:
            found = self._windows(place, members, name_in)
            if place not in self.asked:
                self._report(place, found)
                return
            windows = list(_bounded(found))
        except TooMany as why:
            self._refuse(place, str(why))
            return
        if place in self.plan.reported:
            self._report(place, windows)
        for group, window in windows:
            values = {
                name: tuple(
                    {value for one in window for value in one.values.get(name_in(name, one.rule), ())}
                )
                for name in wanted
            }
            values |= {
                name: (value,)
                for name, value in zip(correlation.group_by, group, strict=True)
                if name in wanted
            }
            events = tuple(sorted({number for one in window for number in one.events}))
            begin, end = min(one.begin for one in window), max(one.end for one in window)
            self.occurrences[place].append(Occurrence(0, begin, end, values, events))

    def _windows(
        self, place: int, members: tuple[int, ...], name_in: Callable[[str, int], str]
    ) -> Iterator[Window]:
        """Raises: TooMany."""
        correlation = self.plan.rules[place].correlation
        first = {member: rule for rule, member in reversed(list(enumerate(members)))}
        gathered = []
        for member, rule in first.items():
            if len(self.occurrences[member]) > MOST_OCCURRENCES:
                raise TooMany(
                    f"Quy tắc “{self.plan.rules[member].title[:100]}” bắt hơn {MOST_OCCURRENCES} sự kiện; hãy thu hẹp."
                )
            gathered += [
                Occurrence(rule, one.begin, one.end, one.values, one.events)
                for one in self.occurrences[member]
            ]
        yield from correlate(correlation, gathered, name_in)

    def _report(self, place: int, windows: Iterable[Window]) -> None:
        """Windows of a group that overlap are one find."""
        correlation = self.plan.rules[place].correlation
        slices = correlation.type not in TEMPORAL
        by_group: dict[tuple[str, ...], list[tuple[float, float, set[int]]]] = defaultdict(list)
        for group, window in windows:
            begin, end = min(one.begin[0] for one in window), max(one.end[0] for one in window)
            merged = by_group[group]
            if not merged or begin > merged[-1][1]:
                merged.append((begin, end, set()))
            first, last, events = merged[-1]
            for one in reversed(window):
                if slices and one.events[0] in events:
                    break  # windows of one group are slices of its events: what lies before is there already
                events.update(one.events)
            merged[-1] = (min(begin, first), max(end, last), events)
        for group, spans in by_group.items():
            shown = self._shown_group(place, group)
            for begin, end, events in spans:
                self.outcome.counts[place] += 1
                if len(self.outcome.finds[place]) < MOST_FINDS:
                    machines = sorted({self.machine_of[number] for number in events} - {""})[:20]
                    found = Find(place, begin, end, tuple(machines), len(events), dict(shown))
                    self.outcome.finds[place].append(found)

    def _shown_group(self, place: int, group: tuple[str, ...]) -> dict[str, str]:
        """The values of the group; a name under which any of its rules means a person says none."""
        correlation = self.plan.rules[place].correlation
        shown = {}
        for name, value in zip(correlation.group_by, group, strict=True):
            fields = {self.plan.name_in(place, name, rule).lower() for rule in range(len(correlation.rules))}
            shown[name[:200]] = NO_NAME if fields & person_fields() else shown_value(name, value)
        return shown


def _bounded(windows: Iterable[Window]) -> Iterator[Window]:
    """Those of a correlation that another one refers to. Raises: TooMany."""
    size = 0
    for group, window in windows:
        size += len(window)
        if size > 20 * MOST_OCCURRENCES:
            raise TooMany("Tương quan này thỏa quá nhiều lần; hãy thu hẹp quy tắc hoặc thời gian.")
        yield group, window
