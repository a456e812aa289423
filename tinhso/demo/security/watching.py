"""What the demo's machines did: Sigma rules with what they found, logs of names and connections with what a person should look at; all of it invented,
by the real intake. Names are reserved ones; nothing of it is in the counts of the years before."""

import json
import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from tinhso.demo.exchange.people import Office
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import Agency
from tinhso.security.public import (
    DetectionHit,
    LogSuspicion,
    NetworkLog,
    decide_suspicion,
    dismiss_hit,
    read_received_report,
    receive_events,
    receive_report,
    register_rules,
    review_log,
    run_received_events,
    switch_rule_on,
)

KEYS = UUID("5ec0de38-5161-4000-8000-000000000041")
COORDINATOR, HEAD = "thuy", "chi"
LEARNT, WATCHED, DECIDED = 11, 3, 1
"""Days before the opening: a log that teaches which names are usual, one with odd machines, when somebody looked."""
RULES = """title: Xóa bản sao lưu bóng (mô phỏng)
id: 5ec0de38-0001-4000-8000-000000000001
status: test
level: high
author: Bản trình diễn
license: CC0-1.0
description: Mã độc tống tiền thường xóa bản sao lưu trước khi mã hóa.
falsepositives: [Người quản trị dọn ổ đĩa]
tags: [attack.impact, attack.t1490]
logsource: {product: windows, category: process_creation}
detection:
  lenh: {CommandLine|contains|all: [vssadmin, delete]}
  condition: lenh
---
title: PowerShell chạy lệnh mã hóa (mô phỏng)
id: 5ec0de38-0002-4000-8000-000000000002
status: test
level: medium
author: Bản trình diễn
license: CC0-1.0
description: Lệnh mã hóa Base64 hay được dùng để giấu nội dung.
falsepositives: [Phần mềm quản lý máy trạm]
tags: [attack.execution, attack.t1059.001]
logsource: {product: windows, category: process_creation}
detection:
  lenh: {Image|endswith: powershell.exe, CommandLine|contains: ' -enc '}
  condition: lenh
"""
COMMANDS = (
    ("SO-PC04", "C:\\Windows\\System32\\vssadmin.exe", "vssadmin delete shadows /all /quiet"),
    ("SO-PC07", "C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe", "powershell -enc SQBFAFgA"),
    ("SO-PC09", "C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe", "powershell -enc RwBlAHQA"),
    ("SO-PC02", "C:\\Windows\\System32\\notepad.exe", "notepad bao-cao.txt"),
)
USUAL = ("www.tinh.example", "thu.tinh.example", "gio.tinh.example", "tin-tuc.example")
BUSY = 10
"""How many machines of the agency ask in the logs."""


def watch_machines(*, now: datetime) -> None:
    """Of the specialised unit's own machines."""
    office = Office(now)
    by, unit = office.person(COORDINATOR), office.agency(COORDINATOR)
    _detect(office, unit, by)
    _log(usual_lines(office.ago(LEARNT)), "nhat-ky-dau.log", unit, by, office.ago(LEARNT - 2))
    begins = office.ago(WATCHED)
    _log([*usual_lines(begins), *odd_lines(begins)], "nhat-ky-tuan.log", unit, by, office.ago(DECIDED))
    beacon = LogSuspicion.objects.filter(kind="beacon", state="waiting").first()
    if beacon:
        decide_suspicion(
            suspicion=beacon, finding=False, reason="Phần mềm giám sát nhiệt độ phòng máy gửi tin mỗi 10 phút (mô phỏng)",
            by=by, now=office.ago(DECIDED),
        )  # fmt: skip


