"""COPY writer of reports, and ratings that were told by telephone (mô phỏng), for demo, import and bench; receivers hear nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Model

from tinhso.casework.events import CaseRated
from tinhso.citizen import events
from tinhso.citizen.models import (
    Feedback,
    Report,
    ReportCategory,
    ReportComment,
    Reporter,
    ReportFollow,
    ReportPhoto,
)
from tinhso.citizen.reports.actions.load_report_categories import load_report_categories
from tinhso.citizen.reports.actions.submit_report import KIND, new_code
from tinhso.citizen.reports.processes import report_process
from tinhso.citizen.reports.routing import proposed_agency, triage_desk
from tinhso.kernel.events.public import SYSTEM, copy_events
from tinhso.kernel.files.public import StoredFile
from tinhso.kernel.moderation.public import flags_of, masked
from tinhso.kernel.site.public import copy_rows, reserve_ids
from tinhso.lib.map_cells import cell_of

__all__ = [
    "KIND",
    "Report",
    "ReportCategory",
    "ReportComment",
    "ReportFollow",
    "ReportHistory",
    "ReportPhoto",
    "Reporter",
    "cell_of",
    "copy_reports",
    "events",
    "flags_of",
    "load_report_categories",
    "masked",
    "new_code",
    "proposed_agency",
    "write_rating",
    "report_process",
    "triage_desk",
]


@dataclass
class ReportHistory:
    """One report as it stands; its case was copied before. Rows refer to it by object, keys are given in copying.

    `files` are rows of stored files whose bytes lie there already.
    """

    report: Report
    reporter: Reporter
    photos: list[ReportPhoto] = field(default_factory=list)
    files: list[StoredFile] = field(default_factory=list)
    comments: list[ReportComment] = field(default_factory=list)


def copy_reports(histories: Iterable[ReportHistory]) -> int:
    """Write them in the caller's transaction; their cases are there already. Returns how many reports."""
    every = list(histories)
    for key, one in zip(reserve_ids(Report, len(every)), every, strict=True):
        one.report.pk = key
        one.report.case_id = one.report.case.pk
    for one in every:  # what it goes on with has its key by now
        one.report.merged_into_id = one.report.merged_into.pk if one.report.merged_into else None
        one.report.reopens_id = one.report.reopens.pk if one.report.reopens else None
    copy_rows([one.report for one in every])
    copy_rows([file for one in every for file in one.files])
    _copy_parts(Reporter, [(one.report, one.reporter) for one in every])
    _copy_parts(ReportPhoto, [(one.report, photo) for one in every for photo in one.photos])
    _copy_parts(ReportComment, [(one.report, comment) for one in every for comment in one.comments])
    return len(every)


def _copy_parts(model: type[Model], rows: Sequence[tuple[Report, Model]]) -> None:
    for key, (report, row) in zip(reserve_ids(model, len(rows)), rows, strict=True):
        row.pk = key
        row.report_id = report.pk  # type: ignore[attr-defined]
    copy_rows([row for _, row in rows])


def write_rating(feedback: Feedback, *, stars: int, at: datetime) -> None:
    """The sender's opinion, 1 to 5, with its event; no receiver hears of it."""
    case = feedback.case
    case.move(ver=case.ver, rating=stars)
    copy_events([(CaseRated(case_id=case.pk, stars=stars), SYSTEM, at)])
