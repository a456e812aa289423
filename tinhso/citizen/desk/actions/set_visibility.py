from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tinhso.citizen.desk.events import HiddenReviewed, PhotoWithheld, ReportHidden, ReportShown
from tinhso.citizen.models import Report, ReportCategory, ReportPhoto
from tinhso.citizen.reports.permissions import check_is_triage
from tinhso.citizen.retention.retention import RETAINED
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.files.public import hide_pictures, show_pictures
from tinhso.kernel.law.public import rule_or
from tinhso.kernel.site.clock import HANOI

SHOWN, HIDDEN = Report.Visibility.PUBLISHED, Report.Visibility.HIDDEN


UNPUBLISHED = "unpublished"
"""Why a report of a category that is never published is hidden; not among the reasons that a desk may choose."""


class NeverPublished(Exception):
    """The rules of the day publish no report of this category: who sent it might be known by where they work."""


class UnknownReason(ValueError):
    """Not one of the listed reasons."""


@transaction.atomic
def show_report(*, report: Report, by: Actor, now: datetime) -> None:
    """Let everybody read it; nothing happens a second time, or after its words were erased. Raises: NotYourTurn
    unless of the triage desk, NeverPublished.
    """
    check_is_triage(report.case, by)
    if is_unpublished(report.category, on=now.astimezone(HANOI).date()):
        raise NeverPublished(report.category.code)
    if report.visibility == SHOWN or report.hidden_reason == RETAINED:
        return
    report.visibility, report.hidden_reason = SHOWN, ""
    report.published_at = report.published_at or now
    report.save(update_fields=["visibility", "hidden_reason", "published_at"])
    show_pictures(_pictures(report))
    record(ReportShown(case_id=report.case_id), by=by, at=now)


def is_unpublished(category: ReportCategory, *, on: date) -> bool:
    """Whether the rules of that day publish no report of this category."""
    return category.code in rule_or("citizen.unpublished_categories", [], on=on)


@transaction.atomic
def hide_unpublished(*, report: Report, by: Actor, now: datetime) -> None:
    """A report that was sorted into such a category stays with the offices, also where it was published before. Raises: NotYourTurn."""
    check_is_triage(report.case, by)
    if report.hidden_reason in {UNPUBLISHED, RETAINED}:
        return
    report.visibility, report.hidden_reason, report.reviewed_at = HIDDEN, UNPUBLISHED, now
    report.save(update_fields=["visibility", "hidden_reason", "reviewed_at"])
    hide_pictures(_pictures(report))
    record(ReportHidden(case_id=report.case_id, reason=UNPUBLISHED), by=by, at=now)


@transaction.atomic
def hide_report(*, report: Report, reason: str, reasons: dict[str, str], by: Actor, now: datetime) -> None:
    """Keep it from the public for a listed reason; looked at again every month.

    Raises: NotYourTurn, UnknownReason.
    """
    check_is_triage(report.case, by)
    if reason not in reasons:
        raise UnknownReason(reason)
    report.visibility, report.hidden_reason, report.reviewed_at = HIDDEN, reason, now
    report.save(update_fields=["visibility", "hidden_reason", "reviewed_at"])
    hide_pictures(_pictures(report))
    record(ReportHidden(case_id=report.case_id, reason=reason), by=by, at=now)


def _pictures(report: Report) -> list[UUID]:
    """All that may be shown of it; what is not to be seen yet is passed over when it is its turn."""
    return list(report.photos.filter(hidden=False).values_list("file_id", flat=True))


@transaction.atomic
def review_hidden(*, report: Report, by: Actor, now: datetime) -> None:
    """It was looked at again and stays hidden. Raises: NotYourTurn."""
    check_is_triage(report.case, by)
    report.reviewed_at = now
    report.save(update_fields=["reviewed_at"])
    record(HiddenReviewed(case_id=report.case_id), by=by, at=now)


@transaction.atomic
def withhold_photo(*, photo: ReportPhoto, hidden: bool, by: Actor, now: datetime) -> None:
    """Take one picture from the public, or give it back. Raises: NotYourTurn."""
    check_is_triage(photo.report.case, by)
    photo.hidden = hidden
    photo.save(update_fields=["hidden"])
    (hide_pictures if hidden else show_pictures)([photo.file_id])
    event = PhotoWithheld(case_id=photo.report.case_id, photo_id=photo.pk, hidden=hidden)
    record(event, by=by, at=now)
