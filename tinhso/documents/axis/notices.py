"""The clerk hears of a message that the axis does not take: the code of the document alone, never its subject."""

from datetime import datetime

from django.urls import reverse

from tinhso.documents.models import AxisMessage
from tinhso.kernel.notices.public import notify
from tinhso.kernel.people.public import Post, User
from tinhso.kernel.people.roles import Clerk
from tinhso.lib.dates import local

TOPIC = "documents.axis"
MOST = 20


def notify_of_refusal(message: AxisMessage, *, now: datetime) -> None:
    case = message.recipient.document.case
    posts = Post.objects.on(local(now).date()).with_role(Clerk.code).filter(agency_id=case.agency_id)
    for one in User.objects.filter(pk__in=posts.values("user"), is_active=True).order_by("pk")[:MOST]:
        notify(
            to=one,
            topic=TOPIC,
            template="documents.axis_refused",
            params={"code": case.code},
            now=now,
            key=f"axis_refused:{message.pk}:{message.attempts}:{one.pk}",
            case_id=case.pk,
            path=reverse("outgoing_document", args=[case.code]),
        )
