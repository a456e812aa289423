from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.outbox.public import SENDING, STUCK, WAITING, NotOpen, set_aside
from tinhso.onestop.linked_services.events import LinkedPartSkipped
from tinhso.onestop.messages.permissions import can_mend_part
from tinhso.onestop.models import LinkedMessage, LinkedPart

OPEN = [LinkedPart.State.ASKED, LinkedPart.State.REFUSED]


@transaction.atomic
def skip_part(*, part: LinkedPart, reason: str, by: Actor, now: datetime) -> None:
    """This part is done by other means, with a reason; the dossier goes on without it.

    A result that comes later all the same is kept.

    Raises: PermissionDenied, NotOpen.
    """
    if not can_mend_part(part, by):
        raise PermissionDenied
    open_ = LinkedMessage.objects.filter(part=part, state__in=[WAITING, SENDING, STUCK]).first()
    if open_ is not None:
        set_aside(open_, reason, by.user_id)
    moved = LinkedPart.objects.filter(pk=part.pk, state__in=OPEN).update(
        state=LinkedPart.State.SKIPPED, reason=reason[:1000], answered_at=now
    )
    if not moved:
        raise NotOpen(part.pk)
    record(LinkedPartSkipped(case_id=part.dossier_id, part_id=part.pk, part=part.kind), by=by, at=now)
