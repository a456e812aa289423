"""Reads the log of any name server, sensor or proxy that is known here, line by line; only one line lies in memory.

log = open_network_log(path, name="dns.log", limits=LogLimits())
for row in log: ...          # LogRow, or LineFault for a line that was not understood
log.counts                   # lines = rows + rejected + skipped
"""

import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tinhso.lib.network_logs.formats.name_servers import (
    BIND,
    DNSMASQ,
    DNSMASQ_OTHER,
    WINDOWS,
    bind_row,
    dnsmasq_row,
    windows_dns_row,
)
from tinhso.lib.network_logs.formats.squid import SQUID, squid_row
from tinhso.lib.network_logs.formats.suricata import suricata_row
from tinhso.lib.network_logs.formats.zeek import ZeekTable, zeek_row
from tinhso.lib.network_logs.rows import LineFault, LogCounts, LogLimits, LogRow, NotUnderstood
from tinhso.lib.scan_reports.limits import ReportLimits
from tinhso.lib.scan_reports.opening import Source, open_report
from tinhso.lib.scan_reports.report import ReportRefused
from tinhso.lib.scan_reports.texts import line as one_line
from tinhso.lib.tables.encodings import encoding_of

LineReader = Callable[[str, LogLimits], LogRow | None]
UNKNOWN = (
    "Không nhận ra nhật ký này. Đọc được: Zeek (dns, conn, http; bảng và JSON), Suricata EVE, nhật ký truy vấn của BIND, dnsmasq, "
    "nhật ký gỡ lỗi của Windows DNS, Squid."
)
LOOKED_AT = 400


@dataclass
class NetworkLog:
    """Iterate over it once: rows, and a fault for each line that was not understood."""

    format: str
    source: Source
    limits: LogLimits
    read: LineReader
    counts: LogCounts = field(default_factory=LogCounts)

    def __iter__(self) -> Iterator[LogRow | LineFault]:
        """Raises: ReportRefused where a line or the unpacked file is too long, or too many lines cannot be read."""
        for text in _lines(self.source, self.limits):
            self.counts.lines += 1
            try:
                row = self.read(text, self.limits) if text.strip() else None
            except NotUnderstood as why:
                yield self._fault(text, str(why))
            except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError, RecursionError):
                yield self._fault(text, "dòng không có cấu trúc của nhật ký")
            else:
                self.counts.rows += row is not None
                self.counts.skipped += row is None
                if row is not None:
                    yield row

    def _fault(self, text: str, reason: str) -> LineFault:
        self.counts.rejected += 1
        if self.counts.rejected > self.limits.faults:
            raise ReportRefused(
                f"Hơn {self.limits.faults} dòng không đọc được: tệp không phải nhật ký mà phần đầu cho thấy."
            )
        return LineFault(self.counts.lines, reason, one_line(text[:1000], 200))


def open_network_log(path: Path, *, name: str, limits: LogLimits) -> NetworkLog:
    """The content alone decides what wrote it, whatever its sender called it. Raises: ReportRefused."""
    file_limits = ReportLimits(
        file_bytes=limits.file_bytes, unpacked_bytes=limits.unpacked_bytes, ratio=limits.ratio
    )
    source = open_report(path, file_limits)
    encoding = encoding_of(source.head)
    head = source.head.decode(encoding.codec, errors="replace").lstrip("\ufeff").replace("\x00", "")
    found = _reader(head.splitlines()[:LOOKED_AT])
    if found is None:
        raise ReportRefused(UNKNOWN)
    return NetworkLog(found[0], source, limits, found[1])


def _reader(lines: list[str]) -> tuple[str, LineReader] | None:
    """By the first line that one of the formats has."""
    for text in lines:
        if text.startswith(("#separator", "#fields")):
            return "zeek", ZeekTable().row
        if text.startswith("{") and (found := _json_reader(text)):
            return found
        for name, pattern, read in TEXT_FORMATS:
            if pattern.search(text):
                return name, read
    return None


TEXT_FORMATS: tuple[tuple[str, Any, LineReader], ...] = (
    ("squid", SQUID, squid_row),
    ("bind", BIND, bind_row),
    ("dnsmasq", DNSMASQ, dnsmasq_row),
    ("windows_dns", WINDOWS, windows_dns_row),
    ("dnsmasq", DNSMASQ_OTHER, dnsmasq_row),
)


def _json_reader(text: str) -> tuple[str, LineReader] | None:
    try:
        value = _value(text)
    except NotUnderstood:
        return None
    if "event_type" in value and "timestamp" in value:
        return "suricata", lambda text, limits: suricata_row(_value(text), limits)
    if "ts" in value and ("id.orig_h" in value or "_path" in value):
        return "zeek", lambda text, limits: zeek_row(_value(text), limits)
    return None


def _value(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NotUnderstood("không phải JSON") from error
    if not isinstance(found, dict):
        raise NotUnderstood("không phải một đối tượng JSON")
    return found


def _lines(source: Source, limits: LogLimits) -> Iterator[str]:
    codec = encoding_of(source.head).codec
    with (
        source.opened() as stream,
        io.TextIOWrapper(stream, encoding=codec, errors="replace", newline="\n") as text,
    ):
        while line := text.readline(limits.line_bytes + 1):
            if len(line) > limits.line_bytes:
                raise ReportRefused(f"Một dòng dài quá {limits.line_bytes} ký tự.")
            yield line.lstrip("\ufeff").replace("\x00", "").rstrip("\r\n")
