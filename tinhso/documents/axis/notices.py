"""What the clerk hears of messages that the axis does not take, or that could not be taken: codes alone, never a subject."""

from datetime import datetime

from django.urls import reverse

from tinhso.documents.incoming.notices import holders, notify_people
from tinhso.documents.models import AxisArrival, AxisMessage, AxisReply, ChangeOrder
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


def notify_of_order(order: ChangeOrder, *, now: datetime) -> None:
    """An order about an issued document that the clerks carry out."""
    case = order.document.case
    for one in holders(case.agency_id, Clerk.code, now):
        notify(
            to=one,
            topic=TOPIC,
            template="documents.change_ordered",
            params={"code": case.code},
            now=now,
            key=f"change_ordered:{order.pk}:{one.pk}",
            case_id=case.pk,
            path=reverse("outgoing_document", args=[case.code]),
        )


def notify_of_reply(reply: AxisReply, *, now: datetime) -> None:
    """A state of handling that the axis does not take."""
    document = reply.document
    clerks = holders(document.agency_id, Clerk.code, now)
    notify_people(document, "reply_stuck", clerks, now=now, mark=f"{reply.pk}:{reply.attempts}")


def notify_of_arrival(arrival: AxisArrival, *, now: datetime) -> None:
    """A message that came and could not be taken."""
    for one in holders(arrival.agency_id, Clerk.code, now):
        notify(
            to=one,
            topic=TOPIC,
            template="documents.axis_arrival",
            params={"code": arrival.axis_id},
            now=now,
            key=f"axis_arrival:{arrival.pk}:{one.pk}",
            path=reverse("axis_arrivals"),
        )
