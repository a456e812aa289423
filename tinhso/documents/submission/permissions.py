"""Who writes on a slip: the leader to whom it is submitted, or who stands in, while the draft lies before its leaders."""

from django.utils.translation import gettext as _

from tinhso.documents.models import SubmissionSlip
from tinhso.documents.outgoing.permissions import is_inside
from tinhso.documents.outgoing.way import CONTENT, COSIGN, FORM, SIGN
from tinhso.documents.pages.refusals import DocumentsForbidden
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.roles import Head

SUBMITTED = (CONTENT, FORM, COSIGN, SIGN)


def can_direct(slip: SubmissionSlip, by: Actor) -> bool:
    document = slip.document
    is_leader = by.is_officer and by.holds(Head) and slip.leader_id in {by.user_id, *by.covers}
    is_open = document.case.step in SUBMITTED and not document.case.is_final and document.signed_at is None
    return is_leader and is_inside(document, by) and is_open


def check_can_direct(slip: SubmissionSlip, by: Actor) -> None:
    """DocumentsForbidden."""
    if not can_direct(slip, by):
        raise DocumentsForbidden(
            _("Ý kiến trên phiếu trình là của lãnh đạo được trình, sau khi dự thảo đã trình và trước khi ký.")
        )
