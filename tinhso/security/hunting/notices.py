"""Who is told of an opening: that one waits or was settled, never which address or case."""

from datetime import datetime

from django.urls import reverse

from tinhso.kernel.notices.public import notify
from tinhso.kernel.people.public import Post
from tinhso.kernel.people.roles import Head
from tinhso.lib.dates import local
from tinhso.security.models import LogOpening

TOPIC = "security.openings"
MOST_HEADS = 20


def notify_heads(opening: LogOpening, now: datetime) -> None:
    """The second persons: heads of the agency of who asked, but never who asked."""
    posts = Post.objects.on(local(now).date()).with_role(Head.code)
    posts = posts.filter(agency_id=opening.agency_id, user__is_active=True).exclude(user_id=opening.by_id)
    people = {post.user for post in posts.select_related("user").order_by("pk")[:MOST_HEADS]}
    for user in sorted(people, key=lambda one: one.pk):
        notify(
            to=user,
            topic=TOPIC,
            template="security.opening_requested",
            params={},
            now=now,
            key=f"security_opening_requested:{opening.pk}:{user.pk}",
            path=reverse("log_opening", args=[opening.code]),
        )


def notify_who_asked(opening: LogOpening, now: datetime) -> None:
    notify(
        to=opening.by,
        topic=TOPIC,
        template="security.opening_settled",
        params={},
        now=now,
        key=f"security_opening_settled:{opening.pk}",
        path=reverse("log_opening", args=[opening.code]),
    )
