"""Who enters, approves, unlocks and reads reports of which agency. Nobody does so outside the own agencies."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from tinhso.indicators.models import DataEntry, DataValue
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
    agency = Agency.objects.filter(pk=by.agency_id).first()
    return {by.agency_id} | (agencies_below(agency, on or clock.today()) if agency else set())


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


class OwnFigures(ValueError):
    """Whoever typed a number of a report, or said that it is complete, does not approve it."""

    def __init__(self, agency: Agency) -> None:
        above = agency.parent
        others = _("thủ trưởng khác của %(agency)s") % {"agency": agency.name}
        if above is not None:
            others = _("%(others)s hoặc lãnh đạo %(above)s") % {"others": others, "above": above.name}
        message = _("Ông/bà đã nhập số liệu của báo cáo này nên không tự duyệt được; %(others)s duyệt.")
        super().__init__(message % {"others": others})


def is_own(entry: DataEntry, by: Actor) -> bool:
    """Whether a number that stands in the report is by this account, or its word that all are there. Two queries at most."""
    if by.system or by.user_id is None or entry.pk is None:
        return False
    mine = DataValue.objects.filter(entry=entry, by=by.user_id)
    return entry.completed_by_id == by.user_id or (
        mine.exists() and DataValue.objects.filter(entry=entry).newest().filter(by=by.user_id).exists()
    )


def check_is_not_own(entry: DataEntry, by: Actor) -> None:
    """OwnFigures."""
    if is_own(entry, by):
        raise OwnFigures(entry.agency)


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
