"""Who may do what with reports. The triage desk alone learns who reported."""

from tinhso.casework.public import Case, NotYourTurn
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.roles import DeskOfficer


def is_triage(case: Case, by: Actor) -> bool:
    """An officer of the desk that received this report."""
    return by.holds(DeskOfficer) and by.agency_id is not None and by.agency_id == case.desk_id


def check_is_triage(case: Case, by: Actor) -> None:
    if not is_triage(case, by):
        raise NotYourTurn(case.pk)
