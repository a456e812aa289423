from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.people.models import User
from tinhso.kernel.people.persons.freshness import Proof
from tinhso.kernel.people.sign_in.events import SignedIn


@transaction.atomic
def note_sign_in(user: User, way: str, *, now: datetime, level: int = 0, proof: Proof | None = None) -> None:
    """The account has signed in by `way` (password, eid or demo): forget wrong passwords, record the event.

    By eid at that `level`, and how and when the provider saw the person.
    """
    if user.failed_sign_ins or user.locked_until:
        User.objects.filter(pk=user.pk).update(failed_sign_ins=0, locked_until=None)
    proof_or_none = proof or Proof()
    event = SignedIn(user=user.pk, way=way, level=level, methods=proof_or_none.amr, seen_at=proof_or_none.at)
    record(event, by=Actor(user_id=user.pk, person_id=user.person_id), at=now)
