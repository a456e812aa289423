"""Which agencies an administrator keeps: the own one and those below it; at the province's committee all of them."""

from datetime import date

from tinhso.kernel.events.actor import Actor
from tinhso.kernel.people.agencies.queries import agencies_below
from tinhso.kernel.people.models import Agency, Post, User
from tinhso.kernel.people.models.agency import AgencyQuerySet
from tinhso.kernel.people.roles import Administrator


class NotAnAdministrator(PermissionError):
    """Only an administrator keeps posts."""


class NotYourAgency(PermissionError):
    """The agency is neither the administrator's own nor below it."""


class DateInPast(ValueError):
    """Posts and delegations begin and end today or later: what was done on past days stays as it was allowed."""


def check_administrator(by: Actor) -> None:
    """Raises NotAnAdministrator; the system itself may (import, demo)."""
    if not by.system and not by.holds(Administrator):
        raise NotAnAdministrator


def check_keeps(agency: Agency, by: Actor) -> None:
    """NotAnAdministrator, NotYourAgency; the system itself may. A query for each agency above at most."""
    check_administrator(by)
    if by.system or keeps_all(by):
        return
    above: Agency | None = agency
    while above is not None and above.pk != by.agency_id:
        above = above.parent
    if above is None:
        raise NotYourAgency(agency.code)


def check_keeps_account(user: User, by: Actor, on: date) -> None:
    """NotAnAdministrator, NotYourAgency where the account holds a post at an agency that `by` does not keep."""
    check_administrator(by)
    for post in Post.objects.on(on).filter(user=user).select_related("agency"):
        check_keeps(post.agency, by)


def check_keeps_everything(by: Actor) -> None:
    """NotAnAdministrator; NotYourAgency but for the administrator at the province's committee and the system itself."""
    check_administrator(by)
    if not by.system and not keeps_all(by):
        raise NotYourAgency


def check_not_past(day: date, by: Actor, today: date) -> None:
    """DateInPast; the system writes history too."""
    if not by.system and day < today:
        raise DateInPast


def administered_agencies(by: Actor, on: date) -> AgencyQuerySet:
    """The agencies of that day that this administrator keeps; none for anybody else."""
    agencies = Agency.objects.on(on)
    agency = agencies.filter(pk=by.agency_id or 0).first()
    if agency is None or not by.holds(Administrator):
        return agencies.none()
    return agencies if keeps_all(by) else agencies.filter(pk__in=agencies_below(agency, on))


def keeps_all(by: Actor) -> bool:
    """Whether the post is at the province's committee."""
    top = {"kind": Agency.Kind.COMMITTEE, "level": Agency.Level.PROVINCE}
    return Agency.objects.filter(pk=by.agency_id or 0, **top).exists()
