"""Reads a software bill (CycloneDX in JSON and XML, SPDX in JSON and in its own lines), and the statements of a VEX document (OpenVEX, CycloneDX, CSAF).

bill = read_bill(path, limits)            # known by its content, whatever its file is called
"""

from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from tinhso.lib.scan_reports.json_stream import Unread, json_values
from tinhso.lib.scan_reports.limits import MEGABYTE, ReportLimits
from tinhso.lib.scan_reports.opening import Source, open_report
from tinhso.lib.scan_reports.report import ReportRefused
from tinhso.lib.scan_reports.xml_stream import root_tags
from tinhso.lib.software_bills import cyclonedx, spdx, vex
from tinhso.lib.software_bills.bill import SoftwareBill, VexDocument

MOST_BYTES = 16 * MEGABYTE
LIMITS = ReportLimits(
    file_bytes=MOST_BYTES,
    unpacked_bytes=64 * MEGABYTE,
    document_bytes=64 * MEGABYTE,
    depth=60,
    values=3_000_000,
)
UNKNOWN_BILL = "Không nhận ra bảng kê phần mềm. Đọc được: CycloneDX JSON và XML, SPDX 2.2–2.3 (JSON, tag-value), SPDX 3.0 JSON."
UNKNOWN_VEX = "Không nhận ra văn bản VEX. Đọc được: OpenVEX, CycloneDX VEX, CSAF 2.0, đều ở dạng JSON."
BROKEN = "Tệp không có cấu trúc của định dạng mà nó nêu; hãy xuất lại."


def read_bill(path: Path, limits: ReportLimits = LIMITS) -> SoftwareBill:
    """Raises: ReportRefused."""
    source = open_report(path, limits)
    if spdx.is_lines(source.head):
        return spdx.read_lines(source)
    if root_tags(source)[:1] == ["bom"]:
        return cyclonedx.read_components_xml(source)
    found = _document(source, UNKNOWN_BILL)
    try:
        if found.get("bomFormat") == "CycloneDX":
            return cyclonedx.read_components(found, limits)
        if isinstance(found.get("spdxVersion"), str):
            return spdx.read_document(found, limits)
        if isinstance(found.get("@graph"), list) and "spdx" in str(found.get("@context")).lower():
            return spdx.read_graph(found, limits)
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise _refused(error) from error
    raise ReportRefused(UNKNOWN_BILL)


def read_vex(path: Path, limits: ReportLimits = LIMITS) -> VexDocument:
    """Raises: ReportRefused."""
    found = _document(open_report(path, limits), UNKNOWN_VEX)
    try:
        if "openvex" in str(found.get("@context")).lower():
            return vex.read_openvex(found, limits)
        if found.get("bomFormat") == "CycloneDX":
            return vex.read_cyclonedx_vex(found, limits)
        if isinstance(found.get("document"), dict) and "csaf_version" in found["document"]:
            return vex.read_csaf(found, limits)
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise _refused(error) from error
    raise ReportRefused(UNKNOWN_VEX)


def _refused(error: Exception) -> ReportRefused:
    return error if isinstance(error, ReportRefused) else ReportRefused(BROKEN)


def _document(source: Source, unknown: str) -> dict[str, Any]:
    """The one object of the file."""
    begins = source.head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")[:1]
    if begins != b"{":
        raise ReportRefused(unknown)
    whole = Source(
        source.path,
        replace(source.limits, line_bytes=source.limits.document_bytes),
        source.packing,
        source.head,
    )
    values = list(islice(json_values(whole), 2))
    if len(values) != 1 or isinstance(values[0], Unread) or not isinstance(values[0], dict):
        raise ReportRefused("Tệp JSON hỏng hoặc có nhiều hơn một văn bản; hãy xuất lại.")
    return values[0]
