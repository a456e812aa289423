"""Who is told of an arriving document (III.1i): its code alone, never its subject."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse

from tinhso.documents.models import ArrivingDocument
from tinhso.kernel.notices.public import notify
from tinhso.kernel.people.public import Post, User
from tinhso.kernel.people.roles import Clerk, Head
from tinhso.lib.dates import local

TOPIC = "documents.arriving"
MOST_NOTIFIED = 20


def holders(agency_id: int, role: str, now: datetime) -> list[User]:
    """Who holds that role at the agency that day. One query."""
    posts = Post.objects.on(local(now).date()).with_role(role).filter(agency_id=agency_id)
    users = User.objects.filter(pk__in=posts.values("user"), is_active=True)
    return list(users.order_by("pk")[:MOST_NOTIFIED])


def notify_people(
    document: ArrivingDocument, what: str, people: Iterable[User], *, now: datetime, mark: object = ""
) -> None:
    """The notice `documents/notices/arriving_<what>.txt` to each of them; the same `mark` tells nobody twice."""
    for one in people:
        notify(
            to=one,
            topic=TOPIC,
            template=f"documents.arriving_{what}",
            params={"code": document.case.code},
            now=now,
            key=f"arriving_{what}:{document.pk}:{mark}:{one.pk}",
            case_id=document.pk,
            path=reverse("arriving_document", args=[document.case.code]),
        )


def notify_clerks(document: ArrivingDocument, *, now: datetime) -> None:
    notify_people(document, "new", holders(document.agency_id, Clerk.code, now), now=now)


def notify_leader(document: ArrivingDocument, *, now: datetime) -> None:
    """The leader by name, else whoever heads the agency."""
    leader = document.leader
    people = [leader] if leader is not None else holders(document.agency_id, Head.code, now)
    notify_people(document, "registered", people, now=now)


def notify_of_change(document: ArrivingDocument, what: str, *, now: datetime, mark: object) -> None:
    """The clerks, and whoever leads and handles it: its sender updated it, or sent another in its place."""
    people = {one.pk: one for one in holders(document.agency_id, Clerk.code, now)}
    if document.arrival_number is not None and document.leader is None:
        people |= {one.pk: one for one in holders(document.agency_id, Head.code, now)}
    named = (document.leader, document.handler, document.case.officer)
    people |= {one.pk: one for one in named if one is not None and one.is_active}
    notify_people(document, what, people.values(), now=now, mark=mark)
