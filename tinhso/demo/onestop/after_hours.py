"""Hours beyond the office's (minh họa): the desk of Hà Trung receives on Monday evenings and on Saturday mornings."""

from datetime import datetime, time

from tinhso.casework.public import HoursSetLater, set_hours
from tinhso.demo.officers import COMMUNE_DESK
from tinhso.kernel.people.public import SYSTEM, Agency
from tinhso.kernel.site.clock import HANOI

USUAL = [["07:30", "11:30"], ["13:00", "17:00"]]
WEEK = dict.fromkeys(("tue", "wed", "thu", "fri"), USUAL)
WEEK |= {"mon": [*USUAL, ["17:30", "19:30"]], "sat": [["07:30", "11:00"]]}
SOURCE = "Thông báo giờ làm việc (minh họa)"


def open_beyond_hours(*, now: datetime) -> None:
    """From today on, by the deed of an administrator; a second time changes nothing."""
    today = now.astimezone(HANOI).date()
    slots = [{"from": "01-01", "to": "12-31", "week": WEEK}]
    for desk in Agency.objects.on(today).filter(code__in={COMMUNE_DESK.agency, COMMUNE_DESK.later}):
        try:
            set_hours(
                agency=desk, slots=slots, cutoff=time(15), starts=today, source=SOURCE, by=SYSTEM, now=now
            )
        except HoursSetLater:
            return
