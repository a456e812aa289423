"""The few results that are truly signed: what waits for the clerks of the cast, and some that lie ready at their desks.

They go the way of every result, by the deeds of head and clerk with their tokens of the signing sandbox.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from tinhso.casework.bulk import Case, office_calendar_id, work_calendar
from tinhso.demo.cast import CITIZENS, OFFICERS, Seat
from tinhso.demo.onestop.office_hours import last_days
from tinhso.kernel.events.public import Actor
from tinhso.kernel.papers.public import Signer, seal_of
from tinhso.kernel.people.public import Agency, User, actor_of
from tinhso.kernel.people.roles import Clerk, Head
from tinhso.onestop.bulk import Dossier
from tinhso.onestop.public import issue_result, sign_decision

# at each agency of the cast: what its clerk has to seal, one of it late; what its desk has to hand over
TO_ISSUE, READY = 5, 2
SIGNED_FROM = 22_500  # seconds of working time on the last working day
APART = timedelta(minutes=3)
Token = Callable[[str], Signer]


def sign_results(token: Token, *, now: datetime) -> int:
    """Sign what each head of the cast would have signed yesterday afternoon, seal some of it; returns how many."""
    day = now.date()
    calendar = work_calendar(office_calendar_id(None, day))
    first = calendar.add_working_seconds(calendar.opening(last_days(calendar, day, 1)[0]), SIGNED_FROM)
    signed = 0
    for officer in OFFICERS:
        clerk = clerk_of(officer.seat, day)
        if Head not in officer.roles or clerk is None:  # nobody of the cast could seal what that head signs
            continue
        head = actor_of(User.objects.get(username=officer.username), on=day)
        for order, dossier in enumerate(waiting(head, now)):
            at = max(first + APART * order, dossier.decision.drafted_at + APART)
            sign_decision(
                dossier=dossier, ver=dossier.case.ver, signer=token(officer.username), by=head, now=at
            )
            signed += 1
            if order < READY:
                seal(dossier.pk, token, clerk, at + APART / 2)
    return signed


def waiting(head: Actor, now: datetime) -> list[Dossier]:
    """What was drafted some minutes ago or earlier, the cast's own first; the last of it is late, where any is."""
    cases = Case.objects.filter(agency_id=head.agency_id or 0, step="sign")
    drafted = (
        Dossier.objects.whole()
        .filter(case__in=cases, decision__drafted_at__lt=now - 3 * APART)
        .select_related("decision")
    )
    cast_persons = set(
        User.objects.filter(username__in=[c[0] for c in CITIZENS]).values_list("person", flat=True)
    )
    found = sorted(drafted, key=lambda d: (d.case.person_id not in cast_persons, d.case.due_at, d.pk))
    late = [dossier for dossier in found if dossier.case.due_at and dossier.case.due_at <= now]
    in_time = [dossier for dossier in found if dossier not in late]
    many = TO_ISSUE + READY
    return [*in_time[: many - 1], *(late[:1] or in_time[many - 1 : many])]


def clerk_of(seat: Seat, day: date) -> Actor | None:
    """The member of the cast who numbers and seals where that head sits; None where the cast has none there."""
    for officer in OFFICERS:
        if Clerk in officer.roles and officer.seat == seat:
            return actor_of(User.objects.get(username=officer.username), on=day)
    return None


def seal(pk: int, token: Token, clerk: Actor, at: datetime) -> None:
    """Into the register, under the seal and out."""
    dossier = Dossier.objects.whole().get(pk=pk)
    agency = Agency.objects.get(pk=clerk.agency_id or 0)
    issue_result(dossier=dossier, ver=dossier.case.ver, signer=token(seal_of(agency)), by=clerk, now=at)
