"""The content of a report once it is written: its digest, what a frozen one holds, and what changed since."""

import json
from datetime import datetime
from hashlib import sha256
from typing import Any

from tinhso.indicators.models import Report
from tinhso.indicators.report_check import check_traces
from tinhso.indicators.report_source import Source
from tinhso.indicators.report_writing import write

Content = dict[str, Any]


def digest_of(content: Content) -> str:
    """Of what a reader is told; the day of printing and the head of the seals are not part of it."""
    told = {name: content[name] for name in ("source", "sections", "figures")}
    return sha256(json.dumps(told, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def content_of(year: int, now: datetime) -> Content:
    """A frozen report's own content, else the one that the cells give now.

    LookupError for a year without a source; TraceMismatch where a figure is not what its rows say.
    """
    report = Report.objects.filter(year=year).first()
    if report is not None and report.content is not None:
        return dict(report.content)
    content, writer = write(Source.read(year), now)
    check_traces(writer.asked)
    return content


def revised(report: Report, now: datetime) -> dict[str, str]:
    """Key of each printed figure that is another now, to the words of now."""
    printed = (report.content or {}).get("figures", {})
    live = write(Source.read(report.year), now)[0]["figures"]
    return {
        key: live[key]["words"]
        for key in printed
        if key in live and live[key]["words"] != printed[key]["words"]
    }
