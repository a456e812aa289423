"""Who enters rows of the registers, who sees where exactly a station stands, who follows villages without signal."""

from datetime import date

from django.core.exceptions import PermissionDenied

from tinhso.indicators.infrastructure.focal_agency import focal_agency
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.roles import Clerk, Examiner, Head

ENTERS = (Examiner, Clerk, Head)
SEES_POSITIONS = (Examiner, Head)


class InfrastructureForbidden(PermissionDenied):
    """Not for this actor; the words say who may."""


def can_enter_infrastructure(by: Actor, on: date) -> bool:
    """Officers of the agency that has the registers that day. At most two queries."""
    return any(by.holds(role) for role in ENTERS) and _is_focal(by, on)


def check_can_enter_infrastructure(by: Actor, on: date) -> int:
    """The id of the agency for which they enter. Raises: InfrastructureForbidden."""
    if by.agency_id is None or not can_enter_infrastructure(by, on):
        raise InfrastructureForbidden("Chỉ cán bộ của cơ quan đầu mối hạ tầng số được nhập, sửa.")
    return by.agency_id


def can_see_positions(by: Actor, on: date) -> bool:
    """Who works with stations at that agency: examiners and its head. At most two queries."""
    return any(by.holds(role) for role in SEES_POSITIONS) and _is_focal(by, on)


def check_can_see_positions(by: Actor, on: date) -> None:
    """Raises: InfrastructureForbidden."""
    if not can_see_positions(by, on):
        raise InfrastructureForbidden(
            "Tọa độ trạm chỉ chuyên viên, thủ trưởng của cơ quan đầu mối hạ tầng số được xem."
        )


def _is_focal(by: Actor, on: date) -> bool:
    if by.agency_id is None or not by.is_officer:
        return False
    found = focal_agency(on)
    return found is not None and found.pk == by.agency_id
