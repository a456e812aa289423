"""How much each examiner of an agency holds, for whoever assigns."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from tinhso.casework.models import Participant
from tinhso.kernel.people.public import Absence, Post
from tinhso.kernel.people.roles import Examiner


@dataclass(frozen=True)
class Load:
    """One examiner who is there that day: what waits for them now, and how much of it is late."""

    officer_id: int
    name: str
    title: str
    open: int = 0
    late: int = 0


def loads(agency_id: int, *, now: datetime) -> list[Load]:
    """The examiners who are there today, the least laden first. Three queries."""
    posts = (
        Post.objects.on(now.date()).with_role(Examiner.code).filter(agency=agency_id, user__is_active=True)
    )
    away = Absence.objects.on(now.date()).filter(agency=agency_id).values("officer")
    people = {post.user_id: post for post in posts.exclude(user__in=away).select_related("user")}
    rows = (
        Participant.objects.filter(open=True, agency=agency_id, officer__in=people)
        .order_by()
        .values_list("officer")
        .annotate(n=Count("pk"), late=Count("pk", filter=Q(due_at__lt=now)))
    )
    held = {officer: (n, late) for officer, n, late in rows}
    found = [Load(pk, post.user.full_name, post.title, *held.get(pk, (0, 0))) for pk, post in people.items()]
    return sorted(found, key=lambda load: (load.open, load.late, load.name))
