"""Once a post is confirmed, the link to set a password goes to whoever has none yet."""

from django.utils import timezone

from tinhso.kernel.events.public import EventRow, listen
from tinhso.kernel.people.accounts.actions.activate import send_first_links
from tinhso.kernel.people.events import PostsConfirmed
from tinhso.kernel.people.models import ProposedPost


@listen(PostsConfirmed)
def send_links(row: EventRow) -> None:
    """To the holders of an appointment; an account is sent its first link once."""
    lines = ProposedPost.objects.filter(post_list=row.payload["post_list"])
    names = list(lines.values_list("username", flat=True))
    send_first_links(names, by_id=row.actor_id, now=row.at, real_now=timezone.now())
