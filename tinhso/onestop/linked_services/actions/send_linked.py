"""Hands the open request of a part to the other system."""

from datetime import datetime
from typing import Any, Protocol

from django.db import transaction

from tinhso.kernel.events.public import SYSTEM, record
from tinhso.kernel.outbox.public import CONFIRMED, STUCK, WAITING, again_at, claim, settle
from tinhso.onestop.linked_services.body import request_body
from tinhso.onestop.linked_services.events import LinkedMessageHeld
from tinhso.onestop.messages.client import OK, Answer, PortalAway
from tinhso.onestop.models import LinkedMessage


class Software(Protocol):
    """Whoever takes a request; raises PortalAway if it may pass later."""

    def ask(self, body: dict[str, Any]) -> Answer: ...


def send_linked(part_id: int, *, client: Software, at: datetime, now: datetime) -> datetime | None:
    """Send what waits; when to try again, None if nothing waits by itself. `at` is the real clock, `now` the legal one.

    The other system knows a repetition by its key: one that got lost is sent again and done once.
    """
    waiting = LinkedMessage.objects.filter(part=part_id, state=WAITING)
    message = waiting.select_related(
        "part__dossier__version__procedure", "part__dossier__case__agency"
    ).first()
    if message is None:
        return None
    if message.next_try > at:
        return message.next_try
    if not claim(message, at):
        return None
    try:
        answer = client.ask(request_body(message))
    except PortalAway as away:
        retry_at, answer = again_at(message, str(away), who="Phần mềm", at=at)
        if retry_at is None:
            stick(message, answer, at=at, now=now)
        return retry_at
    if answer.code == OK:
        settle(message, CONFIRMED, answer, at)
    else:
        stick(message, answer, at=at, now=now)
    return None


@transaction.atomic
def stick(message: LinkedMessage, answer: Answer, *, at: datetime, now: datetime) -> None:
    if settle(message, STUCK, answer, at):
        case_id = message.part.dossier_id
        record(
            LinkedMessageHeld(case_id=case_id, message_id=message.pk, answer=answer.code), by=SYSTEM, at=now
        )
