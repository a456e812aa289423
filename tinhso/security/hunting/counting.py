"""What waits for a second person, as the margin of the worklist shows it."""

from tinhso.kernel.events.public import Actor
from tinhso.security.models import LogOpening


def openings_waiting_for(by: Actor) -> int:
    """Requests of the own agency that somebody else made. One query."""
    rows = LogOpening.objects.filter(agency_id=by.agency_id or 0, state=LogOpening.State.REQUESTED)
    return rows.exclude(by_id=by.user_id or 0).count()
