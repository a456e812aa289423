from datetime import datetime

from django.db import transaction

from tinhso.casework.case import turns
from tinhso.casework.case.notes import write_note
from tinhso.casework.case.permissions import check_can_act
from tinhso.casework.clocks import running
from tinhso.casework.models import Case, Note
from tinhso.casework.models.states import State
from tinhso.casework.opinions.events import OpinionAnswered, OpinionGiven
from tinhso.kernel.events.public import Actor, record


@transaction.atomic
def give_opinion(*, opinion: Case, ver: int, text: str, by: Actor, now: datetime) -> None:
    """Answer; the answer stands on the timeline of the case that asked.

    Raises: NotYourTurn, Stale, NoteRefused.
    """
    check_can_act(opinion, by)
    assert opinion.parent is not None
    stopped = running.stop(opinion, "opinion", now=now)
    opinion.move(
        ver=ver,
        state=State.DONE,
        settled_at=now,
        finished_at=now,
        outcome="given",
        timeliness=stopped.timeliness or "",
    )
    turns.end_turns(opinion.pk)
    note_id, note = write_note(opinion.parent, Note.Kind.OPINION, text, by=by, now=now, for_citizen=False)
    answered = OpinionAnswered(case_id=opinion.pk, outcome="given", timeliness=stopped.timeliness)
    record(answered, by=by, at=now)
    record(
        OpinionGiven(
            case_id=opinion.parent_id,
            opinion_case_id=opinion.pk,
            note_id=note_id,
            note=note,
            timeliness=stopped.timeliness,
        ),
        by=by,
        at=now,
    )
