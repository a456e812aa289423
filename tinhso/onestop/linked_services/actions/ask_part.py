from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from tinhso.casework.public import due_after
from tinhso.kernel.events.public import Actor, job, record
from tinhso.lib.legal_time.time_limit import TimeLimit
from tinhso.onestop.linked_services.events import LinkedPartAsked
from tinhso.onestop.models import Dossier, LinkedMessage, LinkedPart


class AskedAlready(Exception):
    """The other system was asked for this part, and has not answered or has settled it."""


@transaction.atomic
def ask_part(
    *, dossier: Dossier, kind: str, by: Actor, now: datetime, limit: TimeLimit | None = None
) -> LinkedPart:
    """Ask another system for its part, the first time or after it refused; the caller checked who may.

    `limit` is the time that the law gives it, none where the time of the dossier counts.

    Raises: AskedAlready.
    """
    Dossier.objects.select_for_update(of=("self",)).get(pk=dossier.pk)
    part = LinkedPart.objects.filter(dossier=dossier, kind=kind).first() or LinkedPart(
        dossier=dossier, kind=kind
    )
    if part.pk and part.state in {LinkedPart.State.ASKED, LinkedPart.State.SETTLED}:
        raise AskedAlready(part.pk)
    part.state, part.reason = LinkedPart.State.ASKED, ""
    part.asked_at, part.officer_id, part.answered_at = now, by.user_id, None
    part.due_at = due_after(dossier.case, limit, now=now) if limit else None
    part.save()
    number = part.messages.count() + 1
    LinkedMessage.objects.create(part=part, number=number, key=uuid4(), at=now, next_try=timezone.now())
    record(
        LinkedPartAsked(case_id=dossier.pk, part_id=part.pk, part=part.kind, due_at=part.due_at),
        by=by,
        at=now,
    )
    job("onestop.send_part").defer(part_id=part.pk)
    return part
