from tinhso.casework.public import (
    NotYourTurn,
    State,
    can_hand_in,
)
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.roles import Examiner, Head
from tinhso.onestop.dossier.permissions import can_edit, is_at_desk
from tinhso.onestop.models import Dossier


def can_use_store(dossier: Dossier, by: Actor) -> bool:
    """The owner of the store for their own dossier, or the desk that enters it; never whoever files for them."""
    is_applicant = by.person_id is not None and by.person_id == dossier.case.person_id
    return (is_applicant and can_edit(dossier, by)) or (
        is_at_desk(dossier, by) and can_hand_in(dossier.case, by)
    )


def can_accept_paper(dossier: Dossier, by: Actor) -> bool:
    """Who examines papers: the receiving desk, and examiners and heads of the agency that settles."""
    examines = (by.holds(Examiner) or by.holds(Head)) and by.agency_id == dossier.case.agency_id
    known = dossier.case.person_id is not None and dossier.case.state != State.DRAFT
    return known and (is_at_desk(dossier, by) or examines)


def check_can_accept_paper(dossier: Dossier, by: Actor) -> None:
    """NotYourTurn for everybody else."""
    if not can_accept_paper(dossier, by):
        raise NotYourTurn(dossier.pk)
