from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.people.models import User
from tinhso.kernel.people.own_account.events import ContactsChanged


@transaction.atomic
def change_contacts(user: User, *, email: str, phone: str, by: Actor, now: datetime) -> bool:
    """The owner says where notices of the account go; whether that is something new.

    Raises: PermissionDenied for others.
    """
    if by.user_id != user.pk:
        raise PermissionDenied
    held = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    mail_changed, phone_changed = held.email != email, held.phone != phone
    if not (mail_changed or phone_changed):
        return False
    held.email, held.phone = email, phone
    held.save(update_fields=["email", "phone"])
    event = ContactsChanged(user=held.pk, mail_changed=mail_changed, phone_changed=phone_changed)
    record(event, by=by, at=now)
    return True
