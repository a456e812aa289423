from datetime import date, datetime

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.people.events import DelegationEnded, DelegationGiven
from tinhso.kernel.people.models import Delegation, Post
from tinhso.kernel.people.roles import Administrator, Head


class NotYoursToDelegate(PermissionError):
    """Only the head whose right it is, or an administrator who records the paper, delegates."""


class GiverCannotSign(ValueError):
    """The giver does not head an agency on the first day."""


class ReceiverElsewhere(ValueError):
    """The receiver's post does not run on the first day, or is the giver's own."""


class SourceMissing(ValueError):
    """A delegation names the paper that gives it."""


class DelegationNotRunning(ValueError):
    """The delegation does not run on that day, so it cannot end then."""


def check_may_delegate(giver: Post, by: Actor) -> None:
    """The giver in person, an administrator, or the system (import, demo)."""
    if not by.system and by.post_id != giver.pk and not by.holds(Administrator):
        raise NotYoursToDelegate


@transaction.atomic
def delegate(
    giver: Post,
    receiver: Post,
    *,
    capacity: str,
    field: str = "",
    starts: date,
    ends: date | None = None,
    source: str,
    by: Actor,
    now: datetime,
) -> Delegation:
    """Let `receiver` sign KT., TL. or TUQ. for `giver` in one field or all, for `[starts, ends)`, by a paper."""
    check_may_delegate(giver, by)
    if not source.strip():
        raise SourceMissing
    if Head.code not in giver.roles or not giver.holds_on(starts):
        raise GiverCannotSign
    if receiver.pk == giver.pk or not receiver.holds_on(starts):
        raise ReceiverElsewhere
    given = Delegation.objects.create(
        giver=giver,
        receiver=receiver,
        capacity=Delegation.Capacity(capacity),
        field=field,
        valid=DateRange(starts, ends),
        source=source.strip(),
    )
    event = DelegationGiven(
        delegation=given.pk,
        giver=giver.pk,
        receiver=receiver.pk,
        capacity=Delegation.Capacity(capacity).name,
        starts=starts,
    )
    record(event, by=by, at=now)
    return given


@transaction.atomic
def end_delegation(delegation: Delegation, *, ends: date, by: Actor, now: datetime) -> None:
    """Take a delegation back; `ends` is the first day without it."""
    delegation = (
        Delegation.objects.select_for_update(of=("self",)).select_related("giver").get(pk=delegation.pk)
    )
    check_may_delegate(delegation.giver, by)
    lower, upper = delegation.valid.lower, delegation.valid.upper
    if not (lower < ends and (upper is None or ends <= upper)):
        raise DelegationNotRunning
    delegation.valid = DateRange(lower, ends)
    delegation.save(update_fields=["valid"])
    record(DelegationEnded(delegation=delegation.pk, ends=ends), by=by, at=now)
