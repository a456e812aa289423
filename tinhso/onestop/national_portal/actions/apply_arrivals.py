"""Applies what came from the national portal, message by message in the portal's own order."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from tinhso.casework.public import Conflict
from tinhso.kernel.events.public import SYSTEM, record
from tinhso.onestop.messages.envelope import read_letter
from tinhso.onestop.messages.files import Fetched, NotFetched, fetch_files
from tinhso.onestop.messages.refusal import CannotApply, Refusal
from tinhso.onestop.models import Dossier, PortalArrival
from tinhso.onestop.national_portal.actions.receive_fees import receive_fees
from tinhso.onestop.national_portal.actions.receive_portal_dossier import receive_portal_dossier
from tinhso.onestop.national_portal.actions.receive_supplement import receive_supplement
from tinhso.onestop.national_portal.actions.receive_withdrawal import receive_withdrawal
from tinhso.onestop.national_portal.actions.take_arrival import lock_code
from tinhso.onestop.national_portal.events import PortalArrivalHeld

Kind, State = PortalArrival.Kind, PortalArrival.State
Deed = Callable[..., Dossier]
DEEDS: dict[str, Deed] = {
    Kind.DOSSIER: receive_portal_dossier,
    Kind.SUPPLEMENT: receive_supplement,
    Kind.PAYMENT: receive_fees,
    Kind.WITHDRAWAL: receive_withdrawal,
}
OPEN = [State.WAITING, State.HELD]


def apply_arrivals(national_code: str, *, now: datetime) -> int:
    """Apply what is next, and what waited for it; returns how many messages. A refused one is held and stops the rest.

    Files are fetched while no transaction is open. Called again, whatever was held is tried again.
    """
    count = 0
    while arrival := next_arrival(national_code):
        try:
            files = fetch_files(read_letter(arrival.body))
        except NotFetched as error:
            hold(arrival, CannotApply(Refusal.FILE, str(error)), now=now)
            return count
        if not apply(arrival, files, now=now):
            return count
        count += 1
    return count


def next_arrival(national_code: str) -> PortalArrival | None:
    """The first open message, if every place before it is done; None if it waits for one that has not come."""
    of_code = PortalArrival.objects.filter(national_code=national_code)
    first = of_code.filter(state__in=OPEN).order_by("seq").first()
    if first is None or of_code.filter(seq__lt=first.seq).count() != first.seq - 1:
        return None
    return first


def apply(arrival: PortalArrival, files: list[Fetched], *, now: datetime) -> bool:
    """True if it is in the dossier now, by us or by somebody faster; False if it is held."""
    try:
        with transaction.atomic():
            lock_code(arrival.national_code)
            if not PortalArrival.objects.filter(pk=arrival.pk, state__in=OPEN).exists():
                return True
            dossier = DEEDS[arrival.kind](
                arrival=arrival, letter=read_letter(arrival.body), files=files, now=now
            )
            PortalArrival.objects.filter(pk=arrival.pk).update(
                state=State.APPLIED, settled_at=now, dossier=dossier, error_code="", error_text=""
            )
    except CannotApply as error:
        hold(arrival, error, now=now)
        return False
    except Conflict:
        hold(arrival, CannotApply(Refusal.STATE), now=now)
        return False
    return True


@transaction.atomic
def hold(arrival: PortalArrival, error: CannotApply, *, now: datetime) -> None:
    """Keep it for somebody to see; said once as an event, however often the portal repeats it."""
    changed = (
        PortalArrival.objects.filter(pk=arrival.pk, state__in=OPEN)
        .exclude(state=State.HELD, error_code=error.refusal.value)
        .update(state=State.HELD, error_code=error.refusal.value, error_text=str(error)[:300])
    )
    if changed:
        record(PortalArrivalHeld(arrival_id=arrival.pk, error=error.refusal.value), by=SYSTEM, at=now)
