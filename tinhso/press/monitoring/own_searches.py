"""Saved searches are somebody's: they go along in the export of one's data, and away with the account."""

from collections.abc import Iterator
from datetime import datetime

from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import MOST_ROWS, MyTable, User
from tinhso.press.models import NewsSearch


def tables(actor: Actor) -> Iterator[MyTable]:
    """The actor's searches. One query."""
    rows = NewsSearch.objects.filter(user=actor.user_id or 0).select_related("unit", "agency")
    yield MyTable("tim-kiem-bao-chi", [about(one) for one in rows[:MOST_ROWS]])


def about(one: NewsSearch) -> dict[str, object]:
    return {
        "ten": one.name,
        "tu": one.words,
        "bao": one.outlet,
        "dia_danh": one.unit.name if one.unit else "",
        "co_quan": one.agency.name if one.agency else "",
        "bao_tin": one.alerts,
        "luu_luc": one.at,
    }


def erase(user: User, now: datetime) -> None:
    NewsSearch.objects.filter(user=user).delete()
