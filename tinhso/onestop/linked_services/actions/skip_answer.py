from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.outbox.public import NotOpen
from tinhso.onestop.linked_services.actions.apply_answer import OPEN
from tinhso.onestop.linked_services.events import LinkedAnswerSkipped
from tinhso.onestop.messages.permissions import can_mend_arrivals
from tinhso.onestop.models import LinkedAnswer


@transaction.atomic
def skip_answer(*, answer: LinkedAnswer, reason: str, by: Actor, now: datetime) -> None:
    """Set an answer that cannot be applied aside for good, with a reason.

    Raises: PermissionDenied, NotOpen.
    """
    if not can_mend_arrivals(by):
        raise PermissionDenied
    moved = LinkedAnswer.objects.filter(pk=answer.pk, state__in=OPEN).update(
        state=LinkedAnswer.State.SKIPPED,
        settled_at=now,
        skip_reason=reason[:500],
        skipped_by_id=by.user_id,
    )
    if not moved:
        raise NotOpen
    record(LinkedAnswerSkipped(answer_id=answer.pk), by=by, at=now)
