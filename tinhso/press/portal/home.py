"""The block of the home page."""

from datetime import datetime

from django.http import HttpRequest

from tinhso.kernel.site import clock
from tinhso.kernel.site.context import read_through
from tinhso.press.models import Article, HomePlace

MOST = 4


def home_news(request: HttpRequest) -> dict[str, object] | None:
    """What editors put on the places of this hour, the rest by date; nothing where there is none.

    Texts are read at most every few seconds, but whether each is public is asked each time: what is withdrawn or expired leaves at
    once. One query where the texts are there, else two (three where places are assigned).
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
    """In the order of their places: assigned ones on theirs, others by date between and after them. Two queries, three where places are assigned."""
    rows = Article.objects.public(now).in_language("vi").select_related("live__revision", "category")
    assigned = {
        list(HomePlace.Place).index(HomePlace.Place(one.place)): one.article_id
        for one in HomePlace.objects.at(now)
    }
    placed = {one.pk: one for one in rows.filter(pk__in=assigned.values())}
    newest = list(rows.exclude(pk__in=placed).order_by("-published_at", "-pk")[: 2 * MOST])
    found, used = [], set()
    for position in range(MOST):
        pk = assigned.get(position)
        if pk in placed and pk not in used:
            found.append(placed[pk])
            used.add(pk)
        elif newest:
            found.append(newest.pop(0))
    return found + newest


def article_paths(most: int) -> list[str]:
    """What search engines may read (the slot `PublicPages`)."""
    rows = Article.objects.public(clock.now()).order_by("-published_at", "-pk")
    return [f"/tin-tuc/{slug}/" for slug in rows.values_list("slug", flat=True)[:most]]
