"""From what a reader found to a finding of the report: cut, free of secrets, canonical; and the counts that add up."""

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tinhso.lib.machines.machine_lists import NotUnderstood as NotAnAddress
from tinhso.lib.machines.machine_lists import read_ip, read_mac
from tinhso.lib.scan_reports.json_stream import Unread
from tinhso.lib.scan_reports.limits import ReportLimits
from tinhso.lib.scan_reports.moments import read_time
from tinhso.lib.scan_reports.packages import read_package
from tinhso.lib.scan_reports.report import (
    FindingKind,
    RejectedRecord,
    ReportedFinding,
    ReportedMachine,
    ReportRefused,
    ReportScope,
    ScanReport,
    Severity,
)
from tinhso.lib.scan_reports.secrets import plain_address
from tinhso.lib.scan_reports.severity import UnknownSeverity
from tinhso.lib.scan_reports.texts import clean, cves_in, line
from tinhso.lib.scan_reports.xml_stream import Node

_ADDRESS = re.compile(r"(?:(?P<scheme>[a-zA-Z][\w+.-]{0,30})://)?(?:[^/@\s]{0,500}@)?(?P<host>\[[0-9a-fA-F:.]{2,45}\]|[^/:?#\s\[\]]{1,255})(?::(?P<port>\d{1,9}))?(?P<rest>[/?#].*)?", re.DOTALL)  # fmt: skip
_VECTOR = re.compile(r"(?:CVSS:\d\.\d/)?AV:[NALP]/[A-Za-z:/]{5,200}")
DEFAULT_PORTS = {"http": 80, "https": 443, "ftp": 21, "ssh": 22, "ws": 80, "wss": 443}


class NotUnderstood(ValueError):
    """Why a record is rejected, in Vietnamese."""


@dataclass
class Draft:
    """What one record says, as the tool writes it."""

    title: object
    rule: object
    severity: Severity
    kind: FindingKind = FindingKind.VULNERABILITY
    machine: ReportedMachine = field(default_factory=ReportedMachine)
    cves: object = ""
    cvss: object = None
    vector: object = ""
    port: object = None
    protocol: object = ""
    location: object = ""
    purl: object = ""
    description: object = ""
    solution: object = ""
    evidence: object = ""
    at: object = None
    markup: bool = False
    month_first: bool = False


def machine_of(*, addresses: Iterable[object] = (), mac: object = "", name: object = "") -> ReportedMachine:
    """What is no address is left out, or is the name where there is none."""
    found: dict[str, None] = {}
    title = line(name, 253)
    for raw in addresses:
        text = str(raw or "").strip()[:253]
        if ip := _ip(text):
            found[ip] = None
        elif text and not title and text.lower() not in ("any", "127.0.0.1", "::1", "n/a"):
            title = line(text, 253)
    if ip := _ip(title):
        found[ip], title = None, ""
    try:
        hardware = read_mac(str(mac or "").strip()[:40])
    except NotAnAddress:
        hardware = ""
    return ReportedMachine(tuple(found)[:50], hardware, title)


def _ip(text: str) -> str:
    try:
        return read_ip(text)
    except NotAnAddress:
        return ""


def machine_at(address: object, *more: object) -> tuple[ReportedMachine, int | None]:
    """The machine and the port that an address of a page or a host with a port names."""
    text = str(address or "").strip()[:4000]
    if text.count(":") > 1 and _ip(text):
        return machine_of(addresses=[text, *more]), None
    found = _ADDRESS.fullmatch(text)
    if not found:
        return machine_of(addresses=more), None
    host = found["host"].strip("[]")
    port = int(found["port"]) if found["port"] else DEFAULT_PORTS.get((found["scheme"] or "").lower())
    known = [host, *more] if _ip(host) else list(more)
    return machine_of(addresses=known, name="" if _ip(host) else host.lower()), port


def mapping(value: Any) -> dict[str, Any]:
    """A value of JSON as a mapping, empty where it is none."""
    return value if isinstance(value, dict) else {}


def read_port(value: object) -> int | None:
    """None for none, and for 0, by which tools mean the whole machine. Raises: NotUnderstood."""
    text = str(value if value is not None else "").strip()
    if not text or text.lower() in ("general", "n/a", "none", "0", "-"):
        return None
    if not re.fullmatch(r"\d{1,9}", text) or int(text) > 65535:
        raise NotUnderstood(f"cổng “{line(text, 20)}” không nằm trong 1–65535")
    return int(text)


def read_score(value: object) -> float | None:
    """A base score from 0.0 to 10.0, from a number or the number that a text begins with."""
    if isinstance(value, bool):
        return None
    found = re.match(r"\s*(\d{1,2}(?:[.,]\d{1,3})?)(?![\d.])", str(value if value is not None else "")[:20])
    score = float(found[1].replace(",", ".")) if found else -1.0
    return round(score, 1) if 0 <= score <= 10 else None


