from datetime import datetime

from django.db import transaction
from django.urls import reverse

from tinhso.citizen.reports.routing import triage_desk
from tinhso.citizen.retention.retention import due_records
from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.notices.public import notify
from tinhso.kernel.people.public import Post
from tinhso.kernel.people.roles import Head
from tinhso.kernel.site.clock import HANOI

TOPIC = "citizen.retention"


@transaction.atomic
def tell_over_time(*, now: datetime) -> int:
    """Tell the heads of the desk's agency, once a month, how many records are over their time; how many are told.

    It erases nothing.
    """
    day, n = now.astimezone(HANOI).date(), sum(1 for _ in due_records(now))
    if not n:
        return 0
    posts = Post.objects.on(day).with_role(Head.code).filter(agency=triage_desk(day), user__is_active=True)
    users = {post.user_id: post.user for post in posts.select_related("user")}
    for user in users.values():
        notify(
            to=user,
            topic=TOPIC,
            template="citizen.retention_due",
            params={"n": n},
            now=now,
            key=f"citizen.retention:{user.pk}:{day:%Y-%m}",
            path=reverse("report_figures"),
            by=SYSTEM,
        )
    return len(users)
