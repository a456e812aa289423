"""The two time limits of decisions of publication, in working days: before the basis is in force, and until shown."""

from datetime import date, timedelta

from tinhso.casework.public import office_calendar_id, work_calendar
from tinhso.kernel.law.public import rule_or
from tinhso.lib.legal_time.working_time import WorkCalendar

BEFORE, WITHIN = "publication.days_before_force", "publication.days_to_public"
DAYS = 5  # of the index QĐ 766 for a province, where the pack has no rule
ONE_DAY = timedelta(days=1)


def latest_day(agency_id: int, basis_from: date) -> date:
    """The last day to issue the decision: so many working days before the basis comes into force."""
    return _away(_calendar(agency_id, basis_from), basis_from, -int(rule_or(BEFORE, DAYS, on=basis_from)))


def due_day(agency_id: int, issued_on: date) -> date:
    """The last day to show the procedures to the public."""
    return _away(_calendar(agency_id, issued_on), issued_on, int(rule_or(WITHIN, DAYS, on=issued_on)))


def _calendar(agency_id: int, day: date) -> WorkCalendar:
    return work_calendar(office_calendar_id(agency_id, day))


def _away(calendar: WorkCalendar, day: date, count: int) -> date:
    step = ONE_DAY if count > 0 else -ONE_DAY
    for _ in range(abs(count)):
        day += step
        while not calendar.is_working_day(day):
            day += step
    return day
