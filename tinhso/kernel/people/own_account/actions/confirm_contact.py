import hmac
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.people.models import ContactChange, User
from tinhso.kernel.people.own_account.contact_codes import carriers, code_of, waiting_changes
from tinhso.kernel.people.own_account.events import ContactsChanged


class CodeRefused(Exception):
    """Not the code that was sent, or too old, or guessed at too often."""


def confirm_contact(*, change: ContactChange, code: str, by: Actor, now: datetime) -> None:
    """The owner read the code at the new address, which holds from now on. Every try counts, also one that fails.

    Raises: PermissionDenied for others, CodeRefused.
    """
    if by.user_id != change.user_id:
        raise PermissionDenied
    if not waiting_changes(change.user).filter(pk=change.pk).update(tries=F("tries") + 1):
        raise CodeRefused(change.pk)
    if not hmac.compare_digest(code_of(change.pk).encode(), code.strip().encode()):
        raise CodeRefused(change.pk)
    hold(change, by=by, now=now)


@transaction.atomic
def hold(change: ContactChange, *, by: Actor, now: datetime) -> None:
    """The account is reached there, or there no more; the former address is told. Nothing where it was done already."""
    waiting = ContactChange.objects.filter(pk=change.pk, confirmed_at=None)
    if not waiting.update(confirmed_at=timezone.now()):
        return
    User.objects.filter(pk=change.user_id).update(**{change.channel: change.address})
    is_mail = change.channel == ContactChange.Channel.EMAIL
    record(
        ContactsChanged(user=change.user_id, mail_changed=is_mail, phone_changed=not is_mail), by=by, at=now
    )
    if carrier := carriers().get(change.channel):
        carrier.send(change.pk)
