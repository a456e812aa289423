"""Reads the report of any tool that is known here, whatever its file is called.

report = read_scan_report(path, name="quet-thang-3.xml", limits=ReportLimits())
"""

from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from tinhso.lib.scan_reports.csv_stream import headings_of, rows
from tinhso.lib.scan_reports.drafts import Collected
from tinhso.lib.scan_reports.json_stream import Unread, json_values
from tinhso.lib.scan_reports.limits import ReportLimits
from tinhso.lib.scan_reports.opening import Source, open_report
from tinhso.lib.scan_reports.report import ReportRefused, ScanReport
from tinhso.lib.scan_reports.tools.burp import read_burp
from tinhso.lib.scan_reports.tools.clamav import is_clamav, read_clamav
from tinhso.lib.scan_reports.tools.cyclonedx import read_cyclonedx_json, read_cyclonedx_xml
from tinhso.lib.scan_reports.tools.grype import read_grype
from tinhso.lib.scan_reports.tools.layouts import LAYOUTS
from tinhso.lib.scan_reports.tools.nessus import read_nessus
from tinhso.lib.scan_reports.tools.nikto import CSV_NAMES, read_nikto_csv, read_nikto_json, read_nikto_xml
from tinhso.lib.scan_reports.tools.nmap import read_nmap
from tinhso.lib.scan_reports.tools.nuclei import read_nuclei
from tinhso.lib.scan_reports.tools.openvas import read_openvas
from tinhso.lib.scan_reports.tools.qualys import read_qualys_assets, read_qualys_scan, read_qualys_sites
from tinhso.lib.scan_reports.tools.sarif import read_sarif
from tinhso.lib.scan_reports.tools.suricata import read_suricata
from tinhso.lib.scan_reports.tools.tables import read_layout
from tinhso.lib.scan_reports.tools.trivy import read_trivy
from tinhso.lib.scan_reports.tools.wazuh import read_wazuh_alerts, read_wazuh_list
from tinhso.lib.scan_reports.tools.zap import read_zap_json, read_zap_xml
from tinhso.lib.scan_reports.xml_stream import read_steps, root_tags

UNKNOWN = (
    "Không nhận ra báo cáo này. Đọc được: Nmap XML, Nessus, OpenVAS/Greenbone XML và CSV, ZAP, Nuclei, Nikto, Burp XML, Qualys, Trivy, "
    "Grype, Wazuh, SARIF, CycloneDX, cảnh báo Suricata EVE, danh sách phát hiện của phần mềm diệt virus, nhật ký ClamAV."
)
XML_READERS: dict[str, tuple[str, Callable[[Source, Collected], None]]] = {
    "nmaprun": ("nmap", read_nmap),
    "NessusClientData_v2": ("nessus", read_nessus),
    "report": ("openvas", read_openvas),
    "get_reports_response": ("openvas", read_openvas),
    "OWASPZAPReport": ("zap", read_zap_xml),
    "niktoscan": ("nikto", read_nikto_xml),
    "niktoscans": ("nikto", read_nikto_xml),
    "issues": ("burp", read_burp),
    "ASSET_DATA_REPORT": ("qualys", read_qualys_assets),
    "HOST_LIST_VM_DETECTION_OUTPUT": ("qualys", read_qualys_assets),
    "SCAN": ("qualys", read_qualys_scan),
    "WAS_SCAN_REPORT": ("qualys", read_qualys_sites),
    "WAS_WEBAPP_REPORT": ("qualys", read_qualys_sites),
    "bom": ("cyclonedx", read_cyclonedx_xml),
}
JSON_READERS: tuple[
    tuple[str, Callable[[dict[str, Any]], object], Callable[[Iterator[Any], Collected], None]], ...
] = (
    ("sarif", lambda one: isinstance(one.get("runs"), list), read_sarif),
    ("cyclonedx", lambda one: one.get("bomFormat") == "CycloneDX", read_cyclonedx_json),
    ("zap", lambda one: "site" in one and ("@version" in one or "@programName" in one), read_zap_json),
    (
        "trivy",
        lambda one: "ArtifactName" in one or "ClusterName" in one or {"Target", "Type"} <= one.keys(),
        read_trivy,
    ),
    ("grype", lambda one: isinstance(one.get("matches"), list), read_grype),
    ("nuclei", lambda one: ("template-id" in one or "templateID" in one) and "info" in one, read_nuclei),
    (
        "nikto",
        lambda one: isinstance(one.get("vulnerabilities"), list) and ("ip" in one or "host" in one),
        read_nikto_json,
    ),
    (
        "wazuh",
        lambda one: _dict_in(one, "data", "affected_items") or _dict_in(one, "hits", "hits"),
        read_wazuh_list,
    ),
    (
        "wazuh",
        lambda one: isinstance(one.get("rule"), dict) and isinstance(one.get("agent"), dict),
        read_wazuh_alerts,
    ),
    ("suricata", lambda one: "event_type" in one and "timestamp" in one, read_suricata),
)


