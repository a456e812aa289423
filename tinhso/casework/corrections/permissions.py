from tinhso.casework.case.permissions import NotYourTurn
from tinhso.casework.models import Case
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import Agency
from tinhso.kernel.people.roles import Head


def can_correct(case: Case, by: Actor) -> bool:
    """The head of the agency that settled the case, who answers for its figures."""
    return case.settled_at is not None and by.holds(Head) and by.agency_id == case.agency_id


def check_can_correct(case: Case, by: Actor) -> None:
    """NotYourTurn for everybody but a head of the agency that settles the case."""
    if not by.holds(Head) or by.agency_id != case.agency_id:
        raise NotYourTurn(case.pk)


def can_confirm_correction(case: Case, asked_by: int | None, by: Actor) -> bool:
    """Another head of the agency that settled the case, or the head of an agency above it. A query a level at most."""
    if not by.holds(Head) or by.user_id == asked_by:
        return False
    above: Agency | None = case.agency
    while above is not None:
        if above.pk == by.agency_id:
            return True
        above = above.parent
    return False


def check_can_confirm_correction(case: Case, asked_by: int | None, by: Actor) -> None:
    """NotYourTurn for everybody else."""
    if not can_confirm_correction(case, asked_by, by):
        raise NotYourTurn(case.pk)
