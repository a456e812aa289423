from datetime import datetime

from django.db import transaction

from tinhso.casework.case import turns
from tinhso.casework.case.notes import write_note
from tinhso.casework.case.permissions import check_can_act
from tinhso.casework.clocks.clocks import start_clock
from tinhso.casework.models import Case, Note
from tinhso.casework.models.states import State
from tinhso.casework.opinions.events import OpinionAsked, OpinionOpened
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.people.public import Agency
from tinhso.kernel.people.roles import Examiner
from tinhso.lib.legal_time.clock import Effect
from tinhso.lib.legal_time.time_limit import TimeLimit


@transaction.atomic
def ask_opinion(
    *, case: Case, ver: int, of: Agency, text: str, limit: TimeLimit, by: Actor, now: datetime
) -> Case:
    """Ask another agency, with a deadline of its own; the question is a case below this one.

    The case itself goes on waiting for whoever has its turn. Raises: NotYourTurn, Stale, NoteRefused.
    """
    check_can_act(case, by)
    case.move(ver=ver)
    opinion = Case.objects.create(
        kind="opinion",
        code=f"{case.code}.YK{case.children.count() + 1}",
        title=case.title,
        agency=of,
        parent=case,
        source=Case.Source.INTERNAL,
        confidential=case.confidential,
        state=State.IN_PROGRESS,
        step="opinion",
        opened_at=now,
        submitted_at=now,
        accepted_at=now,
    )
    due = start_clock(opinion, "opinion", limit, now=now, effect=Effect.PAUSE).first_due_at
    opinion.appoint(due)
    turns.give_turn(opinion.pk, agency_id=of.pk, role=Examiner.code, act="opinion", due_at=due)
    write_note(opinion, Note.Kind.OPINION, text, by=by, now=now, for_citizen=False)
    event = OpinionOpened(
        case_id=opinion.pk,
        code=opinion.code,
        kind=opinion.kind,
        source=opinion.source,
        step=opinion.step,
        agency_id=of.pk,
        parent_id=case.pk,
        confidential=opinion.confidential,
        due_at=due,
    )
    record(event, by=by, at=now)
    record(
        OpinionAsked(case_id=case.pk, opinion_case_id=opinion.pk, agency_id=of.pk, due_at=due), by=by, at=now
    )
    return opinion