def _dict_in(one: dict[str, Any], name: str, inside: str) -> bool:
    found = one.get(name)
    return isinstance(found, dict) and isinstance(found.get(inside), list)


def read_scan_report(path: Path, *, name: str, limits: ReportLimits) -> ScanReport:
    """`name` is what its sender called the file; the content alone decides which tool wrote it. Raises: ReportRefused."""
    source = open_report(path, limits)
    begins = source.head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")[:1]
    if begins == b"<":
        return _xml(source)
    if begins in (b"{", b"["):
        return _json(source)
    if source.head.lstrip(b"\xef\xbb\xbf \t\r\n")[:5] == b"null\n" or source.head.strip() == b"null":
        return Collected("trivy", limits).report()
    return _text(source)


def _xml(source: Source) -> ScanReport:
    tags = root_tags(source)
    found = XML_READERS.get(tags[0]) if tags else None
    if tags[:1] == ["report"] and not {"results", "task", "gmp", "omp", "report_format"} & set(tags):
        found = None
    if found is None:
        list(_root_faults(source))
        raise ReportRefused(UNKNOWN)
    tool, read = found
    collected = Collected(tool, source.limits)
    read(source, collected)
    return collected.report()


def _root_faults(source: Source) -> Iterator[object]:
    """A broken or hostile file says so, rather than that it is unknown."""
    yield from read_steps(source, records=())


def _json(source: Source) -> ScanReport:
    values = json_values(source)
    first = []
    for value in values:
        first.append(value)
        if not isinstance(value, Unread) or len(first) > 100:
            break
    readable = first[-1] if first else None
    if readable is None and first == []:
        raise ReportRefused("Tệp JSON là một danh sách rỗng, không nói công cụ nào viết.")
    for tool, fits, read in JSON_READERS:
        if isinstance(readable, dict) and fits(readable):
            collected = Collected(tool, source.limits)
            _read_json(read, chain(first, values), collected)
            return collected.report()
    raise ReportRefused(UNKNOWN)


def _read_json(
    read: Callable[[Iterator[Any], Collected], None], values: Iterator[Any], collected: Collected
) -> None:
    """A document whose frame has another shape than the tool writes is refused, one record of it is only rejected."""
    try:
        read(values, collected)
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        if isinstance(error, ReportRefused):
            raise
        raise ReportRefused("Tệp JSON không có cấu trúc mà công cụ viết; hãy xuất lại báo cáo.") from error


def _text(source: Source) -> ScanReport:
    for number, delimiter, headings in headings_of(source):
        for layout in LAYOUTS:
            if layout.fits(headings):
                collected = Collected(layout.tool, source.limits)
                read_layout(layout)(rows(source, number, delimiter), collected)
                return collected.report()
    head = source.head.decode("utf-8", errors="replace").lstrip("\ufeff")
    if head.startswith(('"Nikto - v', "Nikto - v")):
        collected = Collected("nikto", source.limits)
        read_nikto_csv(rows(source, 0, ",", CSV_NAMES), collected)
        return collected.report()
    if is_clamav(head):
        collected = Collected("clamav", source.limits)
        read_clamav(source, collected)
        return collected.report()
    raise ReportRefused(UNKNOWN)
