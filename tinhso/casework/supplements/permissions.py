"""Who may end a case whose supplement never came."""

from tinhso.casework.models import Case, Participant
from tinhso.casework.models.states import State
from tinhso.kernel.events.public import Actor


def may_end(case: Case, by: Actor) -> bool:
    """Whether this officer is of the seat that may end the case once its time is over. One query at most."""
    waits = case.state == State.WAITING_CITIZEN
    return waits and by.is_officer and Participant.objects.lapses_of(by).filter(case=case).exists()