def _detect(office: Office, unit: Agency, by: Actor) -> None:
    """Two rules, switched on by the head; a file of events; one hit is nothing."""
    at, second = office.ago(LEARNT), office.person(HEAD)
    for rule in register_rules(text=RULES, skip_faulty=False, client_key=_key("rules"), by=by, now=at):
        switch_rule_on(rule=rule, reported=True, by=second, now=at)
    at = office.ago(WATCHED)
    content = "\n".join(json.dumps(_event(n, *one, at)) for n, one in enumerate(COMMANDS))
    run = receive_events(
        agency=unit, content=content.encode(), file_name="su-kien-may-tram.jsonl", logsource=("", "", ""),
        client_key=_key("events"), by=by, now=at,
    )  # fmt: skip
    run_received_events(run.pk, at)
    nothing = DetectionHit.objects.filter(run=run, machine_name="so-pc09").first()
    if nothing:
        dismiss_hit(
            hit=nothing, reason="Phần mềm quản lý máy trạm của Sở chạy lệnh này (mô phỏng)",
            expires_on=at.date() + timedelta(days=180), by=by, now=office.ago(DECIDED),
        )  # fmt: skip


def _event(number: int, machine: str, image: str, command: str, at: datetime) -> dict[str, object]:
    system = {
        "Provider": {"#attributes": {"Name": "Microsoft-Windows-Sysmon"}},
        "EventID": 1,
        "Channel": "Microsoft-Windows-Sysmon/Operational",
        "Computer": machine,
        "TimeCreated": {"#attributes": {"SystemTime": (at - timedelta(hours=number + 1)).isoformat()}},
    }
    return {"Event": {"System": system, "EventData": {"Image": image, "CommandLine": command}}}


def _log(lines: list[str], name: str, unit: Agency, by: Actor, at: datetime) -> None:
    source = receive_report(
        agency=unit, content="\n".join(lines).encode(), file_name=name, client_key=_key(name), by=by, now=at
    )
    read_received_report(source.pk, at)
    for log in NetworkLog.objects.filter(scan_import=source):
        review_log(log.pk, at)


def usual_lines(begins: datetime) -> list[str]:
    """Lines of Zeek: what every machine asks for, on two days."""
    return [
        _query_line(begins + timedelta(hours=hour, seconds=host), host, USUAL[(host + hour) % len(USUAL)])
        for host in range(1, BUSY + 1)
        for hour in (0, 3, 26)
    ]


def odd_lines(begins: datetime) -> Iterator[str]:
    """A beacon, names that a program drew, a tunnel, a connection of hours, a name that nobody asked for before."""
    drawn = random.Random(38)  # noqa: S311 (names of an illustration)
    for number in range(40):
        yield _query_line(begins + timedelta(minutes=10 * number), 3, "cam-bien.nhiet-do.example")
    for number in range(9):
        made = "".join(drawn.choices("bcdfghjklmnpqrstvwxz", k=14))
        yield _query_line(begins + timedelta(minutes=13 * number), 5, f"{made}.example", rcode="NXDOMAIN")
    for number in range(110):
        data = "".join(drawn.choices("0123456789abcdef", k=40))
        yield _query_line(
            begins + timedelta(seconds=97 * number), 6, f"{number}{data}.duong-ham.example", kind="TXT"
        )
    for _ in range(14):
        yield _query_line(begins + timedelta(minutes=drawn.randrange(1400)), 8, "kho.doi-tac-moi.example")
    yield json.dumps(
        {
            "_path": "conn", "ts": begins.timestamp(), "id.orig_h": _address(9), "id.resp_h": "203.0.113.80", "id.resp_p": 443,
            "proto": "tcp", "duration": 26_000.5, "orig_bytes": 91_000_000, "resp_bytes": 40_000, "conn_state": "SF",
        }
    )  # fmt: skip


def _query_line(at: datetime, host: int, name: str, rcode: str = "NOERROR", kind: str = "A") -> str:
    return json.dumps(
        {
            "_path": "dns", "ts": at.timestamp(), "id.orig_h": _address(host), "id.resp_h": "10.38.0.1", "id.resp_p": 53,
            "proto": "udp", "query": name, "qtype_name": kind, "rcode_name": rcode,
        }
    )  # fmt: skip


def _address(host: int) -> str:
    """Of the machines that the inventory of the specialised unit names."""
    return f"10.38.1.{10 + host}"


def _key(what: str) -> UUID:
    return uuid5(KEYS, what)
