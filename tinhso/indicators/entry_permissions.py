"""Who enters, approves, unlocks and reads reports of which agency. Nobody does so outside the own agencies."""

from datetime import date

from django.core.exceptions import PermissionDenied

from tinhso.indicators.models import DataEntry
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import Agency, agencies_below
from tinhso.kernel.people.roles import Auditor, Clerk, Examiner, Head, Supervisor
from tinhso.kernel.site import clock

ENTERS = (Examiner, Clerk, Head)


class NotYourReport(PermissionDenied):
    """The report is another agency's, or this post may not do this to it; the words say who may."""


def agencies_read(by: Actor, on: date | None = None) -> set[int] | None:
    """Whose values this actor sees row by row: the own agency and those below; None: all (auditors, the system)."""
    if by.system or by.holds(Auditor):
        return None
    if by.agency_id is None:
        return set()
    own = Agency.objects.filter(pk=by.agency_id).first()
    return {by.agency_id} | (agencies_below(own, on or clock.today()) if own else set())


def can_read(agency: Agency, by: Actor) -> bool:
    readable = agencies_read(by)
    return readable is None or agency.pk in readable


def can_enter(agency: Agency, by: Actor) -> bool:
    """Officers of the agency itself."""
    return by.system or (by.agency_id == agency.pk and any(by.holds(role) for role in ENTERS))


def check_can_enter(agency: Agency, by: Actor) -> None:
    if not can_enter(agency, by):
        raise NotYourReport(f"Chỉ cán bộ của {agency.name} được nhập số liệu của cơ quan này.")


def can_approve(entry: DataEntry, by: Actor) -> bool:
    """The agency's head, or the head of an agency above."""
    return by.system or (by.holds(Head) and (by.agency_id == entry.agency_id or _is_above(entry.agency, by)))


def check_can_approve(entry: DataEntry, by: Actor) -> None:
    if not can_approve(entry, by):
        raise NotYourReport(f"Chỉ thủ trưởng {entry.agency.name} hoặc cơ quan cấp trên được duyệt, trả lại.")


def can_unlock(entry: DataEntry, by: Actor) -> bool:
    """Heads and supervisors of an agency above; of the highest agency its own head."""
    if by.system:
        return True
    if entry.agency.parent_id is None:
        return by.holds(Head) and by.agency_id == entry.agency_id
    return (by.holds(Head) or by.holds(Supervisor)) and _is_above(entry.agency, by)


def check_can_unlock(entry: DataEntry, by: Actor) -> None:
    if not can_unlock(entry, by):
        raise NotYourReport(f"Chỉ {who_unlocks(entry)} được mở khóa.")


def who_unlocks(entry: DataEntry) -> str:
    """In words, for whoever is refused."""
    above = entry.agency.parent
    return f"lãnh đạo {above.name if above else entry.agency.name}"


def _is_above(agency: Agency, by: Actor) -> bool:
    above = agency.parent
    while above is not None:
        if above.pk == by.agency_id:
            return True
        above = above.parent
    return False
