"""Runs the public Sigma rules over the events that belong to them and prints how many fire, and why the others do not.

    python -m bench.security.sigma FOLDER [--json] [--all] [--misses] [--specification CLONE]

FOLDER is a clone of SigmaHQ/sigma (rules, and `regression_data` with a rule's own events beside its `info.yml`); nothing of it is
part of this project. `--specification` says which examples of SigmaHQ/sigma-specification are read. `--all` also reads every rule of the clone and says which cannot be run. Exit code 1 where fewer than
200 of 202 fire.
"""

import argparse
import re
import sys
import time
from collections import Counter
from pathlib import Path

import yaml

from tinhso.lib.scan_reports.limits import ReportLimits
from tinhso.lib.scan_reports.report import ReportRefused
from tinhso.lib.sigma.detecting import Detector
from tinhso.lib.sigma.documents import Refused
from tinhso.lib.sigma.event_rows import read_events
from tinhso.lib.sigma.plan import plan_of
from tinhso.lib.sigma.reading import read_rules
from tinhso.lib.sigma.rules import Rule

LEAST = 200 / 202


def rules_by_id(folder: Path) -> tuple[dict[str, Rule], Counter[str]]:
    found: dict[str, Rule] = {}
    faults: Counter[str] = Counter()
    for path in sorted(folder.glob("rules*/**/*.yml")):
        try:
            rules = read_rules(path.read_text(encoding="utf-8"))
        except Refused as why:
            faults[str(why)] += 1
            continue
        for rule in rules:
            found[rule.identifier] = rule
            faults.update(f"{one.words[:120]}" for one in rule.faults)
    return found, faults


def fires(rule: Rule, path: Path) -> str:
    """Why the rule does not fire on the file; empty where it does."""
    plan = plan_of([rule])
    try:
        outcome = Detector(plan).run(read_events(path, ReportLimits()))
    except ReportRefused as why:
        return str(why)
    return "" if outcome.counts[0] else outcome.refused.get(0, f"{outcome.events} events, none found")


def say_examples(clone: Path) -> None:
    """Each example of the specification: read, or why not. Fragments without a title say so."""
    pages = [
        clone / f"specification/sigma-{name}-specification.md" for name in ("correlation-rules", "filters")
    ]
    texts = [
        one for page in pages for one in re.findall(r"```ya?ml\n(.*?)```", page.read_text("utf-8"), re.DOTALL)
    ]
    texts += [path.read_text("utf-8") for path in sorted((clone / "tests/schema").rglob("*.yml"))]
    for text in texts:
        if any(f"{part}:" in text for part in ("correlation", "detection", "filter")):
            for rule in read_rules(text):
                print(
                    f"  {rule.kind:12} {rule.title[:60]:60} {'; '.join(one.words for one in rule.faults) or 'read'}"
                )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--json", action="store_true", help="the JSON of the events instead of the EVTX")
    parser.add_argument("--all", action="store_true", help="say of every rule whether it can be run")
    parser.add_argument("--misses", action="store_true", help="a line for each rule that does not fire")
    parser.add_argument("--specification", type=Path, help="a clone of SigmaHQ/sigma-specification")
    options = parser.parse_args()
    if options.specification:
        say_examples(options.specification)
    began = time.process_time()
    rules, faults = rules_by_id(options.folder)
    read = time.process_time() - began
    print(
        f"{len(rules)} rules read in {read:.0f} CPU s, {sum(map(bool, (r.faults for r in rules.values())))} cannot be run"
    )
    if options.all:
        for words, count in faults.most_common(40):
            print(f"  {count:5}  {words}")
    pairs = misses = 0
    for info in sorted((options.folder / "regression_data").rglob("info.yml")):
        about = yaml.safe_load(info.read_text(encoding="utf-8"))
        identifier = about["rule_metadata"][0]["id"]
        for path in sorted(info.parent.glob("*.json" if options.json else "*.evtx")):
            pairs += 1
            rule = rules.get(identifier)
            why = fires(rule, path) if rule else "no rule of this id"
            misses += bool(why)
            if why and options.misses:
                print(f"  {path.parent.name}: {why}")
    print(
        f"{pairs - misses} of {pairs} fire on their own events, {time.process_time() - began - read:.0f} CPU s"
    )
    return 0 if pairs and (pairs - misses) / pairs >= LEAST else 1


if __name__ == "__main__":
    sys.exit(main())
