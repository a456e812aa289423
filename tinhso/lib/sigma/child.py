"""Works with Sigma rules in a process of its own: python -P -m tinhso.lib.sigma.child check|run, words as JSON on its input.

`check` reads rules and says what they are and their faults; `run` runs rules over the events of a file. A bounded address space and
time, a parent whose death ends it; each line of its output is JSON.
"""

import ctypes
import json
import resource
import signal
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import duckdb

from tinhso.lib.scan_reports.limits import ReportLimits
from tinhso.lib.scan_reports.report import ReportRefused
from tinhso.lib.sigma.detecting import Detector
from tinhso.lib.sigma.documents import Fault, Refused
from tinhso.lib.sigma.event_rows import read_events
from tinhso.lib.sigma.plan import plan_of
from tinhso.lib.sigma.reading import read_rules
from tinhso.lib.sigma.rules import LogSource, Rule, RuleKind

DIES_WITH_PARENT = 1  # PR_SET_PDEATHSIG
MOST_MEMORY = 3 * 1024**3
Answer = dict[str, Any]
TOO_MUCH = "Việc này cần nhiều bộ nhớ hơn mức cho phép; hãy chia nhỏ tệp."


def notify(message: Answer) -> None:
    print(json.dumps(message), flush=True)  # noqa: T201 (the protocol)


def check(words: Answer) -> Answer:
    """`text` gives `rules`: what each says of itself, and its faults."""
    placeholders = {name: tuple(values) for name, values in words.get("placeholders", {}).items()}
    return {"rules": [_described(rule) for rule in read_rules(words["text"], placeholders)]}


def _described(rule: Rule) -> Answer:
    names = "text line title identifier name level status author licence description date modified tags references false_positives"
    found = {name: getattr(rule, name) for name in names.split()}
    found |= {"kind": rule.kind.value, "logsource": asdict(rule.logsource)}
    found["calls"] = rule.correlation.rules if rule.correlation else rule.filtered
    found["faults"] = [[one.line, one.words] for one in rule.faults]
    return found


def run(words: Answer) -> Answer:
    """`rules` (`text`, and `reported`), `path`, `declared` and `placeholders` give the outcome; rules are named by their place."""
    placeholders = {name: tuple(values) for name, values in words.get("placeholders", {}).items()}
    rules, reported = [], set()
    for place, one in enumerate(words["rules"]):
        try:
            rules.append(read_rules(one["text"], placeholders)[0])
        except Refused as why:
            rules.append(Rule(RuleKind.DETECTION, "", 1, faults=list(why.faults) or [Fault(1, str(why))]))
        if one["reported"]:
            reported.add(place)
    declared = LogSource(**words["declared"]) if words.get("declared") else None
    plan = plan_of(rules, reported=reported, declared=declared)
    events = read_events(Path(words["path"]), ReportLimits())
    outcome = Detector(plan).run(events, lambda read: notify({"read": read}))
    return {
        "events": outcome.events,
        "unread": outcome.unread,
        "untimed": outcome.untimed,
        "cut": outcome.cut,
        "whole": outcome.whole,
        "reasons": dict(outcome.reasons.most_common(20)),
        "machines": dict(outcome.machines.most_common(1000)),
        "refused": {str(place): why for place, why in outcome.refused.items() if place in reported},
        "counts": {str(place): count for place, count in outcome.counts.items()},
        "finds": [asdict(one) for found in outcome.finds.values() for one in found],
    }


def main() -> int:
    ctypes.CDLL(None).prctl(DIES_WITH_PARENT, signal.SIGKILL)
    deed = {"check": check, "run": run}[sys.argv[1]]
    words = json.loads(sys.stdin.buffer.read())
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (words["seconds"], words["seconds"]))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        notify({"done": deed(words)})
    except Refused as why:
        notify({"failed": str(why)[:2000]})
    except ReportRefused as why:
        notify({"failed": str(why)})
    except (MemoryError, duckdb.OutOfMemoryException):
        notify({"failed": TOO_MUCH})
    return 0


if __name__ == "__main__":
    sys.exit(main())
