"""What a code alone tells, and what it tells to somebody who proves that the case is theirs."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from tinhso.casework.case.kind import kind_of, state_word
from tinhso.casework.history.history import History, history
from tinhso.casework.models import Case
from tinhso.casework.models.states import State
from tinhso.casework.tracking.proof import Proof, prove


@dataclass(frozen=True)
class Tracked:
    """State and due date; the rest only with proof. A procedure's name alone may tell of disability or divorce."""

    code: str
    state: str
    due_at: datetime | None
    waiting: bool
    paused: bool
    finished: bool
    proof: Proof = Proof.NONE
    title: str = ""
    history: History | None = None
    owner_url: str = ""


def track(code: str, *, proof: str = "", caller: str = "", phone: str = "") -> Tracked | None:
    """The case of that code, its own or a former system's; None if there is none that may be tracked. At most five queries,
    with proof two more and those of the limits.

    `proof` is the last four digits of a telephone or identity number of the case, or a whole one; `caller` and `phone` as
    `prove` has them. Kinds with an `owner_url_name` take none: whoever knows the code and suspects somebody would learn it so.
    """
    handed_in = Case.objects.filter(submitted_at__isnull=False).exclude(state=State.DRAFT)
    case = handed_in.select_related("person", "process").coded(code)
    if case is None or not kind_of(case.kind).public_tracking:
        return None
    owner = kind_of(case.kind).owner_url_name
    proved = Proof.NONE if owner else prove(case, proof, caller=caller, phone=phone)
    shown = proved == Proof.RIGHT
    return Tracked(
        code=case.code,
        state=state_word(case),
        due_at=case.due_at,
        waiting=case.state == State.WAITING_CITIZEN,
        paused=case.state == State.PAUSED,
        finished=case.finished_at is not None,
        proof=proved,
        title=case.title if shown else "",
        history=history(case, for_citizen=True) if shown else None,
        owner_url=reverse(owner, args=[case.code]) if owner else "",
    )
