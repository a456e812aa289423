from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.onestop.messages.actions.resend_message import NotOpen
from tinhso.onestop.messages.permissions import can_mend_arrivals
from tinhso.onestop.models import PortalArrival
from tinhso.onestop.national_portal.actions.apply_arrivals import OPEN
from tinhso.onestop.national_portal.events import PortalArrivalSkipped


@transaction.atomic
def skip_arrival(*, arrival: PortalArrival, reason: str, by: Actor, now: datetime) -> None:
    """Set a message of the portal aside for good, with a reason; those after it go on.

    Raises: PermissionDenied, NotOpen.
    """
    if not can_mend_arrivals(by):
        raise PermissionDenied
    moved = PortalArrival.objects.filter(pk=arrival.pk, state__in=OPEN).update(
        state=PortalArrival.State.SKIPPED,
        settled_at=now,
        skip_reason=reason[:500],
        skipped_by_id=by.user_id,
    )
    if not moved:
        raise NotOpen
    record(PortalArrivalSkipped(arrival_id=arrival.pk), by=by, at=now)
