from datetime import date

from tinhso.casework.public import NotYourTurn
from tinhso.citizen.reports.routing import triage_desk
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.roles import DeskOfficer


def check_keeps_keys(by: Actor, on: date) -> None:
    """NotYourTurn unless of the triage desk of that day."""
    if not by.holds(DeskOfficer) or by.agency_id != triage_desk(on).pk:
        raise NotYourTurn