class Collected:
    """A report that grows record by record."""

    def __init__(self, tool: str, limits: ReportLimits) -> None:
        self.tool, self.limits, self.version = tool, limits, ""
        self.findings: list[ReportedFinding] = []
        self.rejected: list[RejectedRecord] = []
        self.skipped = self.records = self.length = 0
        self.started_at: datetime | None = None
        self.ended_at: datetime | None = None
        self.machines: dict[ReportedMachine, None] = {}
        self.ports, self.every_port, self.every_rule = "", False, False
        self.rules: tuple[str, ...] = ()
        self._texts: dict[str, str] = {}
        self._cleaned: dict[tuple[str, int, bool], str] = {}

    def each(self, record: Any, understand: Callable[..., Draft | None], *around: Any) -> None:
        """One record of the file: a finding, one that is skipped (None), or rejected. Raises: ReportRefused.

        `around` is what `understand` needs to know besides the record.
        """
        self.records += 1
        if self.records > self.limits.records:
            raise ReportRefused(f"Báo cáo có hơn {self.limits.records} bản ghi; hãy chia nhỏ.")
        try:
            if isinstance(record, Unread):
                raise NotUnderstood(record.reason)
            draft = understand(record, *around)
            if draft is None:
                self.skipped += 1
            else:
                self.findings.append(self._finding(draft))
        except NotUnderstood as why:
            self.reject(record, str(why))
        except UnknownSeverity as word:
            self.reject(record, f"không biết mức nghiêm trọng “{line(str(word), 40)}”")
        except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError) as error:
            if isinstance(error, ReportRefused):
                raise
            self.reject(record, "bản ghi không có cấu trúc mà công cụ viết")

    def reject(self, record: Any, reason: str) -> None:
        self.rejected.append(
            RejectedRecord(self.records, reason, line(_excerpt(record), self.limits.excerpt))
        )

    def reach(self, machine: ReportedMachine) -> None:
        """A machine that was looked at to the end."""
        if machine != ReportedMachine() and len(self.machines) < self.limits.machines:
            self.machines[machine] = None

    def moment(self, value: object) -> datetime | None:
        return read_time(value, self.limits)

    def _text(self, value: object, most: int, markup: bool) -> str:
        """Cleaned and shared: thousands of findings say the same of their weakness."""
        if not isinstance(value, str):
            return self._share(clean(value, most, markup=markup))
        key = (value, most, markup)
        if len(value) > 20_000:
            return self._share(clean(value, most, markup=markup))
        if key not in self._cleaned:
            if len(self._cleaned) > 2000:
                self._cleaned.clear()
            self._cleaned[key] = self._share(clean(value, most, markup=markup))
        return self._cleaned[key]

    def _share(self, text: str) -> str:
        shared = self._texts.setdefault(text, text)
        if shared is text:
            self.length += len(text)
            if self.length > self.limits.texts:
                raise ReportRefused("Báo cáo có quá nhiều chữ; hãy chia nhỏ.")
        return shared

    def _finding(self, draft: Draft) -> ReportedFinding:
        limits = self.limits
        title = line(draft.title, limits.title, markup=draft.markup)
        cves = cves_in(draft.cves, limits.cves)
        rule = line(draft.rule, 200) or (cves[0] if cves else title[:200])
        if not title and not rule:
            raise NotUnderstood("bản ghi không nói tìm thấy gì")
        package, package_version = read_package(draft.purl)
        vector = _VECTOR.search(str(draft.vector or "")[:1000])
        return ReportedFinding(
            machine=draft.machine,
            kind=draft.kind,
            severity=draft.severity,
            title=self._share(title or rule),
            rule=self._share(rule),
            cves=cves,
            cvss=read_score(draft.cvss),
            cvss_vector=vector[0] if vector else "",
            port=read_port(draft.port),
            protocol=self._share(line(draft.protocol, 20).lower()),
            location=line(plain_address(str(draft.location or "")), limits.location),
            package=self._share(package),
            package_version=package_version,
            description=self._text(draft.description, limits.description, draft.markup),
            solution=self._text(draft.solution, limits.solution, draft.markup),
            evidence=self._text(draft.evidence, limits.evidence, draft.markup),
            seen_at=read_time(draft.at, self.limits, month_first=draft.month_first),
            record=self.records,
        )

    def report(self) -> ScanReport:
        scope = ReportScope(
            tuple(self.machines), line(self.ports, 5000), self.every_port, self.rules, self.every_rule
        )
        return ScanReport(
            self.tool,
            line(self.version, 60),
            scope,
            tuple(self.findings),
            tuple(self.rejected),
            self.skipped,
            self.started_at,
            self.ended_at,
        )


def _excerpt(record: Any) -> str:
    if isinstance(record, Unread):
        return record.text
    if isinstance(record, Node):
        inside = " ".join(f"{one.tag}: {one.text[:200]}" for one in record.children[:10])
        return " ".join(
            [record.tag, *(f"{k}={v[:200]}" for k, v in list(record.attributes.items())[:10]), inside]
        )
    try:
        return json.dumps(getattr(record, "cells", record), ensure_ascii=False, default=str)[:4000]
    except (ValueError, RecursionError):
        return ""
