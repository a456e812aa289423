from tinhso.casework.public import NotYourTurn, can_hand_in
from tinhso.kernel.events.public import Actor
from tinhso.onestop.dossier.permissions import can_edit, is_at_desk
from tinhso.onestop.models import Dossier


def can_ask_sources(dossier: Dossier, by: Actor) -> bool:
    """The person for their own dossier, or the desk that enters it; never whoever files for them."""
    is_applicant = by.person_id is not None and by.person_id == dossier.case.person_id
    return (is_applicant and can_edit(dossier, by)) or (
        is_at_desk(dossier, by) and can_hand_in(dossier.case, by)
    )


def check_can_ask_sources(dossier: Dossier, by: Actor) -> None:
    """NotYourTurn for everybody else."""
    if not can_ask_sources(dossier, by):
        raise NotYourTurn(dossier.pk)
