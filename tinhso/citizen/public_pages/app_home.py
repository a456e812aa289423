"""The first page of the app: what waits for me, what is unread, what is around."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from tinhso.kernel.notices.public import unread_count
from tinhso.kernel.people.public import signed_in
from tinhso.kernel.site.public import my_tasks
from tinhso.kernel.site.slots import MyTask

MOST_MINE, MOST_SHOTS = 2, 4


@dataclass(frozen=True)
class AppHome:
    """`mine` are the nearest things of a signed-in citizen, `all_mine` how many there are; `shots` are reports with pictures."""

    citizen: bool
    mine: Sequence[MyTask]
    all_mine: int
    unread: int
    shots: Sequence[Mapping[str, Any]]


def app_home(request: HttpRequest, reports: Sequence[Mapping[str, Any]]) -> AppHome:
    """Of a visitor no query; of a citizen those of their things and one for what is unread."""
    shots = [one for one in reports if one["picture"]][:MOST_SHOTS]
    signed = signed_in(request)
    if signed is None or signed.actor.person_id is None:
        return AppHome(False, [], 0, 0, shots)
    mine = my_tasks(request)
    return AppHome(True, mine[:MOST_MINE], len(mine), unread_count(signed.user), shots)
