"""Who receives and registers: the agency's clerk. Whose turn a document is, says its case; who sees it, its routing list."""

from datetime import datetime

from django.utils.translation import gettext as _

from tinhso.casework.public import Case, NotYourTurn, Stale, check_can_act
from tinhso.documents.incoming.way import APPROVE, HANDLE, SHARE
from tinhso.documents.models import ArrivingDocument, ArrivingSeat
from tinhso.documents.pages.refusals import DocumentsForbidden
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.roles import Auditor, Clerk, Head
from tinhso.lib.dates import local

FOLLOWED = frozenset({SHARE, HANDLE, APPROVE})


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
    check_not_frozen(document)
    check_case_turn(document.case, step, ver, by)


def check_not_frozen(document: ArrivingDocument) -> None:
    """NotYourTurn for whoever would go on with a recalled document: its clerk destroys it."""
    if document.frozen_at is not None:
        raise NotYourTurn(document.pk)


def check_case_turn(case: Case, step: str, ver: int, by: Actor) -> None:
    """The same of a case that is a part of a document's handling. Stale, NotYourTurn."""
    if case.ver != ver:
        raise Stale(case.pk)
    check_can_act(case, by)
    if case.step != step:
        raise NotYourTurn(case.pk)


def can_write(document: ArrivingDocument, by: Actor, now: datetime) -> bool:
    """Whoever has a seat on the routing list, from the registration until the document is settled."""
    if not by.is_officer or document.case.is_final or document.arrival_number is None or document.frozen_at:
        return False
    return ArrivingSeat.objects.of(by, on=local(now).date()).filter(document=document).exists()


def check_can_write(document: ArrivingDocument, by: Actor, now: datetime) -> None:
    """DocumentsForbidden."""
    if not can_write(document, by, now):
        raise DocumentsForbidden(_("Văn bản này không còn nhận ý kiến, hoặc ông/bà không tham gia."))


def can_urge(document: ArrivingDocument, by: Actor, now: datetime) -> bool:
    """The clerk and the leaders of the receiving agency who have a seat, while others have the document."""
    follows = by.agency_id == document.agency_id and (by.holds(Clerk) or by.holds(Head))
    return follows and document.case.step in FOLLOWED and can_write(document, by, now)


def check_can_urge(document: ArrivingDocument, by: Actor, now: datetime) -> None:
    """DocumentsForbidden."""
    if not can_urge(document, by, now):
        raise DocumentsForbidden(_("Văn thư và lãnh đạo cơ quan nhận đôn đốc văn bản đang được xử lý."))


def can_follow_handling(by: Actor) -> bool:
    """Who reads how the own agency's units handle what arrived: its clerk, its leaders, its auditors."""
    return by.is_officer and by.agency_id is not None and any(by.holds(one) for one in (Clerk, Head, Auditor))


def check_can_follow_handling(by: Actor) -> None:
    """DocumentsForbidden."""
    if not can_follow_handling(by):
        raise DocumentsForbidden(
            _("Văn thư, lãnh đạo, thanh tra của cơ quan xem tình hình giải quyết văn bản đến.")
        )
