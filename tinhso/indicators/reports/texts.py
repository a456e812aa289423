"""What people write into the sections of a report: the newest version of each, and its paragraphs."""

from typing import Any

from tinhso.indicators.models import Report, ReportText


def newest(year: int) -> dict[str, ReportText]:
    """By key of the section. One query."""
    rows = ReportText.objects.filter(report__year=year).select_related("by").order_by("section", "number")
    return {row.section: row for row in rows}


def history(report: Report) -> list[ReportText]:
    """All versions, the newest of a section first. One query."""
    return list(report.texts.select_related("by").order_by("section", "-number"))


def paragraphs(text: str) -> list[dict[str, Any]]:
    """Blocks of a section, one a line that is not empty."""
    return [{"kind": "text", "runs": [line.strip()]} for line in text.splitlines() if line.strip()]
