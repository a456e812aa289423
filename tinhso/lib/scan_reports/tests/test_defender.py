"""Windows events: detections of Defender are findings; a file on which the library hangs or falls ends in a sentence."""

import json
import sys

import pytest

from tinhso.lib.scan_reports.drafts import Collected
from tinhso.lib.scan_reports.limits import ReportLimits
from tinhso.lib.scan_reports.report import FindingKind, ReportRefused, Severity
from tinhso.lib.scan_reports.tests.samples import read
from tinhso.lib.scan_reports.tools import defender

DATA = {"Threat Name": "Trojan:Win32/Thu.A", "Threat ID": "2147", "Severity ID": "5", "Category Name": "Trojan", "Path": "file:_C:\\tai\\a.exe",
        "Detection User": "SO\\nguyenvana", "Action Name": "%%887", "Error Description": "Xong"}  # fmt: skip


def event(number, provider="Microsoft-Windows-Windows Defender", **data):
    system = {"Provider": {"#attributes": {"Name": provider}}, "EventID": number, "Computer": "MAY-01.so.example",
              "TimeCreated": {"#attributes": {"SystemTime": "2024-03-08T03:00:00.123456Z"}}}  # fmt: skip
    return {"Event": {"System": system, "EventData": data}}


def test_detections_of_defender_are_findings_and_other_events_are_skipped():
    collected = Collected("windows_events", ReportLimits())
    events = [
        event(1116, **DATA),
        event({"#text": 1117}, **DATA),
        event(4624, "Microsoft-Windows-Security-Auditing"),
        event(1150),
        {"Event": 1},
    ]
    for one in [*events, event(1116, **DATA | {"Severity ID": "77"})]:
        collected.each(one, defender._event)
    report = collected.report()
    first, second = report.findings
    assert (first.kind, first.severity, first.machine.name) == (
        FindingKind.MALWARE,
        Severity.CRITICAL,
        "MAY-01.so.example",
    )
    assert (first.title, first.rule, first.location) == ("Trojan:Win32/Thu.A", "2147", "file:_C:\\tai\\a.exe")
    assert second.evidence == "Xong" and first.seen_at.isoformat() == "2024-03-08T03:00:00.123456+00:00"
    assert report.skipped == 2 and len(report.rejected) == 2 and "nguyenvana" not in repr(report.findings)


def child(program):
    return [sys.executable, "-c", program]


def test_what_the_child_writes_is_read_line_by_line():
    line = json.dumps(event(1116, **DATA))
    found = list(defender.events_of(child(f"print({line!r}); print(); print({line!r})"), 100_000))
    assert found[0] == found[2] and found[1].reason == "sự kiện bị hỏng" and len(found) == 3


def test_a_child_that_hangs_falls_or_writes_without_end_is_stopped():
    with pytest.raises(ReportRefused, match="mãi không hết"):
        list(defender.events_of(child("import time; time.sleep(60)"), 1000, patience=0.3))
    with pytest.raises(ReportRefused, match="bị hỏng"):
        list(defender.events_of(child("raise SystemExit(3)"), 1000))
    with pytest.raises(ReportRefused, match="dài quá"):
        list(defender.events_of(child("print('x' * 5000, end='')"), 1000))


def test_a_file_that_only_begins_like_one_is_refused(tmp_path):
    with pytest.raises(ReportRefused, match="evtx"):
        read(tmp_path, b"ElfFile\x00" + b"\x00" * 5000)
