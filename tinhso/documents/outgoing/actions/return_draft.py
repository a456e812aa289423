from datetime import datetime

from django.db import transaction

from tinhso.casework.public import NotYourTurn, Stale, can_act, name_officer, return_case
from tinhso.documents.models import Approval, OutgoingDocument
from tinhso.documents.outgoing.co_signing import unseat_second, unseat_signer
from tinhso.documents.outgoing.permissions import can_take_back, check_step
from tinhso.documents.outgoing.way import CONTENT, COSIGN, DRAFT, FORM, SIGN
from tinhso.documents.registers.secrecy import NONE, check_not_secret
from tinhso.kernel.events.public import Actor
from tinhso.kernel.papers.public import erase_paper


@transaction.atomic
def return_draft(*, document: OutgoingDocument, ver: int, reason: str, by: Actor, now: datetime) -> None:
    """Trả lại: back to the drafter with a reason, from whichever step comes before the last signature; approvals and who signed along lapse.
    While another agency has it for signing, whoever here approved or signs it takes it back so.

    Raises: Stale, NotYourTurn, NoteRefused, SecretDocument.
    """
    if document.case.step not in (CONTENT, FORM, COSIGN, SIGN) or document.signed_at is not None:
        raise NotYourTurn(document.pk)
    if not can_act(document.case, by) and can_take_back(document, by):
        if document.case.ver != ver:
            raise Stale(document.pk)
        name_officer(case=document.case, officer_id=by.user_id or 0, by=by, now=now)
        ver = document.case.ver
    check_step(document, document.case.step, ver, by)
    check_not_secret(NONE, [reason])
    return_case(case=document.case, ver=ver, to_step=DRAFT, reason=reason, by=by, now=now)
    name_officer(case=document.case, officer_id=document.drafted_by_id, by=by, now=now)
    unseat_second(document)
    unseat_signer(document)
    Approval.objects.filter(version__document=document, lapsed_at=None).update(lapsed_at=now)
    if document.paper is not None:
        paper, document.paper, document.drawn_for = document.paper, None, ""
        document.cosigned_at = None
        document.save(update_fields=["paper", "drawn_for", "cosigned_at"])
        erase_paper(paper=paper, by=by, now=now)
