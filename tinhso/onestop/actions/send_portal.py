"""Hands a dossier's messages to the national portal, one after the other."""

from datetime import datetime, timedelta
from typing import Protocol

from django.db import transaction
from django.db.models import F

from tinhso.kernel.events.public import SYSTEM, record
from tinhso.onestop.events import PortalMessageHeld
from tinhso.onestop.models import PortalMessage
from tinhso.onestop.portal_body import body_of
from tinhso.onestop.portal_client import OK, Answer, PortalAway

MOST_ATTEMPTS = 14
FIRST_WAIT = timedelta(seconds=15)
LONGEST_WAIT = timedelta(hours=2)
AWAY = "away"
DONE = [PortalMessage.State.CONFIRMED, PortalMessage.State.SKIPPED]


class Portal(Protocol):
    """Whoever takes a message; raises PortalAway if it may pass later."""

    def call(self, service: str, body: dict[str, object]) -> Answer: ...


def send_portal(dossier_id: int, *, portal: Portal, at: datetime, now: datetime) -> datetime | None:
    """Send what waits, in order, until one does not pass; when to try again, None if nothing waits by itself.

    `at` is the real clock, `now` the legal one. No transaction is open while the portal answers. Whoever changes
    `waiting` to `sending` sends; the portal knows a repetition by its key, so one that got lost may be sent again.
    """
    while message := first_open(dossier_id):
        if message.state != PortalMessage.State.WAITING:
            return None
        if message.next_try > at:
            return message.next_try
        if not claim(message, at):
            return None
        try:
            answer = portal.call(message.service, body_of(message))
        except PortalAway as away:
            return try_later(message, str(away), at=at, now=now)
        if answer.code != OK:
            stick(message, answer, at=at, now=now)
            return None
        settle(message, PortalMessage.State.CONFIRMED, answer, at)
    return None


def first_open(dossier_id: int) -> PortalMessage | None:
    """The first message of the dossier that the portal has not confirmed, with all that its body reads."""
    return (
        PortalMessage.objects.filter(dossier=dossier_id)
        .exclude(state__in=DONE)
        .select_related(
            "officer",
            "dossier__portal_dossier",
            "dossier__version__procedure__field",
            "dossier__case__agency",
            "dossier__case__person",
        )
        .order_by("number")
        .first()
    )


def claim(message: PortalMessage, at: datetime) -> bool:
    waiting = PortalMessage.objects.filter(pk=message.pk, state=PortalMessage.State.WAITING)
    claimed = waiting.update(state=PortalMessage.State.SENDING, attempts=F("attempts") + 1, claimed_at=at)
    message.attempts += 1
    return bool(claimed)


def settle(
    message: PortalMessage, state: PortalMessage.State, answer: Answer, at: datetime, **more: object
) -> None:
    """Leave `sending`; a message that somebody else moved meanwhile stays as they left it."""
    PortalMessage.objects.filter(pk=message.pk, state=PortalMessage.State.SENDING).update(
        state=state, answer_code=answer.code, answer_text=answer.text, answered_at=at, **more
    )


def try_later(message: PortalMessage, why: str, *, at: datetime, now: datetime) -> datetime | None:
    """After 15 seconds, then 30, 60 and so on up to two hours; stuck after about a day of trying."""
    answer = Answer(AWAY, f"Cổng chưa trả lời ({why[:200]})" if why else "Cổng chưa trả lời")
    if message.attempts >= MOST_ATTEMPTS:
        stick(message, answer, at=at, now=now)
        return None
    again: datetime = at + min(LONGEST_WAIT, FIRST_WAIT * 2 ** (message.attempts - 1))
    settle(message, PortalMessage.State.WAITING, answer, at, next_try=again)
    return again


@transaction.atomic
def stick(message: PortalMessage, answer: Answer, *, at: datetime, now: datetime) -> None:
    settle(message, PortalMessage.State.STUCK, answer, at)
    record(
        PortalMessageHeld(case_id=message.dossier_id, message_id=message.pk, answer=answer.code),
        by=SYSTEM,
        at=now,
    )
