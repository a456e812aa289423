"""The content of a report once it is written: its digest, what a frozen one holds, and what changed since."""

import json
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import OperationalError, connection, transaction

from tinhso.indicators.cells.actions.refresh_cells import refresh_cells
from tinhso.indicators.models import Report
from tinhso.indicators.reports.check import check_noted_rows, check_traces
from tinhso.indicators.reports.document import document_of
from tinhso.indicators.reports.source import Source
from tinhso.indicators.reports.writing import write

Content = dict[str, Any]
TRIES = 3


def digest_of(content: Content) -> str:
    """Of what a reader is told; the day of printing and the head of the seals are not part of it."""
    digested = {name: content[name] for name in ("source", "sections", "figures")}
    return sha256(json.dumps(digested, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def content_of(year: int, now: datetime) -> Content:
    """A frozen report's own content, else the one that the cells give now; what is still being added up says so.

    LookupError for a year without a source; RowsDiffer where the last comparison found rows unlike their events; TraceMismatch where rows of a figure were changed without an event.
    """
    return content_for(report_of(year), year, now)


def report_of(year: int) -> Report | None:
    """With all that its letterhead names. One query."""
    around = ("agency__unit", "agency__parent__unit", "signed_by")
    return Report.objects.filter(year=year).select_related(*around).first()


def content_for(report: Report | None, year: int, now: datetime) -> Content:
    """The same of a report that was read before. What `content_of` raises."""
    if report is None or report.content is None:
        return written_content(report, year, now)
    return dict(report.content) | {"document": document_of(report, Source.read(year))}


def written_content(report: Report | None, year: int, now: datetime) -> Content:
    """What the cells give now, whatever was frozen. What `content_of` raises."""
    check_noted_rows()
    source = Source.read(year)
    content, writer = write(source, now)
    lagging = check_traces(writer.asked, now)
    content = content if lagging.until is None else write(source, now, lagging)[0]
    return content | {"document": document_of(report, source)}


def content_in_one_moment(year: int, now: datetime) -> Content:
    """The same, with the cells of whatever happened meanwhile summed anew, and cells and rows read as of one moment.

    So a busy day does not hold a report back; what was changed without a deed still does. What `content_of` raises.
    """
    for tries in range(TRIES):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                if not connection.savepoint_ids:  # else the moment is that of the caller's transaction
                    cursor.execute("set transaction isolation level repeatable read")
                refresh_cells(now=now, in_batch=True)
                return content_of(year, now)
        except OperationalError:  # the worker was summing the same cells: PostgreSQL asks to begin again
            if tries == TRIES - 1:
                raise
    raise AssertionError(TRIES)


def revised(report: Report, now: datetime) -> dict[str, str]:
    """Key of each printed figure that is another now, to the words of now."""
    printed = (report.content or {}).get("figures", {})
    live = write(Source.read(report.year), now, figures_only=True)[0]["figures"]
    return {
        key: live[key]["words"]
        for key in printed
        if key in live and live[key]["words"] != printed[key]["words"]
    }
