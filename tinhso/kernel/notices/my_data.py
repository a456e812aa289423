"""What notices hold about an account: what it was told, what it chose, the machines that are told."""

from collections.abc import Iterator

from tinhso.kernel.events.public import Actor
from tinhso.kernel.notices.models import Notice, NoticeChoice, PushSubscription
from tinhso.kernel.notices.queries import inbox_lines
from tinhso.kernel.people.public import MOST_ROWS, MyTable, User


def tables(actor: Actor) -> Iterator[MyTable]:
    """Newest first; four queries. A browser's push address is a key to it and stays here."""
    user = User.objects.get(pk=actor.user_id or 0)
    notices = list(Notice.objects.of(user)[:MOST_ROWS])
    rows = [
        {"luc": line.at, "tieu_de": line.subject, "noi_dung": line.text, "da_doc": not line.unread}
        for line in inbox_lines(notices)
    ]
    yield MyTable("thong-bao", rows)
    choices = NoticeChoice.objects.filter(user=user).order_by("topic", "channel")[:MOST_ROWS]
    yield MyTable("cach-nhan", [{"ve": c.topic, "qua": c.channel, "nhan": c.on} for c in choices])
    machines = PushSubscription.objects.of(user)[:MOST_ROWS]
    yield MyTable("may-nhan", [{"may": one.label, "tu_luc": one.created_at} for one in machines])
