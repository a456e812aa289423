from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from tinhso.kernel.events.public import Actor, job, record
from tinhso.kernel.outbox.public import CONFIRMED, MENDABLE, NotOpen, reopen
from tinhso.onestop.linked_services.actions.ask_part import ask_part
from tinhso.onestop.linked_services.events import LinkedMessageRepeated
from tinhso.onestop.messages.permissions import can_mend_part
from tinhso.onestop.models import LinkedMessage, LinkedPart
from tinhso.onestop.registration.records import part_rule


class NotThisWay(Exception):
    """A registration that was refused is sent again from the dossier, by whoever has its turn."""


@transaction.atomic
def repeat_part(*, part: LinkedPart, by: Actor, now: datetime) -> None:
    """Send again: the same request while it has no answer, a new one after a refusal.

    Raises: PermissionDenied, NotOpen, NotThisWay.
    """
    if not can_mend_part(part, by):
        raise PermissionDenied
    if part.state != LinkedPart.State.ASKED:
        ask_anew(part, by=by, now=now)
        return
    message = LinkedMessage.objects.filter(part=part).order_by("-number").first()
    assert message is not None  # a part that was asked has one
    reopen(message, timezone.now(), among=[*MENDABLE, CONFIRMED])
    record(LinkedMessageRepeated(case_id=part.dossier_id, message_id=message.pk), by=by, at=now)
    job("onestop.send_part").defer(part_id=part.pk)


def ask_anew(part: LinkedPart, *, by: Actor, now: datetime) -> None:
    """Raises: NotOpen once it is settled, NotThisWay where no rule links it any more."""
    if part.state == LinkedPart.State.SETTLED:
        raise NotOpen(part.pk)
    rule = part_rule(part.dossier, part.kind, now.date())
    if rule is None:
        raise NotThisWay(part.pk)
    ask_part(dossier=part.dossier, kind=part.kind, limit=rule.limit, by=by, now=now)
