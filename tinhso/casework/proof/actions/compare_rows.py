from datetime import datetime

from django.db import transaction
from django.urls import reverse

from tinhso.casework.proof.compare import Compared
from tinhso.casework.proof.runs import compare_whole
from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.notices.public import notify
from tinhso.kernel.people.public import Post, User
from tinhso.kernel.people.roles import Auditor

TOPIC = "casework.proof"


def compare_rows(*, now: datetime) -> Compared:
    """Hold every case against its events and note the result in the log; auditors are told of what differs."""
    found = compare_whole(now=now)
    if found.differing:
        tell_auditors(found.differing, now)
    return found


@transaction.atomic
def tell_auditors(differing: int, now: datetime) -> None:
    """Everybody who holds that post today, once a day."""
    posts = Post.objects.on(now.date()).with_role(Auditor.code).filter(user__is_active=True)
    for user in User.objects.filter(pk__in=posts.values("user")):
        notify(
            to=user,
            topic=TOPIC,
            template="casework.rows_differ",
            params={"n": differing},
            now=now,
            key=f"casework.rows_differ:{now:%Y%m%d}:{user.pk}",
            path=reverse("audit"),
            by=SYSTEM,
        )
