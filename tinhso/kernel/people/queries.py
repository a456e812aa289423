from datetime import date

from django.contrib.auth.models import AnonymousUser

from tinhso.kernel.events.actor import Actor
from tinhso.kernel.people.models import Post, User


def actor_of(user: User | AnonymousUser, *, post_id: int | None = None, on: date) -> Actor:
    """The actor that this account is on that day: in the chosen post if it still holds it, else in its first one.

    A signed-out visitor is an actor without a user. One query for an officer.
    """
    if not isinstance(user, User) or not user.is_active:
        return Actor()
    posts = list(Post.objects.on(on).filter(user=user).order_by("pk"))
    chosen = next((p for p in posts if p.pk == post_id), posts[0] if posts else None)
    return Actor(
        user_id=user.pk,
        person_id=user.person_id,
        post_id=chosen.pk if chosen else None,
        agency_id=chosen.agency_id if chosen else None,
        roles=frozenset(chosen.roles) if chosen else frozenset(),
        identity_level=user.identity_level,
    )
