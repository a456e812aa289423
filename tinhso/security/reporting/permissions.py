from datetime import date

from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.roles import Head, SecurityOfficer
from tinhso.security.duties.permissions import can_coordinate


def can_read_report(agency_id: int | None, by: Actor, *, on: date) -> bool:
    """The head and the security officer of that agency; of every agency, and of the whole province (None), a coordinator of the day."""
    of_agency = by.is_officer and (by.holds(SecurityOfficer) or by.holds(Head))
    if of_agency and agency_id is not None and by.agency_id == agency_id:
        return True
    return can_coordinate(by, on=on)
