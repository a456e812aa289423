"""Invented decisions of publication of procedures in 2022, 2023 and early 2024: most in time, some late."""

from datetime import date, datetime, timedelta

from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.people.public import Agency
from tinhso.onestop.public import PublishedLine, enter_publication, own_codes

COMMITTEE = "ubnd-tinh"
FIRST = date(2022, 1, 18)
APART = timedelta(days=24)
DECISIONS = 32
EACH = 6  # procedures in a decision
CHANGES = ("amended", "new", "replaced", "abolished")
# Days between the decision and the basis in force, and between the decision and the day it was shown.
BEFORE, SHOWN = (14, 12, 10, 20, 3), (1, 3, 5, 2, 4, 6, 3, 11)


def create_publications(*, now: datetime) -> int:
    """How many were entered; none where the province has no committee on its day."""
    agency = Agency.objects.on(now.date()).filter(code=COMMITTEE).first()
    if agency is None:
        return 0
    codes = own_codes(FIRST)[: DECISIONS * EACH // 2]
    made = 0
    for number in range(DECISIONS):
        issued = FIRST + number * APART
        while issued.weekday() > 4:
            issued += timedelta(days=1)
        if issued > now.date() - timedelta(days=3) or not codes:
            break
        _enter(agency, number, issued, codes, now)
        made += 1
    return made


def _enter(agency: Agency, number: int, issued: date, codes: list[str], now: datetime) -> None:
    chosen = [codes[(number * EACH + place) % len(codes)] for place in range(EACH)]
    shown = [issued + timedelta(days=SHOWN[(number + place) % len(SHOWN)]) for place in range(EACH)]
    lines = [
        PublishedLine(code, CHANGES[(number + place) % len(CHANGES)], day if day <= now.date() else None)
        for place, (code, day) in enumerate(zip(dict.fromkeys(chosen), shown, strict=False))
    ]
    enter_publication(
        agency=agency,
        number=f"{1200 + 37 * number}/QĐ-UBND",
        issued_on=issued,
        basis=f"Thông tư số {10 + number} (mô phỏng) và quyết định công bố của bộ",
        basis_from=issued + timedelta(days=BEFORE[number % len(BEFORE)]),
        lines=lines,
        by=SYSTEM,
        now=now,
    )
