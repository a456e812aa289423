"""Who enters what a programme that helps enterprises gave."""

from tinhso.indicators.models import SupportProgramme
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.roles import Clerk, Examiner, Head

ENTERS = (Examiner, Clerk, Head)


def can_enter_supports(programme: SupportProgramme, by: Actor) -> bool:
    """Officers of the agency whose programme it is."""
    return by.agency_id == programme.agency_id and any(by.holds(role) for role in ENTERS)
