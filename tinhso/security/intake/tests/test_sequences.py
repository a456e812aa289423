"""Reports in any order: a finding is open exactly when the last report that would have shown it did."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

import pytest
from django.db import transaction

from tinhso.casework.tests.makers import NOW
from tinhso.security.models import SecurityFinding
from tinhso.security.tests.makers import imported, read_list, reported, scanned

MACHINES = 20
PORTS = (22, 80, 443)
RULES = ("R1", "R2")


@dataclass(frozen=True)
class Drawn:
    """A report: when, by which tool, where it looked, and (machine, port, rule) that it shows."""

    hour: int
    tool: str
    machines: frozenset[int]
    ports: frozenset[int] | None
    rules: frozenset[str] | None
    shows: frozenset[tuple[int, int, str]]

    def in_scope(self, finding: tuple[int, int, str], tools: set[str]) -> bool:
        machine, port, rule = finding
        return (
            self.tool in tools
            and machine in self.machines
            and (self.ports is None or port in self.ports)
            and (self.rules is None or rule in self.rules)
        )


def drawn(random: Random, hour: int) -> Drawn:
    shows = frozenset(
        (machine, random.choice(PORTS), random.choice(RULES))
        for machine in range(MACHINES)
        for _ in range(random.randint(0, 3))
    )
    some = frozenset(random.sample(range(MACHINES), random.randint(0, MACHINES)))
    ports = None if random.random() < 0.5 else frozenset(random.sample(PORTS, random.randint(0, 2)))
    rules = None if random.random() < 0.6 else frozenset(random.sample(RULES, 1))
    return Drawn(hour, random.choice(["nessus", "openvas"]), some, ports, rules, shows)


def expected(reports: list[Drawn]) -> dict[tuple[int, int, str, str], bool]:
    """Slow and by the rule alone. The two tools number their checks apart, so each has findings of its own."""
    found = {}
    for tool in ("nessus", "openvas"):
        for finding in {one for each in reports if each.tool == tool for one in each.shows}:
            words = [
                (one.hour, finding in one.shows)
                for one in reports
                if one.tool == tool and (finding in one.shows or one.in_scope(finding, {tool}))
            ]
            found[(*finding, tool)] = max(words)[1]  # of two at one moment, the one that showed it
    return found


def file_all(town, reports: list[Drawn]) -> None:
    for one in reports:
        scope = {"every_port": one.ports is None, "every_rule": one.rules is None}
        scope |= {"ports": ",".join(map(str, sorted(one.ports or ()))), "rules": tuple(one.rules or ())}
        findings = [reported(address(machine), rule, port=port) for machine, port, rule in sorted(one.shows)]
        report = scanned(
            *findings,
            machines=[address(each) for each in sorted(one.machines)],
            at=NOW - timedelta(hours=100 - one.hour),
            tool=one.tool,
            **scope,
        )
        imported(town, report)


def address(machine: int) -> str:
    return f"10.0.1.{machine}"


def answers() -> dict[tuple[int, int, str, str], bool]:
    rows = SecurityFinding.objects.select_related("machine")
    return {
        (int(one.machine.name[3:]), one.port, one.rule, one.checks[0].split(":")[0]): one.state != "mended"
        for one in rows
    }


def try_worlds(guarded, seeds: range) -> None:
    """Each world is MACHINES sequences at once: every machine lies in the scope of other reports."""
    lines = [f"pc-{one},{address(one)},aa:bb:cc:00:01:{one:02x}" for one in range(MACHINES)]
    read_list(guarded, guarded.agency_a, "anh", "name,ip,mac\n" + "\n".join(lines), since=date(2023, 1, 1))
    for seed in seeds:
        random = Random(seed)
        reports = [drawn(random, random.randint(0, 8)) for _ in range(random.randint(2, 6))]
        with transaction.atomic():
            file_all(guarded, reports)
            found = answers()
            transaction.set_rollback(True)
        assert found == expected(reports), seed


def test_twenty_sequences_of_reports_in_any_order(guarded):
    try_worlds(guarded, range(1))


@pytest.mark.long
def test_a_thousand_sequences_of_reports_in_any_order(guarded):
    try_worlds(guarded, range(50))
