from datetime import date, datetime

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.people.agencies.administered_agencies import (
    NotAnAdministrator,
    check_keeps,
    check_not_past,
)
from tinhso.kernel.people.models import Delegation, Post
from tinhso.kernel.people.posts.actions.appoint import EndsBeforeStart, NeedsSecondPerson
from tinhso.kernel.people.posts.events import DelegationEnded, DelegationGiven
from tinhso.kernel.people.posts.signing_fields import signing_fields
from tinhso.kernel.people.roles import Head


class NotYoursToDelegate(PermissionError):
    """Only the head whose right it is, or an administrator who records the paper, delegates."""


class GiverCannotSign(ValueError):
    """The giver does not head an agency on the first day."""


class ReceiverElsewhere(ValueError):
    """The receiver's post does not run on the first day, or is the giver's own."""


class SourceMissing(ValueError):
    """A delegation names the paper that gives it."""


class UnknownField(ValueError):
    """No field of the catalogue has this code: a paper for it would let nobody sign anything."""


class AuthorisedWithoutEnd(ValueError):
    """Signing by authorisation (TUQ.) is limited in time (NĐ 30/2020/NĐ-CP Điều 13.3)."""


class AuthorisedMayNotPassOn(ValueError):
    """Who signs by authorisation (TUQ.) authorises nobody else (NĐ 30/2020/NĐ-CP Điều 13.3)."""


class DelegatedAlready(ValueError):
    """The giver lets this receiver sign in this field on some of these days by another paper."""


class DelegationNotRunning(ValueError):
    """The delegation does not run on that day, so it cannot end then."""


def check_may_delegate(giver: Post, by: Actor) -> None:
    """The giver in person, an administrator who keeps the giver's agency, or the system.

    Raises: NotYoursToDelegate, NotYourAgency.
    """
    if by.post_id == giver.pk:
        return
    try:
        check_keeps(giver.agency, by)
    except NotAnAdministrator as error:
        raise NotYoursToDelegate from error


def _check_paper(giver: Post, receiver: Post, starts: date, ends: date | None, source: str) -> None:
    if ends is not None and ends <= starts:
        raise EndsBeforeStart
    if not source.strip():
        raise SourceMissing
    if Head.code not in giver.roles or not giver.holds_on(starts):
        raise GiverCannotSign
    authorised = Delegation.objects.standing().filter(receiver=giver, giver__agency=giver.agency)
    if authorised.filter(capacity=Delegation.Capacity.TUQ).exists():
        raise AuthorisedMayNotPassOn
    if receiver.pk == giver.pk or not receiver.holds_on(starts):
        raise ReceiverElsewhere


def needs_confirmation(giver: Post, by: Actor) -> bool:
    """The head in person gives a right of the own; whoever records a paper for a head needs a second person's word."""
    return not by.system and by.post_id != giver.pk


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
    """Let `receiver` sign KT., TL. or TUQ. for `giver` in one field or all, for `[starts, ends)`, by a paper.

    Raises: NotYoursToDelegate, NotYourAgency, DateInPast, EndsBeforeStart, SourceMissing, GiverCannotSign,
    ReceiverElsewhere, UnknownField, DelegatedAlready, AuthorisedWithoutEnd, AuthorisedMayNotPassOn, NeedsSecondPerson.
    """
    words = {"giver": giver, "receiver": receiver, "capacity": capacity, "field": field, "source": source}
    paper = draw_up(**words, starts=starts, ends=ends, by=by, now=now)  # type: ignore[arg-type]
    if needs_confirmation(giver, by):
        raise NeedsSecondPerson
    paper.save()
    return delegation_given(paper, by=by, now=now)


def draw_up(
    *,
    giver: Post,
    receiver: Post,
    capacity: str,
    field: str,
    source: str,
    starts: date,
    ends: date | None,
    by: Actor,
    now: datetime,
) -> Delegation:
    """The delegation as it may be, not saved.

    Raises: NotYoursToDelegate, NotYourAgency, DateInPast, EndsBeforeStart, SourceMissing, GiverCannotSign,
    ReceiverElsewhere, UnknownField, DelegatedAlready, AuthorisedWithoutEnd, AuthorisedMayNotPassOn.
    """
    check_may_delegate(giver, by)
    _check_paper(giver, receiver, starts, ends, source)
    check_not_past(starts, by, now.date())
    if field and field not in signing_fields():
        raise UnknownField(field)
    # Two papers of one giver are written one after the other.
    Post.objects.select_for_update().get(pk=giver.pk)
    valid = DateRange(starts, ends)
    same = Delegation.objects.standing().filter(giver=giver, receiver=receiver, field=field)
    if same.filter(valid__overlap=valid).exists():
        raise DelegatedAlready
    kind = Delegation.Capacity(capacity)
    if kind == Delegation.Capacity.TUQ and ends is None:
        raise AuthorisedWithoutEnd
    return Delegation(
        giver=giver, receiver=receiver, capacity=kind, field=field, valid=valid, source=source.strip()
    )


@transaction.atomic
def delegation_given(delegation: Delegation, *, by: Actor, now: datetime) -> Delegation:
    """The event by which a delegation comes into force."""
    event = DelegationGiven(
        delegation=delegation.pk,
        giver=delegation.giver_id,
        receiver=delegation.receiver_id,
        capacity=Delegation.Capacity(delegation.capacity).name,
        starts=delegation.valid.lower,
    )
    record(event, by=by, at=now)
    return delegation


@transaction.atomic
def end_delegation(delegation: Delegation, *, ends: date, by: Actor, now: datetime) -> None:
    """Take a delegation back; `ends` is the first day without it.

    Raises: NotYoursToDelegate, NotYourAgency, DateInPast, DelegationNotRunning.
    """
    locked = Delegation.objects.in_force().select_for_update(of=("self",)).select_related("giver__agency")
    delegation = locked.get(pk=delegation.pk)
    check_may_delegate(delegation.giver, by)
    check_not_past(ends, by, now.date())
    lower, upper = delegation.valid.lower, delegation.valid.upper
    if not (lower < ends and (upper is None or ends <= upper)):
        raise DelegationNotRunning
    delegation.valid = DateRange(lower, ends)
    delegation.save(update_fields=["valid"])
    record(DelegationEnded(delegation=delegation.pk, ends=ends), by=by, at=now)
