"""The block of the home page."""

from datetime import datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models.functions import JSONObject
from django.http import HttpRequest

from tinhso.kernel.site import clock
from tinhso.kernel.site.context import read_through
from tinhso.press.models import Article, HomePlace

MOST = 4


def home_news(request: HttpRequest) -> dict[str, object] | None:
    """What editors put on the places of this hour, the rest by date; nothing where there is none.

    Texts are read at most every few seconds, but whether each is public is asked each time: what is withdrawn or expired leaves at
    once. One query, two where an old article stands on a place.
    """
    now = clock.now()
    just_read: list[bool] = []

    def candidates() -> list[Article]:
        just_read.append(True)
        return _candidates(now)

    found = read_through("press home", candidates)
    if not just_read:
        rows = Article.objects.public(now).filter(pk__in=[one.pk for one in found])
        public = set(rows.values_list("pk", flat=True))
        found = [one for one in found if one.pk in public]
    return {"articles": found[:MOST]} if found else None


def _candidates(now: datetime) -> list[Article]:
    """In the order of their places: assigned ones on theirs, others by date between and after them. One query, two where an article
    on a place is not among the newest."""
    rows = Article.objects.public(now).in_language("vi").select_related("live__revision", "category")
    places = HomePlace.objects.at(now).values(of=JSONObject(place="place", article="article_id"))
    newest = list(rows.annotate(assigned=ArraySubquery(places)).order_by("-published_at", "-pk")[: 3 * MOST])
    order = [str(one) for one in HomePlace.Place.values]
    assigned = {order.index(one["place"]): one["article"] for one in (newest[0].assigned if newest else [])}
    known: dict[int, Article] = {one.pk: one for one in newest}
    if missing := set(assigned.values()) - set(known):
        known |= rows.in_bulk(missing)
    rest = [one for one in newest if one.pk not in assigned.values()]
    found: list[Article] = []
    used: set[int] = set()
    for position in range(MOST):
        pk = assigned.get(position)
        if pk is not None and pk in known and pk not in used:
            found.append(known[pk])
            used.add(pk)
        elif rest:
            found.append(rest.pop(0))
    return [*found, *rest]


def article_paths(most: int) -> list[str]:
    """What search engines may read (the slot `PublicPages`)."""
    rows = Article.objects.public(clock.now()).order_by("-published_at", "-pk")
    return [f"/tin-tuc/{slug}/" for slug in rows.values_list("slug", flat=True)[:most]]
