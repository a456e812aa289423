from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.people.events import SignedIn
from tinhso.kernel.people.models import User


@transaction.atomic
def note_sign_in(user: User, way: str, *, now: datetime) -> None:
    """The account has signed in by `way` (password, eid or demo): forget wrong passwords, record the event."""
    if user.failed_sign_ins or user.locked_until:
        User.objects.filter(pk=user.pk).update(failed_sign_ins=0, locked_until=None)
    record(SignedIn(user=user.pk, way=way), by=Actor(user_id=user.pk, person_id=user.person_id), at=now)
