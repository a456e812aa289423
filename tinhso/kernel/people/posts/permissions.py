"""Who states an absence."""

from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.models import Agency
from tinhso.kernel.people.roles import Head


def can_state(by: Actor, officer_id: int, agency: Agency) -> bool:
    """The officer at the own agency, and the head there (or, of a desk, at the agency above it)."""
    if by.user_id == officer_id and by.agency_id == agency.pk:
        return True
    above = agency.parent_id if agency.kind == Agency.Kind.DESK else None
    return by.holds(Head) and by.agency_id in {agency.pk, above or agency.pk}
