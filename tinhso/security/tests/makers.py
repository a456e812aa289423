"""Systems and lists of machines as tests need them."""

from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

from tinhso.casework.tests.makers import NOW
from tinhso.kernel.events.public import SYSTEM
from tinhso.lib.scan_reports.report import (
    FindingKind,
    ReportedFinding,
    ReportedMachine,
    ReportScope,
    ScanReport,
    Severity,
)
from tinhso.security.intake.actions.file_report import file_report
from tinhso.security.intake.actions.receive_report import receive_report
from tinhso.security.intelligence.actions.decide_indicator import decide_indicator
from tinhso.security.intelligence.actions.receive_list import receive_list
from tinhso.security.intelligence.actions.register_source import register_source
from tinhso.security.intelligence.reading import read_received_list
from tinhso.security.intelligence.source_entry import SourceEntry
from tinhso.security.machines.actions.read_machine_list import read_machine_list
from tinhso.security.models import Indicator, IntelligenceLoad, IntelligenceSource, ScanImport
from tinhso.security.systems.actions.note_approval import note_approval
from tinhso.security.systems.actions.provide_layer import provide_layer
from tinhso.security.systems.actions.register_system import register_system
from tinhso.security.systems.entry import SystemEntry

SINCE = date(2023, 1, 5)
NEEDED_LAYERS = (1, 2, 3, 4)


def entry_of(agency, **words) -> SystemEntry:
    usual = SystemEntry(
        scope="civil",
        name="Cổng thông tin điện tử",
        purpose="Đăng tin của cơ quan",
        owner=agency,
        operator=agency,
        operator_name="",
        data_kinds="Tin, bài",
        users="Người dân",
        people_count=200,
        criteria=["fewer-users"],
        starts=SINCE,
    )
    return replace(usual, **words)


def registered(town, agency, who, key: UUID | None = None, **words):
    entry = entry_of(agency, **words)
    return register_system(entry=entry, client_key=key or uuid4(), by=town.actor(who), now=NOW)


def approve(town, system, **words):
    usual = {
        "level": system.level,
        "number": "12/QĐ",
        "decided_on": date(2023, 6, 1),
        "decided_by": system.owner,
        "expires_on": None,
    }
    return note_approval(system=system, by=town.actor("cuc"), now=NOW, **usual | words)


def layer_all(town, system, who, starts=SINCE):
    for layer in NEEDED_LAYERS:
        provide_layer(
            system=system,
            layer=layer,
            provider=f"Đơn vị {layer}",
            evidence="Hợp đồng 1",
            starts=starts,
            by=town.actor(who),
            now=NOW,
        )


def read_list(town, agency, who, text, since=date(2024, 3, 1), key=None):
    return read_machine_list(
        agency=agency,
        content=text.encode(),
        file_name="may.csv",
        since=since,
        client_key=key or uuid4(),
        by=town.actor(who),
        now=NOW,
    )


def reported(machine, rule="R1", **words) -> ReportedFinding:
    """One record, of a machine that is named by its address."""
    usual = {
        "machine": ReportedMachine(addresses=(machine,)) if isinstance(machine, str) else machine,
        "kind": FindingKind.VULNERABILITY,
        "severity": Severity.HIGH,
        "title": f"Weakness {rule}",
        "rule": rule,
        "port": 443,
        "protocol": "tcp",
    }
    return ReportedFinding(**usual | words)


def scanned(*findings, machines=(), at=NOW, tool="nessus", **scope) -> ScanReport:
    """A report of its findings; `machines` are the addresses that were looked at to the end, wholly unless `scope` says less."""
    usual = {"every_port": True, "every_rule": True} | scope
    looked = tuple(ReportedMachine(addresses=(one,)) for one in machines)
    return ScanReport(
        tool=tool,
        tool_version="1",
        scope=ReportScope(machines=looked, **usual),
        findings=findings,
        rejected=(),
        ended_at=at,
    )


def imported(town, report, agency=None, who="cuc", now=NOW, content=None) -> ScanImport:
    """A report as if its file had just been read by the job."""
    source = receive_report(
        agency=agency,
        content=content or uuid4().bytes,
        file_name="bao-cao.nessus",
        client_key=uuid4(),
        by=town.actor(who),
        now=now,
    )
    return file_report(source=source, report=report, by=SYSTEM, now=now)


def source_of_indicators(town, who="cuc", key=None, **words) -> IntelligenceSource:
    usual = {
        "name": f"Nguồn {uuid4().hex[:6]}",
        "licence": "CC0",
        "kind": "upload",
        "tlp": "green",
        "audience": "officers",
        "trust": 80,
    }
    entry = SourceEntry(**usual | words)
    return register_source(entry=entry, client_key=key or uuid4(), by=town.actor(who), now=NOW)


def listed(town, content, source=None, now=NOW, **words) -> IntelligenceLoad:
    """A list that was sent in and read."""
    content = content if isinstance(content, bytes) else content.encode()
    load = receive_list(
        source=source or source_of_indicators(town, **words),
        content=content,
        file_name="chi-dau.txt",
        client_key=uuid4(),
        by=town.actor("cuc"),
        now=now,
    )
    read_received_list(load.pk, now)
    load.refresh_from_db()
    return load


def let_through(town, now=NOW) -> None:
    """Names of tests are reserved, and held back as such."""
    for one in Indicator.objects.filter(state="held_back"):
        decide_indicator(indicator=one, state="allowed", reason="Thử", by=town.actor("cuc"), now=now)
