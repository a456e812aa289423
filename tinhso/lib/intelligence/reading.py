"""A file of indicators is known by its content: STIX, MISP, KEV, EPSS, a table, a hosts file or plain lines."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tinhso.lib.intelligence.lists import (
    check_number,
    headings_in,
    read_plain,
    read_table,
    text_lines,
    value_heading,
)
from tinhso.lib.intelligence.misp import CSV_HEADINGS, is_misp, read_misp, read_misp_rows
from tinhso.lib.intelligence.record import LIMITS, IntelligenceList
from tinhso.lib.intelligence.stix import is_stix, read_stix
from tinhso.lib.intelligence.weaknesses import is_kev, read_epss, read_kev, read_kev_rows
from tinhso.lib.scan_reports.csv_stream import Row, rows
from tinhso.lib.scan_reports.json_stream import Unread, json_values
from tinhso.lib.scan_reports.limits import ReportLimits
from tinhso.lib.scan_reports.opening import Source, open_report
from tinhso.lib.scan_reports.report import ReportRefused

UNKNOWN = "Tệp JSON không phải STIX, MISP hay KEV."
NOTHING = "Tệp không có giá trị nào đọc được."


def read_intelligence(path: Path, *, limits: ReportLimits = LIMITS) -> IntelligenceList:
    """Raises: ReportRefused where the file is none of these, is broken, packed too tight, or beyond the limits."""
    source = open_report(path, limits)
    start = source.head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if source.head.startswith((b"\xff\xfe", b"\xfe\xff")):
        start = source.head[:2000].decode("utf-16", errors="ignore").lstrip("\ufeff \t\r\n").encode()
    if start[:1] == b"{" or start[:2] in (b"[{", b"[ ", b"[\n", b"[]", b"[\r"):
        found = _of_json(source)
    elif b"\x00" in source.head and not source.head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ReportRefused("Tệp không phải văn bản.")
    else:
        found = _of_text(source)
    if not found.records and not found.skipped and not found.rejected_count:
        raise ReportRefused(NOTHING)
    return found


def _of_json(source: Source) -> IntelligenceList:
    found = IntelligenceList("")
    values = json_values(source)
    every: list[Any] = []
    for number, value in enumerate(values, 1):
        if isinstance(value, Unread):
            found.reject(f"bản ghi {number}", value.reason, "")
        else:
            every.append(value)
    one = every[0] if len(every) == 1 else every
    read_value(one, found)
    check_number(found)
    return found


def read_value(value: Any, found: IntelligenceList) -> None:
    """Raises: ReportRefused."""
    if is_misp(value):
        found.format = "misp"
        read_misp(value, found)
    elif is_kev(value):
        found.format = "kev"
        read_kev(value, found)
    elif is_stix(value):
        found.format = "stix"
        read_stix(value, found)
    elif (
        isinstance(value, list) and value and all(is_stix(one) for one in value[:5] if isinstance(one, dict))
    ):
        found.format = "stix"
        for one in value:
            read_stix(one if isinstance(one, dict) else [one], found)
    else:
        raise ReportRefused(UNKNOWN)


def _of_text(source: Source) -> IntelligenceList:
    first = next((text.lower() for _n, text in text_lines(source) if text and not text.startswith("#")), "")
    if first.replace(" ", "") == "cve,epss,percentile":
        found = IntelligenceList("epss")
        read_epss(text_lines(source), found)
        return found
    headings = headings_in(source)
    if first.startswith(("cveid,", '"cveid",')):
        found = IntelligenceList("kev")
        names = tuple(cell.strip('" ') for cell in first.split(","))
        read_kev_rows(_numbered(source, 1, ",", names), found)
        return found
    if headings is None:
        found = IntelligenceList("plain")
        read_plain(source, found)
        return found
    number, delimiter, names = headings
    if {one.replace(" ", "_") for one in names} >= CSV_HEADINGS:
        found = IntelligenceList("misp_csv")
        read_misp_rows(_numbered(source, number, delimiter, names), found)
        return found
    found = IntelligenceList("table")
    read_table(_numbered(source, number, delimiter, names), value_heading(names), found)
    return found


def _numbered(
    source: Source, number: int, delimiter: str, names: tuple[str, ...]
) -> Iterator[tuple[int, Row]]:
    """The rows below the headings, with about the line on which each begins."""
    yield from enumerate(rows(source, number, delimiter, names), number + 1)
