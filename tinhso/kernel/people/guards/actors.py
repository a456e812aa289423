from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.http import HttpRequest

from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.guards.second_factor import needs_second_factor
from tinhso.kernel.people.models import Absence, Post, User
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import planned

POST_IN_SESSION = "post_id"


def actor_of(user: User | AnonymousUser, *, post_id: int | None = None, on: date) -> Actor:
    """The actor that this account is on that day: in the chosen post if it still holds it, else in its first one.

    A signed-out visitor is an actor without a user. One query.
    """
    if not isinstance(user, User) or not user.is_active:
        return Actor()
    return _actor(user, _chosen(posts_of(user, on=on), post_id))


def posts_of(user: User, *, on: date) -> list[Post]:
    """The posts that this account holds on that day, with their agencies and for whom they stand in; one query, two of a
    person's account that holds some."""
    if user.person_id and not _holds_any_post(user):
        return []
    away = Absence.objects.on(on).filter(stand_in=OuterRef("user"), agency=OuterRef("agency"))
    posts = Post.objects.on(on).filter(user=user).select_related("agency").order_by("pk")
    return list(posts.annotate(covers=ArraySubquery(away.values("officer"))))


def _holds_any_post(user: User) -> bool:
    """Most accounts that belong to a person are citizens', and never had one."""
    with planned() as cursor:
        cursor.execute("select 1 from people_post where user_id = %s limit 1", [user.pk])
        return cursor.fetchone() is not None


def _chosen(posts: list[Post], post_id: int | None) -> Post | None:
    return next((p for p in posts if p.pk == post_id), posts[0] if posts else None)


def _actor(user: User, post: Post | None) -> Actor:
    return Actor(
        user_id=user.pk,
        person_id=user.person_id,
        post_id=post.pk if post else None,
        agency_id=post.agency_id if post else None,
        roles=frozenset(post.roles) if post else frozenset(),
        identity_level=user.identity_level,
        covers=frozenset(getattr(post, "covers", ())),
    )


@dataclass(frozen=True)
class Signed:
    """Who made this request: the account, its posts of the legal day, the chosen one, and the actor they are.

    Before the second factor is set up the actor has no post: whatever page asks, it meets no officer.
    """

    user: User
    posts: list[Post]
    post: Post | None
    actor: Actor


def signed_in(request: HttpRequest) -> Signed | None:
    """The account behind this request, read once and kept on it (two queries at most: clock, posts); None for a visitor."""
    user = getattr(request, "user", None)
    cached: tuple[int | None, Signed | None] | None = getattr(request, "_signed_in", None)
    if cached is None or cached[0] != getattr(user, "pk", None):
        cached = (getattr(user, "pk", None), _read_signed_in(request, user))
        request._signed_in = cached  # type: ignore[attr-defined]
    return cached[1]


def _read_signed_in(request: HttpRequest, user: Any) -> Signed | None:
    if user is None or not user.is_authenticated:
        return None
    # The row of this request's account was read a moment ago and says whether there is anything to ask for.
    citizen = user.person_id and not getattr(user, "ever_posted", True)
    posts = [] if citizen else posts_of(user, on=clock.today())
    post = _chosen(posts, request.session.get(POST_IN_SESSION))
    seated = post is not None and not needs_second_factor(request, user)
    return Signed(user, posts, post, _actor(user, post if seated else None))


def actor_for(request: HttpRequest) -> Actor:
    """The `by=` of whatever this request does: the account in the post it chose, on the legal day of the instance."""
    signed = signed_in(request)
    return signed.actor if signed else Actor()
