from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.models import ContactChange, User
from tinhso.kernel.people.own_account.actions.confirm_contact import hold
from tinhso.kernel.people.own_account.contact_codes import MOST_AN_HOUR, MOST_TO_ONE, carriers
from tinhso.kernel.site.rate_limit import allow


class NoCarrier(Exception):
    """This instance cannot send to such an address, so nobody can show that it is theirs."""


class TooManyCodes(Exception):
    """Enough codes were sent for this account or to this address in the last hour."""


@transaction.atomic
def change_contacts(
    user: User, *, email: str, phone: str, by: Actor, now: datetime
) -> dict[str, ContactChange]:
    """What differs, by channel: what is given up holds at once, to a new address goes a code and it holds with that
    (`confirm_contact`). A new code ends the one before.

    Raises: PermissionDenied for others, NoCarrier, TooManyCodes.
    """
    if by.user_id != user.pk:
        raise PermissionDenied
    user = User.objects.select_for_update(of=("self",)).select_related("person").get(pk=user.pk)
    wanted = {"email": (user.email, email), "phone": (user.phone, phone)}
    return {
        channel: _change(user, channel, former, address, by, now)
        for channel, (former, address) in wanted.items()
        if former != address
    }


def _change(user: User, channel: str, former: str, address: str, by: Actor, now: datetime) -> ContactChange:
    ContactChange.objects.filter(user=user, channel=channel, confirmed_at=None).delete()
    former = former or (getattr(user.person, channel) if user.person else "")
    words = {"channel": channel, "former": former, "address": address}
    change = ContactChange.objects.create(user=user, asked_at=timezone.now(), **words)
    if not address:
        hold(change, by=by, now=now)
        return change
    carrier = carriers().get(channel)
    if carrier is None:
        raise NoCarrier(channel)
    if not (
        allow("contact_account", str(user.pk), MOST_AN_HOUR, 3600)
        and allow("contact_address", address.lower(), MOST_TO_ONE, 3600)
    ):
        raise TooManyCodes(channel)
    carrier.send(change.pk)
    return change
