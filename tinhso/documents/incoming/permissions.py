"""Who receives and registers: the agency's clerk. Whose turn a document is, says its case; who sees it, its routing list."""

from django.utils.translation import gettext as _

from tinhso.casework.public import NotYourTurn, Stale, check_can_act
from tinhso.documents.models import ArrivingDocument
from tinhso.documents.pages.refusals import DocumentsForbidden
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.roles import Clerk


def can_receive(agency_id: int, by: Actor) -> bool:
    """The agency's clerk (văn thư) in the post of that day; the system for what a message brings."""
    return by.system or (by.is_officer and by.agency_id == agency_id and by.holds(Clerk))


def check_can_receive(agency_id: int, by: Actor) -> None:
    """DocumentsForbidden."""
    if not can_receive(agency_id, by):
        raise DocumentsForbidden(_("Văn bản đến do văn thư của cơ quan tiếp nhận, vào sổ."))


def check_turn(document: ArrivingDocument, step: str, ver: int, by: Actor) -> None:
    """The document is as the page showed it and waits for this officer at this step, "" before its registration.

    Stale, NotYourTurn.
    """
    if document.case.ver != ver:
        raise Stale(document.pk)
    check_can_act(document.case, by)
    if document.case.step != step:
        raise NotYourTurn(document.pk)
