"""Who wrote or signed: the account, and the title of the post that was chosen for it."""

from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import Post, User


def user_of(by: Actor) -> User:
    """One query; the caller has checked that `by` is an officer."""
    return User.objects.get(pk=by.user_id or 0)


def title_of(by: Actor) -> str:
    """One query."""
    return Post.objects.get(pk=by.post_id or 0).title
