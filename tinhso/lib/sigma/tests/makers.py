"""Events and rules of our own making, and a run of them without a file."""

from typing import Any

from tinhso.lib.sigma.detecting import Detector, Outcome
from tinhso.lib.sigma.event_rows import Event, event_of
from tinhso.lib.sigma.plan import plan_of
from tinhso.lib.sigma.reading import read_rules

START = "2026-03-02T08:00:00Z"
HEAD = "title: Thử\nlogsource: {product: windows, category: process_creation}\n"


def windows(
    number: int = 1, channel: str = "Microsoft-Windows-Sysmon/Operational", at: str = START, **data: Any
) -> dict:
    """A Windows event as the library that reads EVTX gives it."""
    return {
        "Event": {
            "System": {
                "Provider": {"#attributes": {"Name": "Thu-Nghiem"}},
                "EventID": number,
                "Channel": channel,
                "Computer": data.pop("computer", "may-01"),
                "TimeCreated": {"#attributes": {"SystemTime": at}},
            },
            "EventData": data,
        }
    }


def logon(number: int, minute: float, user: str, **data: Any) -> dict:
    """A sign-in of the security log, so many minutes after eight."""
    seconds = round(minute * 60)
    at = f"2026-03-02T{8 + seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}Z"
    return windows(number, "Security", at, TargetUserName=user, **data)


def events_of(records: list[dict]) -> list[Event]:
    return [event_of(one) for one in records]


def outcome_of(
    text: str, records: list[dict], placeholders: dict | None = None, declared: Any = None
) -> Outcome:
    plan = plan_of(read_rules(text, placeholders), declared=declared)
    return Detector(plan).run(events_of(records))


def found_by(detection: str, records: list[dict], placeholders: dict | None = None) -> list[int]:
    """Which events the detection section finds, by their place. It must be one that can be run."""
    plan = plan_of(read_rules(HEAD + detection, placeholders))
    assert not plan.refused, plan.refused
    events = events_of(records)
    for place, one in enumerate(events):
        one.machine = str(place)
    return [int(one.machines[0]) for one in Detector(plan).run(events).finds[0]]


def selection(*lines: str, condition: str = "selection") -> str:
    """A detection of one selection with these lines of YAML."""
    return (
        "detection:\n  selection:\n"
        + "".join(f"    {line}\n" for line in lines)
        + f"  condition: {condition}\n"
    )


def faults_of(text: str) -> list[tuple[int, str]]:
    return [(one.line, one.words) for rule in read_rules(text) for one in rule.faults]
