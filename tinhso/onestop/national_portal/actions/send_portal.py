"""Hands a dossier's messages to the national portal, one after the other."""

from datetime import datetime
from typing import Protocol

from django.db import transaction

from tinhso.kernel.events.public import SYSTEM, record
from tinhso.kernel.outbox.public import again_at, claim, settle
from tinhso.kernel.site.public import NoSiteAddress
from tinhso.onestop.messages.client import OK, Answer, PortalAway
from tinhso.onestop.messages.events import PortalMessageHeld
from tinhso.onestop.models import PortalMessage
from tinhso.onestop.national_portal.body import body_of
from tinhso.onestop.national_portal.events import DossierSynchronised

DONE = [PortalMessage.State.CONFIRMED, PortalMessage.State.SKIPPED]


class Portal(Protocol):
    """Whoever takes a message; raises PortalAway if it may pass later."""

    def call(self, service: str, body: dict[str, object]) -> Answer: ...


def send_portal(dossier_id: int, *, portal: Portal, at: datetime, now: datetime) -> datetime | None:
    """Send what waits, in order, until one does not pass; when to try again, None if nothing waits by itself.

    `at` is the real clock, `now` the legal one. The portal knows a repetition by its key, so one that got lost may be
    sent again.
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
        except (PortalAway, NoSiteAddress) as away:
            retry_at, answer = again_at(message, str(away), who="Cổng", at=at)
            if retry_at is None:
                stick(message, answer, at=at, now=now)
            return retry_at
        if answer.code != OK:
            stick(message, answer, at=at, now=now)
            return None
        confirm(message, answer, at=at, now=now)
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


@transaction.atomic
def stick(message: PortalMessage, answer: Answer, *, at: datetime, now: datetime) -> None:
    settle(message, PortalMessage.State.STUCK, answer, at)
    record(
        PortalMessageHeld(case_id=message.dossier_id, message_id=message.pk, answer=answer.code),
        by=SYSTEM,
        at=now,
    )


@transaction.atomic
def confirm(message: PortalMessage, answer: Answer, *, at: datetime, now: datetime) -> None:
    """Figures count by the dossiers that the portal has whole: the log tells it of those messages alone."""
    moved = settle(message, PortalMessage.State.CONFIRMED, answer, at)
    if moved and message.service == PortalMessage.Service.SYNC:
        event = DossierSynchronised(case_id=message.dossier_id, message_id=message.pk)
        record(event, by=SYSTEM, at=now)
