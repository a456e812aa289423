"""Tells auditors what a comparison found."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from tinhso.casework.proof.last_comparison import noted
from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.notices.public import notify
from tinhso.kernel.people.public import Post, User
from tinhso.kernel.people.roles import Auditor

TOPIC = "casework.proof"


def tell_auditors(*, now: datetime) -> None:
    """Everybody who holds that post today, once a day and finding."""
    last = noted()
    wrong = {"n": last.differing} | {kind.code: kind.differing for kind in last.kinds}
    if any(wrong.values()):
        _notify_auditors(wrong, now)


@transaction.atomic
def _notify_auditors(wrong: dict[str, int], now: datetime) -> None:
    found = ".".join(str(n) for n in wrong.values())
    posts = Post.objects.on(now.date()).with_role(Auditor.code).filter(user__is_active=True)
    for user in User.objects.filter(pk__in=posts.values("user")):
        notify(
            to=user,
            topic=TOPIC,
            template="casework.rows_differ",
            params=wrong,
            now=now,
            key=f"casework.rows_differ:{now:%Y%m%d}:{found}:{user.pk}",
            path=reverse("audit"),
            by=SYSTEM,
        )
