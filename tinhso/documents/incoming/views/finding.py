"""How the pages of arriving documents find theirs."""

from typing import Any

from django.http import Http404, HttpRequest

from tinhso.documents.models import ArrivingDocument, OutgoingDocument
from tinhso.kernel.people.public import Actor, Post, User, actor_for
from tinhso.kernel.people.roles import Examiner, Head
from tinhso.kernel.site import clock


def document_of(request: HttpRequest, code: str) -> ArrivingDocument:
    """404 unless this officer has a seat on the routing list."""
    rows = ArrivingDocument.objects.visible_to(actor_for(request), on=clock.today()).whole()
    found = rows.filter(case__code=code).first()
    if found is None:
        raise Http404
    return found


def leaders_of(agency_id: int) -> Any:
    """Those who head the agency that day."""
    posts = Post.objects.on(clock.today()).with_role(Head.code).filter(agency_id=agency_id)
    return User.objects.filter(is_active=True, pk__in=posts.values("user"))


def officers_of(agency_id: int) -> Any:
    """The officials of a unit that day."""
    posts = Post.objects.on(clock.today()).with_role(Examiner.code).filter(agency_id=agency_id)
    return User.objects.filter(is_active=True, pk__in=posts.values("user")).order_by("full_name", "pk")


def answers_for(by: Actor) -> Any:
    """The outgoing documents that may be linked as an answer: those of this officer, the newest first."""
    rows = OutgoingDocument.objects.visible_to(by, on=clock.today())
    return rows.select_related("case", "number").order_by("-pk")
