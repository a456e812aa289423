from datetime import datetime

from django.db import transaction
from django.utils import timezone

from tinhso.kernel.events.public import EventRow
from tinhso.onestop.intake.actions.start_dossier import KIND
from tinhso.onestop.messages.client import portal_settings
from tinhso.onestop.models import CutoverDossier, Dossier, PortalMessage
from tinhso.onestop.national_portal.states import REPORTS, due_after, state_after

SERVICES = {True: PortalMessage.Service.SYNC, False: PortalMessage.Service.PROGRESS}


@transaction.atomic
def enqueue_portal(case_id: int) -> int:
    """Queue a message for each event of this case that the national portal has not been told of; returns how many.

    In the order of the events, whichever of them was delivered first: the row of the dossier is held meanwhile. A
    dossier of which the portal knows nothing yet is told from its beginning. Nothing where no portal is connected.
    """
    if portal_settings() is None:
        return 0
    dossier = (
        Dossier.objects.select_for_update()
        .filter(pk=case_id, case__kind=KIND, case__submitted_at__isnull=False)
        .first()
    )
    if dossier is None:
        return 0
    last = dossier.portal_messages.order_by("-number").first()
    number, state, due, event_id = (
        (last.number, last.portal_state, last.due_at, last.event_id) if last else (0, *begun(dossier), 0)
    )
    new = []
    for row in EventRow.objects.filter(case_id=case_id, name__in=REPORTS, pk__gt=event_id).order_by("pk"):
        number, state, due = number + 1, state_after(row, state), due_after(row, due)
        new.append(message_of(dossier, row, number, state, due))
    PortalMessage.objects.bulk_create(new)
    return len(new)


def begun(dossier: Dossier) -> tuple[int, datetime | None]:
    """The state and the date before the first message: those of the former system where the dossier came from one."""
    came = CutoverDossier.objects.filter(pk=dossier.pk).first()
    return (came.state, came.due_at) if came else (1, None)


def message_of(
    dossier: Dossier, row: EventRow, number: int, state: int, due: datetime | None
) -> PortalMessage:
    report = REPORTS[row.name]
    label = report.label
    if (step := row.payload.get("to_step")) and dossier.case.process:
        label = f"{label}: {dossier.case.process.label(step)}"
    return PortalMessage(
        dossier=dossier,
        number=number,
        event_id=row.pk,
        service=SERVICES[report.sync or number == 1],
        portal_state=state,
        label=label[:120],
        at=row.at,
        due_at=due,
        officer_id=row.actor_id if row.post_id else None,
        next_try=timezone.now(),
    )
