from tinhso.casework.public import (
    NotYourTurn,
)
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.roles import DeskOfficer


def can_run_desk(by: Actor, desk_id: int) -> bool:
    """The officers of that one-stop desk: they number, call and cancel, and say how many may book."""
    return by.holds(DeskOfficer) and by.agency_id == desk_id


def check_can_run_desk(by: Actor, desk_id: int) -> None:
    """NotYourTurn for everybody else."""
    if not can_run_desk(by, desk_id):
        raise NotYourTurn
