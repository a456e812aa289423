"""What a code alone tells, and what it tells to somebody who proves that the case is theirs."""

import hmac
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from tinhso.casework.case.kind import kind_of, state_word
from tinhso.casework.history.history import History, history
from tinhso.casework.models import Case
from tinhso.casework.models.states import State
from tinhso.kernel.site.rate_limit import allow, give_back

DAY = 24 * 3600
DOOR = "track_proof"
WRONG_TRIES = ((5, DAY), (20, 30 * DAY))  # for one case: of ten thousand endings, however many addresses try


class TooManyTries(Exception):
    """Too many wrong digits for this case; its applicant signs in, or waits."""


@dataclass(frozen=True)
class Tracked:
    """State and due date; the rest only with proof. A procedure's name alone may tell of disability or divorce."""

    code: str
    state: str
    due_at: datetime | None
    waiting: bool
    paused: bool
    finished: bool
    title: str = ""
    history: History | None = None
    owner_url: str = ""


def track(code: str, *, proof: str = "") -> Tracked | None:
    """The case of that code, its own or a former system's; None if there is none that may be tracked. At most five queries.

    `proof` is four digits: the last of the applicant's phone or identity number. TooManyTries where wrong ones were
    tried for this case: then right ones show no more than wrong ones. Kinds with an `owner_url_name` take none: whoever
    knows the code and suspects somebody would learn it so.
    """
    handed_in = Case.objects.filter(submitted_at__isnull=False).exclude(state=State.DRAFT)
    case = handed_in.select_related("person", "process").coded(code)
    if case is None or not kind_of(case.kind).public_tracking:
        return None
    owner = kind_of(case.kind).owner_url_name
    shown = not owner and _tried(case, proof)
    return Tracked(
        code=case.code,
        state=state_word(case),
        due_at=case.due_at,
        waiting=case.state == State.WAITING_CITIZEN,
        paused=case.state == State.PAUSED,
        finished=case.finished_at is not None,
        title=case.title if shown else "",
        history=history(case, for_citizen=True) if shown else None,
        owner_url=reverse(owner, args=[case.code]) if owner else "",
    )


def _tried(case: Case, proof: str) -> bool:
    """Whether the digits are right; wrong ones count against the case, from wherever they come. TooManyTries."""
    if not proof:
        return False
    if not all(allow(DOOR, str(case.pk), most, seconds) for most, seconds in WRONG_TRIES):
        raise TooManyTries(case.pk)
    right = proved(case, proof)
    if right:
        for _most, seconds in WRONG_TRIES:
            give_back(DOOR, str(case.pk), seconds)
    return right


def proved(case: Case, proof: str) -> bool:
    """Whether the four digits end the phone or the identity number of the applicant."""
    if len(proof) != 4 or case.person is None:
        return False
    known = [value[-4:] for value in (case.person.phone, case.person.id_number) if len(value) >= 4]
    return any(hmac.compare_digest(value.encode(), proof.encode()) for value in known)
