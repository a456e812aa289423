"""Who hands the work of one officer on to another."""

from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import Agency
from tinhso.kernel.people.roles import Head


def can_hand_on(by: Actor, agency: Agency) -> bool:
    """The head there, or of the agency above a desk."""
    above = agency.parent_id if agency.kind == Agency.Kind.DESK else None
    return by.holds(Head) and by.agency_id in {agency.pk, above or agency.pk}
