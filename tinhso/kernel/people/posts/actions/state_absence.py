from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.people.agencies.administered_agencies import check_not_past
from tinhso.kernel.people.models import Absence, Agency, Post, User
from tinhso.kernel.people.posts.events import AbsenceEnded, AbsenceStated
from tinhso.kernel.people.posts.permissions import can_state

LONGEST = timedelta(days=366)


class AbsenceRefused(Exception):
    """An absence that cannot be stated or ended so; the class below it says why."""


class NotYoursToState(AbsenceRefused):
    """Only the officer, or the head of the agency, states an absence."""


class EndsBeforeStart(AbsenceRefused):
    """The last day lies before the first."""


class AbsentAlready(AbsenceRefused):
    """Some of these days are stated already."""


class AbsenceTooLong(AbsenceRefused):
    """Longer than a year: then the work is handed over."""


class NoStandIn(AbsenceRefused):
    """The stand-in holds no post at the agency that does the same work, on the first and the last day."""


class StandInAway(AbsenceRefused):
    """The stand-in is absent on some of these days."""


class StandsIn(AbsenceRefused):
    """The officer stands in for a colleague on some of these days: that is changed first."""


class AbsenceOver(AbsenceRefused):
    """The absence does not run on that day, so it cannot end then."""


@transaction.atomic
def state_absence(
    *, officer: User, agency: Agency, stand_in: User, first: date, last: date, by: Actor, now: datetime
) -> Absence:
    """The officer is away from the first to the last day; the stand-in has their turns.

    Raises: NotYoursToState, DateInPast, EndsBeforeStart, AbsenceTooLong, NoStandIn, StandInAway, StandsIn,
    AbsentAlready.
    """
    if not can_state(by, officer.pk, agency):
        raise NotYoursToState
    check_not_past(first, by, now.date())
    if last < first:
        raise EndsBeforeStart
    if last - first > LONGEST:
        raise AbsenceTooLong
    valid = DateRange(first, last + timedelta(days=1))
    # Two statements about the same people are written one after the other.
    list(User.objects.select_for_update().filter(pk__in=[officer.pk, stand_in.pk]).order_by("pk"))
    _check_stand_in(officer, stand_in, agency, first, last)
    _check_days(officer, stand_in, agency, valid)
    absence = Absence.objects.create(officer=officer, agency=agency, stand_in=stand_in, valid=valid)
    event = AbsenceStated(
        absence=absence.pk,
        user=officer.pk,
        stand_in=stand_in.pk,
        agency=agency.pk,
        starts=first,
        ends=valid.upper,
    )
    record(event, by=by, at=now)
    return absence


@transaction.atomic
def end_absence(*, absence: Absence, ends: date, by: Actor, now: datetime) -> None:
    """The officer is back: `ends` is the first day without the absence.

    Raises: NotYoursToState, DateInPast, AbsenceOver.
    """
    absence = Absence.objects.select_for_update(of=("self",)).select_related("agency").get(pk=absence.pk)
    if not can_state(by, absence.officer_id, absence.agency):
        raise NotYoursToState
    check_not_past(ends, by, now.date())
    if ends >= absence.valid.upper:
        raise AbsenceOver
    event = AbsenceEnded(absence=absence.pk, user=absence.officer_id, ends=ends)
    if ends <= absence.valid.lower:
        absence.delete()  # it never began; the event stays
    else:
        absence.valid = DateRange(absence.valid.lower, ends)
        absence.save(update_fields=["valid"])
    record(event, by=by, at=now)


def _check_stand_in(officer: User, stand_in: User, agency: Agency, first: date, last: date) -> None:
    for day in (first, last):
        posts = {
            post.user_id: set(post.roles)
            for post in Post.objects.on(day).filter(agency=agency, user__is_active=True)
        }
        if not posts.get(officer.pk, set()) & posts.get(stand_in.pk, set()) or officer.pk == stand_in.pk:
            raise NoStandIn


def _check_days(officer: User, stand_in: User, agency: Agency, valid: DateRange) -> None:
    here = Absence.objects.filter(agency=agency, valid__overlap=valid)
    if here.filter(officer=officer).exists():
        raise AbsentAlready
    if here.filter(officer=stand_in).exists():
        raise StandInAway
    if here.filter(stand_in=officer).exists():
        raise StandsIn
