"""Warning lists: values that a list of indicators should not hold. MISP's own form, or one value a line."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tinhso.lib.intelligence.lists import text_lines
from tinhso.lib.intelligence.record import (
    LIMITS,
    MOST_REJECTED,
    IndicatorKind,
    NotUnderstood,
    RecordFault,
)
from tinhso.lib.intelligence.values import any_atom, refanged
from tinhso.lib.scan_reports.json_stream import json_values
from tinhso.lib.scan_reports.limits import ReportLimits
from tinhso.lib.scan_reports.opening import open_report
from tinhso.lib.scan_reports.report import ReportRefused
from tinhso.lib.scan_reports.texts import line

MOST_ENTRIES = 200_000
READ_TYPES = {"string", "hostname", "cidr"}
KINDS = {IndicatorKind.NAME, IndicatorKind.ADDRESS, IndicatorKind.NETWORK}


@dataclass(frozen=True)
class ListedWarnings:
    """`entries` are names, addresses and networks, each once, in its one way of writing."""

    name: str
    description: str
    version: str
    entries: tuple[tuple[str, str], ...]
    rejected: tuple[NotUnderstood, ...]
    rejected_count: int


def read_warning_list(path: Path, *, limits: ReportLimits = LIMITS) -> ListedWarnings:
    """Raises: ReportRefused."""
    source = open_report(path, limits)
    if source.head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        return _of_misp(next(json_values(source), None))
    values = [
        (f"dòng {number}", text)
        for number, text in text_lines(source)
        if text and not text.startswith(("#", ";", "//"))
    ]
    return _listed("", "", "", values)


def _of_misp(value: Any) -> ListedWarnings:
    if not isinstance(value, dict) or not isinstance(value.get("list"), list):
        raise ReportRefused("Tệp JSON không phải danh sách cảnh báo của MISP.")
    kind = value.get("type", "string")
    if kind not in READ_TYPES:
        raise ReportRefused(
            f"Danh sách cảnh báo kiểu {line(kind, 30) or 'khác'} chưa đọc được; chỉ đọc string, hostname, cidr."
        )
    values = [
        (f"list[{number}]", one if isinstance(one, str) else "") for number, one in enumerate(value["list"])
    ]
    version = value.get("version")
    return _listed(
        line(value.get("name"), 200),
        line(value.get("description"), 500),
        str(version)[:20] if isinstance(version, int | str) else "",
        values,
    )


def _listed(name: str, description: str, version: str, values: list[tuple[str, str]]) -> ListedWarnings:
    found: dict[tuple[str, str], None] = {}
    rejected: list[NotUnderstood] = []
    for place, text in values:
        try:
            found[_entry(text)] = None
        except RecordFault as fault:
            rejected.append(NotUnderstood(place, str(fault), line(text, 200)))
    if len(found) > MOST_ENTRIES:
        raise ReportRefused(
            f"Danh sách cảnh báo có hơn {MOST_ENTRIES:,} giá trị; hãy chia nhỏ.".replace(",", ".")
        )
    if not found:
        raise ReportRefused("Danh sách cảnh báo không có giá trị nào đọc được.")
    return ListedWarnings(
        name, description, version, tuple(found), tuple(rejected[:MOST_REJECTED]), len(rejected)
    )


def _entry(text: str) -> tuple[str, str]:
    """A name that stands alone (a suffix of one label) is a name here: `com` is a public suffix."""
    plain = refanged(text).strip().strip(".").lower()
    if plain.isalnum() and plain.isascii() and not plain.isdigit() and len(plain) < 64:
        return str(IndicatorKind.NAME), plain
    atom = any_atom(plain)
    if atom.kind not in KINDS:
        raise RecordFault("chỉ nhận tên miền, địa chỉ và dải địa chỉ")
    return str(atom.kind), atom.value
