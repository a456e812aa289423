"""Who moderates comments on a draft: the agency's clerk or a head, never who drafted it. Whose turn it is, says the case."""

from django.utils.translation import gettext as _

from tinhso.casework.public import NotYourTurn, Stale, check_can_act
from tinhso.documents.models import Consultation
from tinhso.documents.pages.refusals import DocumentsForbidden
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.roles import Clerk, Head


def can_moderate_comments(consultation: Consultation, by: Actor) -> bool:
    """Nobody hides what is said against their own draft."""
    of_agency = by.is_officer and by.agency_id == consultation.case.agency_id
    return (
        of_agency
        and (by.holds(Clerk) or by.holds(Head))
        and by.user_id != consultation.document.drafted_by_id
    )


def check_can_moderate_comments(consultation: Consultation, by: Actor) -> None:
    """DocumentsForbidden."""
    if not can_moderate_comments(consultation, by):
        raise DocumentsForbidden(
            _("Ý kiến góp ý do văn thư hoặc lãnh đạo cơ quan duyệt, không phải người soạn dự thảo.")
        )


def can_report(consultation: Consultation, by: Actor) -> bool:
    """Whoever drafted it, in the post of that day."""
    is_drafter = by.is_officer and by.user_id == consultation.document.drafted_by_id
    return is_drafter and by.agency_id == consultation.case.agency_id


def check_can_report(consultation: Consultation, by: Actor) -> None:
    """DocumentsForbidden."""
    if not can_report(consultation, by):
        raise DocumentsForbidden(_("Báo cáo tổng hợp ý kiến do người soạn dự thảo lập."))


def check_turn(consultation: Consultation, step: str, ver: int, by: Actor) -> None:
    """It stands as the page showed it and waits for this officer at this step, "" before it is opened. Stale, NotYourTurn."""
    if consultation.case.ver != ver:
        raise Stale(consultation.pk)
    check_can_act(consultation.case, by)
    if consultation.case.step != step:
        raise NotYourTurn(consultation.pk)
