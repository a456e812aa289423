"""A report that was received is read from its file, outside a transaction, then written in one."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import transaction

from tinhso.kernel.events.public import SYSTEM, job
from tinhso.kernel.files.public import open_stream
from tinhso.kernel.site import clock
from tinhso.lib.dates import local
from tinhso.lib.hunting.spool import spooled
from tinhso.lib.scan_reports.limits import ReportLimits
from tinhso.lib.scan_reports.reading import UNKNOWN, read_scan_report
from tinhso.lib.scan_reports.report import ReportRefused, ScanReport
from tinhso.security.intake.actions.file_report import AlreadyFiled, file_report
from tinhso.security.intake.actions.reject_report import reject_report
from tinhso.security.intake.indicators import current_indicators
from tinhso.security.intake.limits import MOST_BYTES
from tinhso.security.intake.network_logs import LogRefused, contacts_in
from tinhso.security.intake.retention import forget_file
from tinhso.security.models import LOG_TOOLS, ScanImport, VexStatement
from tinhso.security.network_logs.actions.store_network_log import store_network_log
from tinhso.security.network_logs.hunted import note_indicators
from tinhso.security.network_logs.retention import is_over
from tinhso.security.network_logs.sealed_files import SealedLog, seal_log

LOGS = "Nhật ký mạng: Zeek, BIND, dnsmasq, Windows DNS, Squid."
BROKEN = "Máy chủ gặp lỗi khi đọc báo cáo này; người vận hành xem được trong nhật ký. Ông/bà gửi lại tệp sau."
LOST = "Máy chủ dừng giữa chừng khi đọc tệp này. Ông/bà gửi lại tệp."
LONGEST = timedelta(days=1)
"""After which a report that is being read was lost with the worker that read it."""


def read_received_report(import_id: int, now: datetime) -> None:
    """The job; asked to do so twice, it does it once."""
    State = ScanImport.State
    waiting = ScanImport.objects.filter(pk=import_id, state__in=[State.WAITING, State.READING])
    if not waiting.update(state=State.READING):
        return
    source = waiting.select_related("file").get()
    try:
        report, sealed = _report_of(source, now)
        with transaction.atomic():
            row = file_report(source=source, report=report, by=SYSTEM, now=now)
            if sealed and report.started_at and report.ended_at:
                times = {"started_at": report.started_at, "ended_at": report.ended_at}
                store_network_log(source=row, sealed=sealed, by=SYSTEM, now=now, **times)
            if row.tool.startswith(LOG_TOOLS):
                forget_file(row, now)
            _meet_statements(report, now)
    except LogRefused as refused:
        _refuse_without_file(source, str(refused), now)
    except ReportRefused as refused:
        reject_report(source=source, why=str(refused), by=SYSTEM, now=now)
    except AlreadyFiled:
        return
    except BaseException:
        _refuse_without_file(source, BROKEN, now)
        raise  # the log of jobs has it


def _meet_statements(report: ScanReport, now: datetime) -> None:
    """What VEX statements say of a package is held against what the report shows of it."""
    named = any(one.package for one in report.findings)
    if named and VexStatement.objects.in_force(local(now).date()).exists():
        job("security.meet_statements").defer()


def refuse_lost_reports(now: datetime) -> int:
    """Of a worker that was killed nobody hears: its reports would be "being read" for ever. How many."""
    lost = ScanImport.objects.filter(state=ScanImport.State.READING, at__lte=now - LONGEST)
    rows = list(lost.select_related("file").order_by("pk")[:500])
    for row in rows:
        _refuse_without_file(row, LOST, now)
    return len(rows)


@transaction.atomic
def _refuse_without_file(source: ScanImport, why: str, now: datetime) -> None:
    """Nobody knows what it was: a network log says which pages were asked for, so the file goes as that of one would."""
    row = reject_report(source=source, why=why, by=SYSTEM, now=now)
    if row.state == ScanImport.State.REFUSED:
        forget_file(row, now)


def _report_of(source: ScanImport, now: datetime) -> tuple[ScanReport, SealedLog | None]:
    """ReportRefused."""
    if source.file is None:
        raise ReportRefused("Tệp gốc không còn.")
    with TemporaryDirectory() as folder, open_stream(source.file) as stream:
        path = Path(folder) / "report"
        with path.open("wb") as copy:
            shutil.copyfileobj(stream, copy)
        return _read(path, source.file_name, now)


def _read(path: Path, name: str, now: datetime) -> tuple[ScanReport, SealedLog | None]:
    """A report of a scanner, or else a network log with its rows, where it is not too old to be stored. ReportRefused."""
    limits = ReportLimits(file_bytes=MOST_BYTES, not_after=now)
    try:
        return read_scan_report(path, name=name, limits=limits), None
    except ReportRefused as refused:
        if str(refused) != UNKNOWN:
            raise
    rows, indicators = path.with_name("rows.tsv"), current_indicators(now)
    with spooled(rows) as spool:
        found = contacts_in(path, name=name, now=now, indicators=indicators, spool=spool)
    if found is None:
        raise ReportRefused(f"{UNKNOWN} {LOGS}")
    if not spool.rows or found.ended_at is None or is_over(found.ended_at, max(now, clock.now())):
        return found, None
    note_indicators(indicators.by_value, now)
    return found, seal_log(rows, spool)
