"""Who learns of a new task: the heads of the agency that has it."""

from datetime import datetime

from django.urls import reverse

from tinhso.kernel.notices.public import notify
from tinhso.kernel.people.public import Post, User
from tinhso.kernel.people.roles import Head
from tinhso.lib.dates import local
from tinhso.press.models import CommunicationTask

TOPIC = "press.task"
MOST = 20


def notify_heads(task: CommunicationTask, agency_id: int, *, now: datetime) -> None:
    """By the code alone; two queries and a notice to each."""
    posts = Post.objects.on(local(now).date()).with_role(Head.code).filter(agency_id=agency_id)
    for user in User.objects.filter(pk__in=posts.values("user"), is_active=True).order_by("pk")[:MOST]:
        notify(
            to=user,
            topic=TOPIC,
            template="press.task_given",
            params={"code": task.case.code},
            now=now,
            key=f"press_task:{task.pk}:{user.pk}",
            case_id=task.pk,
            path=reverse("press_task", args=[task.case.code]),
        )
