from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor
from tinhso.kernel.papers.actions.complete_signature import complete_signature
from tinhso.kernel.papers.actions.fail_signature import fail_signature
from tinhso.kernel.papers.actions.prepare_signature import prepare_signature
from tinhso.kernel.papers.models import Paper
from tinhso.kernel.papers.signing.pdf_signing import SignatureWrong
from tinhso.kernel.papers.signing.signer import Signer, SigningRefused


def sign_with(
    signer: Signer, *, paper: Paper, role: str, by: Actor, now: datetime, capacity: str = ""
) -> Paper:
    """Prepare, ask the signer, complete: for a server that may ask on the official's behalf (demo, tests).

    No transaction is open while the signer thinks (a surrounding one is refused by `durable`).

    Raises: SigningRefused, and what `prepare_signature` and `complete_signature` raise.
    """
    with transaction.atomic(durable=True):
        request = prepare_signature(paper=paper, role=role, by=by, now=now, capacity=capacity)
    try:
        cms = signer.sign(request.prepared_pdf())
        return complete_signature(token=request.token, cms=cms, by=by, now=now)
    except SigningRefused as refusal:
        fail_signature(token=request.token, code=refusal.code, by=by, now=now)
        raise
    except SignatureWrong:
        fail_signature(token=request.token, code="signature_wrong", by=by, now=now)
        raise
