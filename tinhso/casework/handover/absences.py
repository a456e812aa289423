"""Who is away and who stands in, as the pages of cases need it."""

from collections.abc import Iterable
from datetime import date

from tinhso.kernel.people.public import Absence, Actor, Agency, Post
from tinhso.kernel.people.roles import Head


def seats_headed(by: Actor, day: date) -> list[Agency]:
    """The agency that this officer heads, and the desks right below it; none for others. One query."""
    if not by.holds(Head):
        return []
    found = Agency.objects.on(day).filter(pk=by.agency_id or 0)
    desks = Agency.objects.on(day).filter(parent=by.agency_id or 0, kind=Agency.Kind.DESK)
    return list(found.union(desks).order_by("pk"))


def away(agency_ids: Iterable[int], officer_ids: Iterable[int], day: date) -> dict[int, Absence]:
    """Who of these is absent there that day, by account. One query."""
    rows = Absence.objects.on(day).filter(agency__in=list(agency_ids), officer__in=list(officer_ids))
    return {row.officer_id: row for row in rows.select_related("officer", "stand_in")}


def colleagues(agency_ids: Iterable[int], day: date) -> list[Post]:
    """The posts held there that day by accounts in use. One query."""
    posts = Post.objects.on(day).filter(agency__in=list(agency_ids), user__is_active=True)
    return list(posts.select_related("user", "agency").order_by("agency", "user__full_name", "pk"))
