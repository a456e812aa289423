from datetime import datetime

from django.db import transaction

from tinhso.casework.public import advance_case, begin_anew
from tinhso.documents.models import OutgoingDocument
from tinhso.documents.outgoing.co_signing import pass_to_signer
from tinhso.documents.outgoing.compulsory_steps import check_steps_done
from tinhso.documents.outgoing.permissions import check_step
from tinhso.documents.outgoing.way import COSIGN, SIGN, issue_limit
from tinhso.kernel.events.public import Actor
from tinhso.kernel.papers.public import (
    Paper,
    Signature,
    SignatureWrong,
    SigningClosed,
    is_given,
    put_signature,
)


def complete_sign(
    *, document: OutgoingDocument, ver: int, token: str, cms: bytes, by: Actor, now: datetime
) -> Paper:
    """Ký: the signature goes into the document, then it waits for the clerk, and the time of issuing begins. Of two signers
    the first is followed by the second.

    Two transactions: a signature that was given stays with the paper and is found again (then `token` is ""). The same
    answer sent twice is done once. Steps that went missing after the signature was prepared stop it here.
    Raises: Stale, NotYourTurn, StepsMissing, SigningClosed, PaperForbidden, SignatureWrong.
    """
    paper = Paper.objects.filter(pk=document.paper_id or 0).first()
    if paper is None:
        raise SigningClosed
    step = COSIGN if document.case.step == COSIGN else SIGN
    role = Signature.Role.COSIGNER if step == COSIGN else Signature.Role.PERSON
    is_over = document.case.step != step or not is_given(paper, token, by, role=role)
    if is_over and is_given(paper, token, by):
        return paper
    check_step(document, step, ver, by)
    paper = _with_signature(document, token, cms, role, by=by, now=now)
    with transaction.atomic():
        _go_on(document, step, ver, by=by, now=now)
    return paper


def _go_on(document: OutgoingDocument, step: str, ver: int, *, by: Actor, now: datetime) -> None:
    """To the clerk, with the time of issuing; after who signs along to the signer."""
    case = document.case
    if step == COSIGN:
        document.cosigned_at = now
        document.save(update_fields=["cosigned_at"])
        advance_case(case=case, ver=ver, by=by, now=now)
        pass_to_signer(document, by=by, now=now)
        return
    document.signed_at = now
    document.save(update_fields=["signed_at"])
    advance_case(case=case, ver=ver, by=by, now=now)
    begin_anew(case=case, limit=issue_limit(document, now.date()), by=by, now=now)


def _with_signature(
    document: OutgoingDocument, token: str, cms: bytes, role: Signature.Role, *, by: Actor, now: datetime
) -> Paper:
    """The row is held, so that no step is reported and no procedure changed between the look at them and the signature. A wrong
    signature closes its request, and that stays."""
    with transaction.atomic():
        rows = OutgoingDocument.objects.select_for_update(of=("self",)).whole()
        held: OutgoingDocument = rows.get(pk=document.pk)
        if held.paper is None:
            raise SigningClosed
        if held.paper.signatures.filter(role=role).exists():
            return held.paper
        check_steps_done(held, now.date())
        try:
            return put_signature(held.paper, token=token, cms=cms, by=by, now=now)
        except SignatureWrong as error:
            wrong = error
    raise wrong
