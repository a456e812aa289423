"""Tells heads and inspectors what changes in who may read, and each week again what no head has confirmed."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.urls import reverse

from tinhso.kernel.events.public import EventRow
from tinhso.kernel.notices.public import Param, notify
from tinhso.kernel.people.public import Post, User, heads_awaited, heads_over_post, unconfirmed_by_head
from tinhso.kernel.people.roles import Auditor

TOPIC = "casework.posts"


def tell_of_change(row: EventRow) -> None:
    """A person gave or ended a post: the heads who answer for it and the inspectors, but for who did it and whose it is.

    What a head confirmed before it began needs nobody's word any more; lists of the machine are told as one.
    """
    post = Post.objects.select_related("agency").get(pk=row.payload["post"])
    if row.actor_id is None or post.confirmed_at and row.name == "people.PostGiven":
        return
    to = (heads_over_post(post, row.at.date()) | inspectors(row.at)) - {row.actor_id, post.user_id}
    name = "right_given" if row.name == "people.PostGiven" else "right_ended"
    _notify(to, name, {"agency": post.agency.code}, f"{row.name}:{post.pk}:{row.pk}", row.at)


def tell_of_request(row: EventRow) -> None:
    """The heads whose word a list takes."""
    waiting = row.payload["post_list"]
    path = reverse("post_list", args=[waiting])
    words = {"n": row.payload["posts"]}
    to = heads_awaited(waiting, row.at.date())
    _notify(to, "posts_asked", words, f"posts_asked:{waiting}", row.at, path)


@transaction.atomic
def tell_unconfirmed(*, now: datetime, key: str) -> None:
    """Each head how many posts that read personal data wait for the own word and for how many the day is over, inspectors
    how many heads there are."""
    waiting = unconfirmed_by_head(now.date())
    for user, one in waiting.items():
        words: dict[str, Param] = {"n": one.number, "late": one.late}
        _notify({user}, "rights_open", words, f"rights_open:{key}", now)
    if waiting:
        words = {"n": len(waiting), "late": sum(one.late > 0 for one in waiting.values())}
        _notify(
            inspectors(now), "rights_open_heads", words, f"rights_open_heads:{key}", now, reverse("audit")
        )


def inspectors(now: datetime) -> set[int]:
    posts = Post.objects.on(now.date()).with_role(Auditor.code).filter(user__is_active=True)
    return set(posts.values_list("user", flat=True))


def _notify(
    to: Iterable[int], name: str, params: Mapping[str, Param], key: str, now: datetime, path: str = ""
) -> None:
    """A second delivery of the event tells nobody twice. A head is led to the list, an inspector to the page of proof."""
    inspecting = set() if path else inspectors(now)
    for user in User.objects.filter(pk__in=to, is_active=True).order_by("pk"):
        leads = path or reverse("audit" if user.pk in inspecting else "rights")
        notify(
            to=user,
            topic=TOPIC,
            template=f"casework.{name}",
            params=params,
            key=f"casework.{key}:{user.pk}",
            path=leads,
            now=now,
        )
