from datetime import date

from django.utils.translation import gettext as _

from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.roles import Administrator, SecurityCoordinator, SecurityOfficer
from tinhso.security.models import InformationSystem, SecurityDuty
from tinhso.security.pages.refusals import SecurityForbidden


def can_coordinate(by: Actor, *, on: date) -> bool:
    """A coordinator, while the agency is the specialised unit of that day. One query for who has the role."""
    return (
        by.is_officer
        and by.holds(SecurityCoordinator)
        and SecurityDuty.objects.specialised(by.agency_id, on).exists()
    )


def check_can_coordinate(by: Actor, *, on: date) -> None:
    """SecurityForbidden."""
    if not (by.system or can_coordinate(by, on=on)):
        raise SecurityForbidden(_("Việc này của đơn vị chuyên trách về an toàn thông tin."))


def can_answer_for(agency_id: int | None, by: Actor, *, on: date) -> bool:
    """The security officer of that agency, and a coordinator for every agency."""
    answers = by.is_officer and by.holds(SecurityOfficer) and by.agency_id == agency_id
    return answers or can_coordinate(by, on=on)


def check_can_answer_for(agency_id: int | None, by: Actor, *, on: date) -> None:
    """SecurityForbidden."""
    if not (by.system or can_answer_for(agency_id, by, on=on)):
        raise SecurityForbidden(_("Việc này của cán bộ an toàn thông tin của cơ quan."))


def can_keep_system(system: InformationSystem, by: Actor, *, on: date) -> bool:
    """The security officer of its owner or of its operator, and a coordinator."""
    answers = (
        by.is_officer and by.holds(SecurityOfficer) and by.agency_id in (system.owner_id, system.operator_id)
    )
    return answers or can_coordinate(by, on=on)


def check_can_keep_system(system: InformationSystem, by: Actor, *, on: date) -> None:
    """SecurityForbidden."""
    if not (by.system or can_keep_system(system, by, on=on)):
        raise SecurityForbidden(_("Việc này của cán bộ an toàn thông tin của chủ quản hoặc đơn vị vận hành."))


def can_give_duties(by: Actor) -> bool:
    """An administrator of the instance writes down what the province decided."""
    return by.is_officer and by.holds(Administrator)


def check_can_give_duties(by: Actor) -> None:
    """SecurityForbidden."""
    if not (by.system or can_give_duties(by)):
        raise SecurityForbidden(_("Quyết định giao đơn vị chuyên trách do người quản trị hệ thống ghi."))
