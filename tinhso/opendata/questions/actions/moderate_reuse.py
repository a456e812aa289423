from datetime import datetime

from django.db import transaction

from tinhso.casework.public import (
    Conflict,
    NoteRefused,
    NotYourTurn,
    accept_case,
    finish_case,
    is_applicant,
    refuse_case,
    settle_case,
)
from tinhso.kernel.events.public import SYSTEM, Actor, record
from tinhso.lib.legal_time.clock import Effect
from tinhso.opendata.dataset.permissions import can_answer
from tinhso.opendata.models import Reuse
from tinhso.opendata.questions.events import ReusePublished, ReuseWithdrawn
from tinhso.opendata.questions.question_process import check_without_people, tell_sender


class NotShownNow(Conflict):
    """The application is not in the showcase, or was taken out meanwhile."""


@transaction.atomic
def publish_reuse(*, reuse: Reuse, ver: int, by: Actor, now: datetime) -> None:
    """The data officer of the focal agency lets it be shown. Raises: NotYourTurn, Stale, StillPersonal."""
    check_without_people(f"{reuse.title}\n{reuse.description}", of=None)
    case = reuse.case
    accept_case(case=case, ver=ver, limit=None, effect=Effect.PAUSE, by=by, now=now)
    settle_case(case=case, ver=case.ver, outcome="shown", by=by, now=now)
    finish_case(case=case, ver=case.ver, by=by, now=now)
    reuse.published_at = now
    reuse.save(update_fields=["published_at"])
    record(ReusePublished(case_id=case.pk), by=by, at=now)
    tell_sender(case, "reuse_shown", "my_reuse", by=by, now=now)


@transaction.atomic
def refuse_reuse(*, reuse: Reuse, ver: int, text: str, by: Actor, now: datetime) -> None:
    """Not shown, with the reason in writing. Raises: NotYourTurn, Stale, Unlawful, NoteRefused."""
    if not text.strip():
        raise NoteRefused("Viết lý do không đăng.")
    refuse_case(case=reuse.case, ver=ver, text=text, by=by, now=now)
    reuse.refusal_text = text.strip()
    reuse.save(update_fields=["refusal_text"])
    tell_sender(reuse.case, "reuse_refused", "my_reuse", by=by, now=now)


@transaction.atomic
def take_down_reuse(*, reuse: Reuse, by: Actor, now: datetime) -> None:
    """Out of the showcase, by its proposer or the data officer who let it in.

    Raises: NotYourTurn, NotShownNow.
    """
    is_sender = is_applicant(reuse.case, by)
    if not is_sender and not can_answer(reuse.case.agency_id, by):
        raise NotYourTurn(reuse.case_id)
    shown = Reuse.objects.filter(pk=reuse.pk, published_at__isnull=False, taken_down_at__isnull=True)
    if not shown.update(taken_down_at=now):
        raise NotShownNow(reuse.case_id)
    reuse.taken_down_at = now
    teller = SYSTEM if is_sender else by  # the log that officers read names no proposer
    record(ReuseWithdrawn(case_id=reuse.case_id, by_proposer=is_sender), by=teller, at=now)
    if not is_sender:
        tell_sender(reuse.case, "reuse_taken_down", "my_reuse", by=by, now=now)
