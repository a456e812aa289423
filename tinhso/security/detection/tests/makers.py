"""Rules, files of events and hits of our own making."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest

from tinhso.casework.tests.makers import NOW
from tinhso.kernel.events.public import SYSTEM
from tinhso.lib.scan_reports.report import ReportRefused
from tinhso.lib.sigma.child import check
from tinhso.lib.sigma.documents import Refused
from tinhso.lib.sigma.running import CheckedRule, FoundEvent, RunOutcome, _frozen
from tinhso.security.detection.actions.file_run import file_run
from tinhso.security.detection.actions.receive_events import receive_events
from tinhso.security.detection.actions.register_rules import register_rules
from tinhso.security.detection.actions.switch_rule_on import switch_rule_on
from tinhso.security.models import DetectionHit, DetectionRule, DetectionRun

RULE = """title: Xóa bản sao lưu bóng
id: 11111111-2222-4333-8444-555555555555
level: high
author: Lê Thị Cúc
license: DRL-1.1
tags: [attack.impact]
falsepositives: [Người quản trị dọn ổ đĩa]
description: Mã độc tống tiền thường xóa bản sao lưu trước khi mã hóa.
logsource: {product: windows, category: process_creation}
detection:
  lenh: {CommandLine|contains|all: [vssadmin, delete]}
  condition: lenh
"""
COUNT = """title: Nhiều lần
name: nhieu
correlation: {type: event_count, rules: [11111111-2222-4333-8444-555555555555], group-by: [Computer], timespan: 1h, condition: {gte: 2}}
"""


def check_here(text, **more):
    """As the child process does, in this one: a test starts no process for each rule."""
    try:
        found = check({"text": text})["rules"]
    except Refused as why:
        raise ReportRefused(str(why)) from why
    return [
        CheckedRule(**{name: _frozen(json.loads(json.dumps(one))) for name, one in rule.items()})
        for rule in found
    ]


@pytest.fixture
def town(guarded, monkeypatch):
    """With a second coordinator, and the check of rules in this process."""
    from tests.town import make_officer
    from tinhso.kernel.people.roles import Head, SecurityCoordinator

    monkeypatch.setattr("tinhso.security.detection.reading.check_rules", check_here)
    guarded.du = make_officer("du", "Lê Văn Dụ", guarded.committee, "Điều phối viên", SecurityCoordinator)
    guarded.lam = make_officer("lam", "Lê Văn Lãm", guarded.committee, "Chánh Văn phòng", Head)
    return guarded


def registered_rules(town, text=RULE, key=None, skip_faulty=False, who="cuc") -> list[DetectionRule]:
    return register_rules(
        text=text, skip_faulty=skip_faulty, client_key=key or uuid4(), by=town.actor(who), now=NOW
    )


def running_rule(town, text=RULE, reported=True) -> DetectionRule:
    row = registered_rules(town, text)[0]
    return switch_rule_on(rule=row, reported=reported, by=town.actor("du"), now=NOW)


def received(town, agency, who="anh", content=b"{}", key=None, logsource=("", "", "")) -> DetectionRun:
    return receive_events(
        agency=agency, content=content, file_name="su-kien.json", logsource=logsource, client_key=key or uuid4(), by=town.actor(who), now=NOW
    )  # fmt: skip


def found_on(*machines, rule=0, hours_ago=1, command="vssadmin delete shadows") -> FoundEvent:
    at = (NOW - timedelta(hours=hours_ago)).timestamp()
    return FoundEvent(rule, at, at, machines, 1, {"CommandLine": command, "EventID": "1"})


def outcome(*finds, refused=None, **words) -> RunOutcome:
    usual = {"events": 10, "unread": 1, "untimed": 0, "cut": 0, "whole": True}
    usual |= {"reasons": {"không phải JSON": 1}, "machines": {}, "counts": {}}
    return RunOutcome(**usual | words, refused=refused or {}, finds=finds)


def hits_on(town, agency, *finds, who="anh") -> list[DetectionHit]:
    """The rule that is on found this in a file of the agency."""
    run = received(town, agency, who, content=uuid4().bytes)
    rules = list(DetectionRule.objects.running().order_by("pk"))
    file_run(run=run, rules=rules, outcome=outcome(*finds), by=SYSTEM, now=NOW)
    return list(run.found.order_by("machine_name"))
