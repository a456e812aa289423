"""Who asks for a step: the drafter whose turn the document is. Who writes what an issued rule does: its agency's clerk."""

from datetime import date

from django.utils.translation import gettext as _

from tinhso.casework.public import NotYourTurn, Stale, check_can_act
from tinhso.documents.layout.document_types import NORMATIVE_TYPES
from tinhso.documents.models import IssuedRule, OutgoingDocument, RuleStep
from tinhso.documents.normative.way import DO
from tinhso.documents.pages.refusals import DocumentsForbidden
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import Agency
from tinhso.kernel.people.roles import Clerk, Head


def can_keep_rule(rule: IssuedRule, by: Actor) -> bool:
    """The clerk of the agency that issued it, in the post of that day."""
    return by.is_officer and by.agency_id == rule.document.case.agency_id and by.holds(Clerk)


def check_can_keep_rule(rule: IssuedRule, by: Actor) -> None:
    """DocumentsForbidden."""
    if not can_keep_rule(rule, by):
        raise DocumentsForbidden(_("Hiệu lực của văn bản do văn thư của cơ quan ban hành ghi."))


def can_shorten(document: OutgoingDocument, by: Actor, on: date) -> bool:
    """Its drafter, or a head of the drafting agency to whom it shows: of a decision or resolution that is not signed."""
    is_theirs = by.holds(Head) or by.user_id == document.drafted_by_id
    if not by.is_officer or by.agency_id != document.case.agency_id or not is_theirs:
        return False
    if document.signed_at is not None or document.type_code not in NORMATIVE_TYPES:
        return False
    return OutgoingDocument.objects.visible_to(by, on=on).filter(pk=document.pk).exists()


def check_can_shorten(document: OutgoingDocument, by: Actor, on: date) -> None:
    """DocumentsForbidden."""
    if not can_shorten(document, by, on):
        raise DocumentsForbidden(
            _("Trình tự rút gọn do người soạn thảo hoặc lãnh đạo cơ quan soạn thảo ghi, trước khi ký.")
        )


def check_step_turn(step: RuleStep, ver: int, by: Actor) -> None:
    """It stands as the page showed it and waits for this officer. Stale, NotYourTurn."""
    if step.case.ver != ver:
        raise Stale(step.pk)
    check_can_act(step.case, by)
    if step.case.step != DO:
        raise NotYourTurn(step.pk)


def appraisers_of(document: OutgoingDocument, on: date) -> list[Agency]:
    """The agencies that may appraise its drafts: those below the drafting committee, beside and below it its own. One query."""
    agency = document.case.agency
    rows = Agency.objects.on(on).filter(parent=agency).exclude(kind=Agency.Kind.DESK).order_by("sort_key")
    return [*rows, agency]
