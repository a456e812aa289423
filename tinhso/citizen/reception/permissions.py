"""Whose receptions an officer runs: those of the own agency, and of the agency whose desk or division one sits at."""

from django.core.exceptions import PermissionDenied

from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import Agency
from tinhso.kernel.people.roles import DeskOfficer, Examiner, Head

RUNNING = (DeskOfficer, Examiner, Head)
INNER = (Agency.Kind.DESK, Agency.Kind.DIVISION)


class NotReceptionDesk(PermissionDenied):
    """Receptions are run by officers of the agency that receives, its schedule is set by its own head."""


def reception_agencies(by: Actor) -> set[int]:
    """The agencies whose receptions this officer runs; empty for everybody else. One query."""
    if by.agency_id is None or not any(by.holds(role) for role in RUNNING):
        return set()
    inner = Agency.objects.filter(pk=by.agency_id, kind__in=INNER, parent__isnull=False)
    return {by.agency_id, *inner.values_list("parent_id", flat=True)}


def can_run_reception(by: Actor, agency_id: int) -> bool:
    return agency_id in reception_agencies(by)


def check_can_run_reception(by: Actor, agency_id: int) -> None:
    if not can_run_reception(by, agency_id):
        raise NotReceptionDesk


def can_set_schedule(by: Actor, agency_id: int) -> bool:
    return by.holds(Head) and by.agency_id == agency_id


def check_can_set_schedule(by: Actor, agency_id: int) -> None:
    if not can_set_schedule(by, agency_id):
        raise NotReceptionDesk
