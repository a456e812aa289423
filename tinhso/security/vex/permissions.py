from datetime import date

from django.utils.translation import gettext as _

from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.roles import SecurityOfficer
from tinhso.security.duties.permissions import (
    can_answer_for,
    can_coordinate,
    check_can_coordinate,
    check_can_keep_system,
)
from tinhso.security.models import InformationSystem, VexStatement
from tinhso.security.pages.refusals import SecurityForbidden


def reach_of(system: InformationSystem, by: Actor) -> int:
    """The agency over whose findings a statement of this officer decides: the own one of its owner or operator, of a coordinator that at which the
    system counts (its operator, its owner where an enterprise runs it)."""
    if by.holds(SecurityOfficer) and by.agency_id in (system.owner_id, system.operator_id):
        return by.agency_id or 0
    return system.operator_id or system.owner_id


def check_can_state(system: InformationSystem | None, by: Actor, *, on: date) -> None:
    """SecurityForbidden. About all systems the specialised unit alone; about one the security officers of its owner and its operator too."""
    if system is None:
        check_can_coordinate(by, on=on)
    else:
        check_can_keep_system(system, by, on=on)


def can_withdraw(statement: VexStatement, by: Actor, *, on: date) -> bool:
    """The specialised unit, and the security officer of the agency whose findings it reaches."""
    if statement.reach_id is None:
        return can_coordinate(by, on=on)
    return can_answer_for(statement.reach_id, by, on=on)


def check_can_withdraw(statement: VexStatement, by: Actor, *, on: date) -> None:
    """SecurityForbidden."""
    if not (by.system or can_withdraw(statement, by, on=on)):
        raise SecurityForbidden(_("Tuyên bố này do cơ quan đã ghi hoặc đơn vị chuyên trách rút."))
