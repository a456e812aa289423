"""A network log as a report: which machines asked for a name, or spoke with an address, that is known as malicious.

What matched nothing is in no report: neither names nor lines. Rows go besides, where somebody gives a spool, into the sealed store of `network_logs`. A machine counts as looked at where the log holds it for a day or
longer; a later log of the same kind, held against the same indicators, in which it contacts none closes what an earlier one showed.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from tinhso.lib.dates import local
from tinhso.lib.hunting.spool import Spool
from tinhso.lib.network_logs.reading import UNKNOWN, NetworkLog, open_network_log
from tinhso.lib.network_logs.rows import LineFault, LogLimits, LogRow
from tinhso.lib.scan_reports.limits import MEGABYTE
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
from tinhso.security.intake.indicators import Indicator, Indicators
from tinhso.security.intake.limits import MOST_BYTES
from tinhso.security.models import LOG_TOOLS

LONG_ENOUGH = timedelta(days=1)
MOST_CLIENTS, MOST_CONTACTS, MOST_FAULTS = 100_000, 100_000, 2000
NOTHING_KNOWN = "Chưa có danh sách chỉ dấu tấn công để đối chiếu nhật ký mạng; tệp không được nhận."
NOTHING_READ = (
    "Không dòng nào của nhật ký này được đối chiếu (%s dòng); tệp không được nhận. Đọc được: Zeek dns, conn, http; Suricata dns, "
    "flow, http, tls; nhật ký truy vấn của BIND, dnsmasq, Windows DNS; Squid."
)
TOO_MANY = "Nhật ký có quá nhiều máy hoặc quá nhiều kết nối tới địa chỉ độc hại; hãy chia nhỏ."
SOLUTION = "Ngắt mạng, quét mã độc toàn máy, đổi mật khẩu đã dùng trên máy này; theo dõi nhật ký ngày sau."


@dataclass
class Traffic:
    """First and last moment, how often, and the first line."""

    first: datetime
    last: datetime
    line: int
    times: int = 0

    def add(self, at: datetime) -> None:
        self.first, self.last, self.times = min(self.first, at), max(self.last, at), self.times + 1


@dataclass
class Contact(Traffic):
    """By year and month the first and the last moment."""

    months: dict[tuple[int, int], tuple[datetime, datetime]] = field(default_factory=dict)

    def add(self, at: datetime) -> None:
        super().add(at)
        day = local(at)
        first, last = self.months.get((day.year, day.month), (at, at))
        self.months[day.year, day.month] = min(first, at), max(last, at)


class Contacts:
    """What a log says of its machines, row by row."""

    def __init__(self, log: NetworkLog, indicators: Indicators, spool: Spool | None = None) -> None:
        self.log, self.indicators, self.spool = log, indicators, spool
        self.kinds: set[str] = set()
        self.clients: dict[str, Traffic] = {}
        self.found: dict[tuple[str, Indicator], Contact] = {}
        self.faults: list[RejectedRecord] = []

    def read(self) -> "Contacts":
        """Raises: ReportRefused, also where nothing was looked at: a log of certificates is not read because its lines are understood."""
        for row in self.log:
            if isinstance(row, LineFault):
                self.faults.append(
                    RejectedRecord(row.line, row.reason, "")
                )  # a line may hold what matched nothing
            elif row.client:
                self._row(row)
        if not self.clients:
            raise ReportRefused(NOTHING_READ % self.log.counts.lines)
        return self

    def _row(self, row: LogRow) -> None:
        self.kinds.add(row.kind.value)
        line = self.log.counts.lines
        if self.spool is not None:
            self.spool.add(line, row)
        self.clients.setdefault(row.client, Traffic(row.at, row.at, line)).add(row.at)
        if match := self.indicators.match(row):
            self.found.setdefault((row.client, match), Contact(row.at, row.at, line)).add(row.at)
        if len(self.clients) > MOST_CLIENTS or len(self.found) > MOST_CONTACTS:
            raise ReportRefused(TOO_MANY)

    def report(self) -> ScanReport:
        looked = [one for one, seen in self.clients.items() if seen.last - seen.first >= LONG_ENOUGH]
        moments = [seen.last for seen in self.clients.values()]
        return ScanReport(
            tool="_".join([LOG_TOOLS + self.log.format, *sorted(self.kinds)]),
            tool_version="",
            scope=ReportScope(
                tuple(ReportedMachine((one,)) for one in looked),
                every_port=True,
                rules=tuple({*self.indicators.values(), *(match.value for _client, match in self.found)}),
            ),
            findings=tuple(self._finding(*key, seen) for key, seen in self.found.items()),
            rejected=tuple(self.faults),
            skipped=self.log.counts.skipped + self.log.counts.rows - len(self.found),
            started_at=min((seen.first for seen in self.clients.values()), default=None),
            ended_at=max(moments, default=None),
        )

    def _finding(self, client: str, match: Indicator, seen: Contact) -> ReportedFinding:
        return ReportedFinding(
            machine=ReportedMachine((client,)),
            kind=FindingKind.BOTNET,
            severity=Severity.HIGH,
            title=match.title,
            rule=match.value,
            location=match.value,
            solution=SOLUTION,
            evidence=f"{seen.times} lần trong nhật ký",
            seen_at=seen.last,
            moments=tuple(one for both in seen.months.values() for one in both),
            record=seen.line,
        )


class LogRefused(ReportRefused):
    """It is a network log and cannot be used; its file is not stored."""


def contacts_in(
    path: Path, *, name: str, now: datetime, indicators: Indicators, spool: Spool | None = None
) -> ScanReport | None:
    """None where it is no log that is known here. Raises: LogRefused."""
    limits = LogLimits(file_bytes=MOST_BYTES, unpacked_bytes=400 * MEGABYTE, faults=MOST_FAULTS, until=now)
    try:
        log = open_network_log(path, name=name, limits=limits)
    except ReportRefused as refused:
        if str(refused) == UNKNOWN:
            return None
        raise LogRefused(str(refused)) from refused
    if not indicators.by_value:
        raise LogRefused(NOTHING_KNOWN)
    try:
        return Contacts(log, indicators, spool).read().report()
    except ReportRefused as refused:
        raise LogRefused(str(refused)) from refused
