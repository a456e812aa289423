"""What rules found, as one hit for each rule and machine (names without case), with whose machine it is and whether an exception covers it."""

from collections import defaultdict
from datetime import UTC, datetime
from uuid import uuid4

from tinhso.lib.dates import local
from tinhso.lib.scan_reports.report import ReportedMachine
from tinhso.lib.sigma.running import FoundEvent, RunOutcome
from tinhso.security.intake.identification import Identified, Register
from tinhso.security.models import DetectionException, DetectionHit, DetectionRule, DetectionRun
from tinhso.security.pages.codes import code_of

MOST_SAMPLES = 5
MOST_HITS = 20_000
"""Of one run; whoever has more has a rule to mend before."""
State = DetectionHit.State


def hits_of(
    run: DetectionRun, rules: list[DetectionRule], outcome: RunOutcome, now: datetime
) -> list[DetectionHit]:
    groups: dict[tuple[int, tuple[str, ...]], list[FoundEvent]] = defaultdict(list)
    for one in outcome.finds:
        groups[one.rule, tuple(sorted({name.lower() for name in one.machines}))].append(one)
    machines = _Machines(run, {name for _, names in groups for name in names})
    exceptions = _Exceptions({rules[place].key for place, _ in groups}, now)
    found = []
    for (place, names), finds in list(groups.items())[:MOST_HITS]:
        hit = _hit(run, rules[place], names, finds, now)
        known = machines.of(names[0], hit.last_at or run.at) if len(names) == 1 else None
        hit.machine_id = known.machine_id if known else None
        hit.agency_id = known.agency_id if known else run.agency_id
        hit.exception = exceptions.over(hit)
        hit.state = State.EXCEPTED if hit.exception else State.NEW
        found.append(hit)
    return found


def _hit(
    run: DetectionRun, rule: DetectionRule, names: tuple[str, ...], finds: list[FoundEvent], now: datetime
) -> DetectionHit:
    begins = [one.begin for one in finds if one.begin is not None]
    ends = [one.end for one in finds if one.end is not None]
    return DetectionHit(
        code=code_of(uuid4()),
        run=run,
        rule=rule,
        machine_name=", ".join(names)[:255],
        machines=[name[:255] for name in names],
        first_at=_moment(min(begins)) if begins else None,
        last_at=_moment(max(ends)) if ends else None,
        times=len(finds),
        events=sum(one.events for one in finds),
        samples=[list(one.fields.items()) for one in finds[:MOST_SAMPLES]],
        level=rule.level,
        at=now,
    )


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


class _Machines:
    """By the name that the event gives, and by its first part where that is a name of a domain."""

    def __init__(self, run: DetectionRun, names: set[str]) -> None:
        every = {ReportedMachine(name=part) for name in names for part in (name, name.split(".")[0])}
        self.register = Register(every, agency_id=run.agency_id)

    def of(self, name: str, moment: datetime) -> Identified | None:
        return self.register.find(ReportedMachine(name=name), moment) or self.register.find(
            ReportedMachine(name=name.split(".")[0]), moment
        )


class _Exceptions:
    """Those that hold on the day, for some rules."""

    def __init__(self, keys: set[str], now: datetime) -> None:
        rows = DetectionException.objects.filter(
            rule_key__in=keys, ended_at=None, expires_on__gte=local(now).date()
        )
        self.by_place = {(one.rule_key, one.agency_id, one.machine_name.lower()): one for one in rows}

    def over(self, hit: DetectionHit) -> DetectionException | None:
        return self.by_place.get((hit.rule.key, hit.agency_id, hit.machine_name.lower()))
