"""Logs as the intake reads them, reviewed as the job does."""

from datetime import timedelta
from uuid import uuid4

from tinhso.casework.tests.makers import NOW
from tinhso.lib.dates import local
from tinhso.security.hunting.actions.request_opening import request_opening
from tinhso.security.hunting.actions.settle_opening import settle_opening
from tinhso.security.intake.actions.receive_report import receive_report
from tinhso.security.intake.reading import read_received_report
from tinhso.security.models import LogSuspicion, NetworkLog
from tinhso.security.tests.makers import imported, reported, scanned

DAY = timedelta(days=1)


def line(at, client, name):
    when = local(at).strftime("%d-%b-%Y %H:%M:%S.000")
    return (
        f"{when} queries: info: client @0x7f1 {client}#53124 ({name}): query: {name} IN A +E(0)K (10.0.0.9)"
    )


def stored(town, lines, agency=None, who="cuc", now=NOW):
    source = receive_report(
        agency=agency, content="\n".join(lines).encode(), file_name="dns.log", client_key=uuid4(), by=town.actor(who), now=now
    )  # fmt: skip
    read_received_report(source.pk, now)
    return NetworkLog.objects.get(scan_import=source)


def beacon(client, days=3, times=30):
    return [
        line(NOW - days * DAY + timedelta(minutes=10 * number), client, "c2.tram-lanh.example")
        for number in range(times)
    ]


def log_row(town, agency=None):
    source = imported(town, scanned(reported("10.0.0.9")), agency)
    return NetworkLog.objects.create(
        code=uuid4().hex[:12], scan_import=source, agency=agency, rows=7, started_at=NOW - 3 * DAY, ended_at=NOW - DAY, stored_at=NOW, hunted_at=NOW
    )  # fmt: skip


def suspicion(log, **words):
    usual = {
        "code": uuid4().hex[:12],
        "network_log": log,
        "kind": "beacon",
        "address": "10.0.0.1",
        "target": "tram-lanh.example",
        "score": 0.9,
        "figures": {"times": 30, "seconds": 600.0, "clients": 1},
        "first_seen": log.started_at,
        "last_seen": log.ended_at,
    }
    return LogSuspicion.objects.create(**usual | words)


def requested(town, who="cuc", key=None, **words):
    usual = {
        "address": "10.0.0.1",
        "first": (NOW - 5 * DAY).date(),
        "last": NOW.date(),
        "case_number": "SC-12/2024",
        "reason": "Máy gửi thư rác",
        "client_key": key or uuid4(),
        "by": town.actor(who),
        "now": NOW,
    }
    return request_opening(**usual | words)


def approved(town, who="cuc", head="dat", **words):
    return settle_opening(
        opening=requested(town, who, **words), accept=True, note="", by=town.actor(head), now=NOW
    )
