"""Who may move a case: whoever has the turn. When, say the states."""

from tinhso.casework.case.representatives import is_representative
from tinhso.casework.models import Case
from tinhso.casework.models.case import Conflict
from tinhso.casework.models.states import State
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import stands_for
from tinhso.kernel.people.roles import DeskOfficer
from tinhso.kernel.site.public import planned

# `Participant.objects.turns_of` for one case, written out: each move asks it.
TURN = """
select 1 from casework_participant where case_id = %s and open and agency_id = %s and role = any(%s)
and (officer_id is null or officer_id = any(%s)) limit 1
"""


class NotYourTurn(Conflict):
    """The case does not wait for this actor."""


def can_act(case: Case, by: Actor) -> bool:
    """The case waits for this officer, by role at the chosen agency or in name. One query."""
    if not by.is_officer:
        return False
    names = [by.user_id, *by.covers]
    with planned() as cursor:
        cursor.execute(TURN, [case.pk, by.agency_id, list(by.roles), names])
        return cursor.fetchone() is not None


def check_can_act(case: Case, by: Actor) -> None:
    if not can_act(case, by):
        raise NotYourTurn(case.pk)


def check_is_known(by: Actor) -> None:
    """NotYourTurn for a visitor: whoever opens a case is an account or the system."""
    if by.is_visitor:
        raise NotYourTurn


def is_applicant(case: Case, by: Actor) -> bool:
    """The case is this person's own, also under a pseudonym, that of a company they represent, or was handed in by them for
    somebody else."""
    if by.person_id is None:
        return False
    if by.person_id in {case.person_id, case.submitter_id} or stands_for(case.person_id, by.person_id):
        return True
    return is_representative(case, by.person_id)


def check_is_applicant(case: Case, by: Actor) -> None:
    if not is_applicant(case, by):
        raise NotYourTurn(case.pk)


def can_hand_in(case: Case, by: Actor) -> bool:
    """The applicant; at the receiving desk also whoever enters a dossier, or a supplement, that came on paper."""
    if is_applicant(case, by):
        return True
    if not by.holds(DeskOfficer) or case.desk_id is None or by.agency_id != case.desk_id:
        return False
    return case.state == State.WAITING_CITIZEN or case.source in {Case.Source.COUNTER, Case.Source.POST}


def check_can_hand_in(case: Case, by: Actor) -> None:
    if not can_hand_in(case, by):
        raise NotYourTurn(case.pk)
