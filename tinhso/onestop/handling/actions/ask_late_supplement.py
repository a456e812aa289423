from datetime import datetime

from django.db import transaction

from tinhso.casework.public import Note, NotYourTurn, check_can_act, request_supplement, supplement_until
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.roles import Head
from tinhso.onestop.dossier.proposals import proposal_of
from tinhso.onestop.dossier.slips import write_slip
from tinhso.onestop.models import Dossier, Slip


class NeedsSecondPerson(Exception):
    """Who proposed it does not agree to it as well."""


@transaction.atomic
def ask_late_supplement(*, dossier: Dossier, ver: int, text: str, by: Actor, now: datetime) -> Slip:
    """The head agrees to a supplement after its days, or after the due moment (form 02): the time neither stops nor begins
    anew, and what comes goes to the examiner.

    Raises: NotYourTurn, Stale, AskedBefore, NoteRefused, NeedsSecondPerson.
    """
    check_can_act(dossier.case, by)
    proposal = proposal_of(dossier)
    if proposal is None or proposal.kind != Note.Kind.LATE_ASK:
        raise NotYourTurn(dossier.pk)
    if proposal.author_id == by.user_id:
        raise NeedsSecondPerson(dossier.pk)
    note_id = request_supplement(
        case=dossier.case,
        ver=ver,
        text=text,
        lapse_role=Head.code,
        counts=False,
        back_to="examine",
        by=by,
        now=now,
    )
    until = supplement_until(dossier.case)
    return write_slip(dossier, Slip.Form.SUPPLEMENT, by=by, now=now, note_id=note_id, due_at=until)
