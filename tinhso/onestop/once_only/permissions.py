from tinhso.casework.public import NotYourTurn, State, can_act, can_hand_in
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.roles import DeskOfficer, Examiner
from tinhso.onestop.catalogue.permissions import can_keep_catalogue
from tinhso.onestop.dossier.permissions import can_edit, is_at_desk
from tinhso.onestop.models import Dossier, PaperSource


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


def can_ask_again(dossier: Dossier, by: Actor) -> bool:
    """Who has the turn while it is settled: the examiner, or the desk that received it. One query."""
    role = Examiner if dossier.case.state == State.IN_PROGRESS else DeskOfficer
    open_states = {State.SUBMITTED, State.IN_PROGRESS}
    return dossier.case.state in open_states and by.holds(role) and can_act(dossier.case, by)


def check_can_ask_again(dossier: Dossier, by: Actor) -> None:
    """NotYourTurn for everybody else."""
    if not can_ask_again(dossier, by):
        raise NotYourTurn(dossier.pk)


def can_decide_paper_source(source: PaperSource, by: Actor) -> bool:
    """A keeper of the catalogue other than the one who entered the line."""
    return can_keep_catalogue(by) and by.user_id is not None and by.user_id != source.entered_by_id
