"""Writes a small report to a file and reads it."""

import json
from dataclasses import replace

from tinhso.lib.scan_reports.limits import ReportLimits
from tinhso.lib.scan_reports.reading import read_scan_report


def read(folder, content, **limits):
    if not isinstance(content, bytes | str):
        content = json.dumps(content)
    path = folder / "report"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_scan_report(path, name="báo cáo.xml", limits=replace(ReportLimits(), **limits))
