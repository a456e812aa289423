"""Where a complaint or denunciation is handed in on paper, and when leaders receive citizens: dated data of the province."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

from tinhso.casework.public import office_calendar_id, work_calendar
from tinhso.kernel.law.public import rule_or, rule_source
from tinhso.kernel.people.public import Agency

RECEPTION = "complaint.reception"
SHOWN, FAR = 3, 400  # days of one line that are shown, and how many are looked through


@dataclass(frozen=True)
class Reception:
    """One line of the schedule: who receives, where, at which hours, and the next days; no days where it is every one."""

    agency: str
    who: str
    place: str
    hours: str
    rhythm: str
    days: list[date] = field(default_factory=list)


def receivers_on(day: date) -> list[Agency]:
    """The units that take them on paper, in the order of the rule `complaint.receivers`; two queries."""
    codes: list[str] = rule_or("complaint.receivers", [], on=day)
    known = {agency.code: agency for agency in Agency.objects.on(day).filter(code__in=codes)}
    return [known[code] for code in codes if code in known]


def receptions_from(day: date) -> list[Reception]:
    """The schedule of the rule `complaint.reception` with the next days; a day off moves to the next working day."""
    lines = schedule_on(day)
    codes = {line["agency"] for line in lines}
    names = dict(Agency.objects.on(day).filter(code__in=codes).values_list("code", "name"))
    return [
        Reception(
            names.get(line["agency"], ""),
            line["who"],
            line["place"],
            line["hours"],
            rhythm_of(line),
            list(islice(days_of(line, day), SHOWN)),
        )
        for line in lines
    ]


def schedule_on(day: date) -> list[dict[str, Any]]:
    """The lines of the rule: bare, or under "lines" where the pack says beside them whether they are an illustration."""
    value = rule_or(RECEPTION, [], on=day)
    lines: list[dict[str, Any]] = value["lines"] if isinstance(value, dict) else value
    return lines


def schedule_is_illustrative(day: date) -> bool:
    """Whether days and hours are invented, until the province puts its own schedule in."""
    value = rule_or(RECEPTION, [], on=day)
    return isinstance(value, dict) and bool(value.get("illustrative"))


def schedule_source(day: date) -> str:
    return rule_source(RECEPTION, on=day) if schedule_on(day) else ""


def rhythm_of(line: dict[str, Any]) -> str:
    if "month_day" in line:
        return _("ngày %(day)s hằng tháng") % {"day": line["month_day"]}
    names = (_("thứ hai"), _("thứ ba"), _("thứ tư"), _("thứ năm"), _("thứ sáu"))
    return (
        _("%(day)s hằng tuần") % {"day": names[line["weekday"]]}
        if "weekday" in line
        else _("mọi ngày làm việc")
    )


def days_of(line: dict[str, Any], first: date) -> Iterator[date]:
    """The days from `first` on, each once; none for a line that is every working day."""
    if not {"month_day", "weekday"} & line.keys():
        return
    calendar, before = work_calendar(office_calendar_id(None, first)), None
    for n in range(-31, FAR):
        day = first + timedelta(days=n)
        if not _is_on(line, day):
            continue
        open_day = day if calendar.is_working_day(day) else calendar.next_working_day(day)
        if open_day >= first and open_day != before:
            before = open_day
            yield open_day


def _is_on(line: dict[str, Any], day: date) -> bool:
    if "weekday" in line:
        return bool(day.weekday() == line["weekday"])
    return day.day == min(line["month_day"], monthrange(day.year, day.month)[1])
