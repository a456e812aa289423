from datetime import datetime

from django.db import transaction

from tinhso.indicators.models import Report, ReportText
from tinhso.indicators.reports.actions.move_report import ReportMoved
from tinhso.indicators.reports.events import ReportSectionWritten
from tinhso.indicators.reports.source import Source
from tinhso.indicators.rights.officers import title_of, user_of
from tinhso.indicators.rights.permissions import check_can_write
from tinhso.kernel.events.public import Actor, record


class SectionChanged(Exception):
    """Somebody else wrote another version of that section meanwhile; `newest` is theirs, ours is not lost."""

    def __init__(self, newest: ReportText) -> None:
        super().__init__(newest.section)
        self.newest = newest


class NoSuchSection(LookupError):
    """The report of that year has no section of that name."""


@transaction.atomic
def write_section(
    *, report: Report, section: str, was: int, text: str, by: Actor, now: datetime
) -> ReportText:
    """Another version of the words of a section, while the report is a draft; `was` is the version that was read.

    Raises: FiguresForbidden, NoSuchSection, ReportMoved, SectionChanged.
    """
    check_can_write(by)
    if section not in {one.key for one in Source.read(report.year).sections}:
        raise NoSuchSection(section)
    held = Report.objects.select_for_update().get(pk=report.pk)
    if held.state != Report.State.DRAFT:
        raise ReportMoved(report.year)
    newest = held.texts.filter(section=section).order_by("-number").first()
    if (newest.number if newest else 0) != was:
        assert newest is not None
        raise SectionChanged(newest)
    made = ReportText.objects.create(
        report=held,
        section=section,
        number=was + 1,
        text=text.strip(),
        by=user_of(by),
        title=title_of(by),
        at=now,
    )
    record(ReportSectionWritten(year=report.year, section=section, number=made.number), by=by, at=now)
    return made
