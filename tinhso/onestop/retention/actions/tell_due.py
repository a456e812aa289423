from collections import Counter
from datetime import datetime

from django.db import transaction
from django.urls import reverse

from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.notices.public import notify
from tinhso.kernel.people.public import Post
from tinhso.kernel.people.roles import Clerk, Head
from tinhso.kernel.site.clock import HANOI
from tinhso.onestop.retention.retention import due_dossiers

TOPIC = "onestop.retention"


@transaction.atomic
def tell_due(*, now: datetime) -> int:
    """Tell the clerk of each agency, else its head, how many dossiers are over their time: once a month; how many are told.

    It erases nothing.
    """
    due = Counter(d.agency_id for d in due_dossiers(now) if not d.held)
    day = now.astimezone(HANOI).date()
    posts = Post.objects.on(day).filter(agency__in=due).select_related("user").order_by("pk")
    notified = 0
    for agency_id, n in due.items():
        seats = [post for post in posts if post.agency_id == agency_id]
        keepers = [p for p in seats if Clerk.code in p.roles] or [p for p in seats if Head.code in p.roles]
        for post in keepers:
            notify(
                to=post.user,
                topic=TOPIC,
                template="onestop.retention_due",
                params={"n": n},
                now=now,
                key=f"retention:{agency_id}:{post.user_id}:{day:%Y-%m}",
                path=reverse("retention"),
                by=SYSTEM,
            )
            notified += 1
    return notified
