from tinhso.casework.public import (
    NotYourTurn,
)
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.roles import Clerk, Head
from tinhso.onestop.dossier.permissions import is_at_desk
from tinhso.onestop.models import Dossier


def can_hold(dossier: Dossier, by: Actor) -> bool:
    """Who stops the erasing of a dossier: head and clerk of the agency that settled it, and the desk that received it."""
    keeps = (by.holds(Head) or by.holds(Clerk)) and by.agency_id == dossier.case.agency_id
    return keeps or is_at_desk(dossier, by)


def check_can_hold(dossier: Dossier, by: Actor) -> None:
    """NotYourTurn for everybody else."""
    if not can_hold(dossier, by):
        raise NotYourTurn(dossier.pk)
