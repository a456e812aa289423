"""Open cases follow their agency to its successor; called by `tinhso succeed DAY` (see `people.succession`)."""

from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import Q

from tinhso.casework.models import Case, Participant
from tinhso.casework.moves.events import CaseMoved
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.people.public import Agency

WORD = "hồ sơ, việc đang giải quyết"

# Where the successor holds the same role in the case already, the two rows become one.
JOIN_TURNS = """
update casework_participant n set open = o.open, act = o.act, due_at = o.due_at,
    officer_id = coalesce(o.officer_id, n.officer_id)
from casework_participant o
where o.case_id = n.case_id and o.role = n.role and (o.open or o.act = 'lapse' and not n.open)
    and n.agency_id = %(new)s and o.agency_id = %(old)s and n.case_id = %(case)s
"""
DROP_DOUBLES = """
delete from casework_participant o using casework_participant n
where o.case_id = n.case_id and o.role = n.role
    and n.agency_id = %(new)s and o.agency_id = %(old)s and n.case_id = %(case)s
"""
MOVE_TURNS = """
update casework_participant set agency_id = %(new)s where agency_id = %(old)s and case_id = %(case)s
"""


def succeed(*, old: Agency, new: Agency, on: date, dry_run: bool, by: Actor, now: datetime) -> dict[str, int]:
    """Move every open case in which `old` takes part: as the competent agency, as the desk, as a participant.

    One event a case; officers keep their names, clocks go on. Finished cases stay where they were settled. In the
    caller's transaction.
    """
    part = Q(agency=old) | Q(desk=old) | Q(pk__in=Participant.objects.filter(agency=old).values("case"))
    cases = Case.objects.open().filter(part).order_by("pk")
    if dry_run:
        return {WORD: cases.count()}
    moved = list(cases)
    for case in moved:
        _move(case, old, new, on, by=by, now=now)
    return {WORD: len(moved)}


def _move(case: Case, old: Agency, new: Agency, on: date, *, by: Actor, now: datetime) -> None:
    seats: dict[str, Any] = {
        name: new for name in ("agency", "desk") if getattr(case, f"{name}_id") == old.pk
    }
    case.move(ver=case.ver, **seats)
    with connection.cursor() as cursor:
        for statement in (JOIN_TURNS, DROP_DOUBLES, MOVE_TURNS):
            cursor.execute(statement, {"old": old.pk, "new": new.pk, "case": case.pk})
    event = CaseMoved(case_id=case.pk, from_agency_id=old.pk, to_agency_id=new.pk, on=on)
    record(event, by=by, at=now)
