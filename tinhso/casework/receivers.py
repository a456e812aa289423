"""Tells the heads of an agency, and inspectors, what changes in who may read there."""

from django.urls import reverse

from tinhso.casework.radar.right_notices import TOPIC, tell_of_change, tell_of_request, tell_unconfirmed
from tinhso.kernel.events.public import EventRow, listen
from tinhso.kernel.notices.public import notify
from tinhso.kernel.people.events import (
    AccountsTaken,
    PostConfirmationSkipped,
    PostEnded,
    PostGiven,
    PostsAsked,
)
from tinhso.kernel.people.public import Agency, Post, User
from tinhso.kernel.people.roles import Head


@listen(PostGiven)
def tell_right_given(row: EventRow) -> None:
    tell_of_change(row)


@listen(PostEnded)
def tell_right_ended(row: EventRow) -> None:
    tell_of_change(row)


@listen(PostsAsked)
def tell_posts_asked(row: EventRow) -> None:
    tell_of_request(row)


@listen(AccountsTaken)
def tell_list(row: EventRow) -> None:
    """An import is told as a list: how many posts wait for each head."""
    tell_unconfirmed(now=row.at, key=f"list:{row.pk}")


@listen(PostConfirmationSkipped)
def tell_heads(row: EventRow) -> None:
    """The heads of the agency and of those above it, but for who was appointed; a second delivery tells nobody twice."""
    given = Post.objects.select_related("agency").get(pk=row.payload["post"])
    on = row.at.date()
    posts = Post.objects.on(on).with_role(Head.code).filter(agency__in=with_those_above(given.agency))
    heads = User.objects.filter(pk__in=posts.values("user"), is_active=True).exclude(pk=given.user_id)
    for head in heads:
        notify(
            to=head,
            topic=TOPIC,
            template="casework.post_alone",
            params={"agency": given.agency.code},
            key=f"casework.post_alone:{given.pk}:{head.pk}",
            path=reverse("audit"),
            now=row.at,
        )


def with_those_above(agency: Agency) -> list[int]:
    found: list[int] = []
    above: Agency | None = agency
    while above is not None:
        found.append(above.pk)
        above = above.parent
    return found
