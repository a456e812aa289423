"""What every system asks of a signature that is given on the official's own machine: ask, was it given before, put it in."""

from datetime import datetime

from tinhso.kernel.events.public import Actor
from tinhso.kernel.papers.actions.complete_signature import SigningClosed, complete_signature
from tinhso.kernel.papers.actions.fail_signature import fail_signature
from tinhso.kernel.papers.models import Paper, SigningRequest
from tinhso.kernel.papers.signing.pdf_signing import SignatureWrong
from tinhso.kernel.papers.signing.signer import Signer, SigningRefused
from tinhso.kernel.people.public import Agency


def seal_of(agency: Agency) -> str:
    """By which id the signing service knows the agency's key: its code, with the day where the code named another before.

    Reforms reused codes under other names, and a certificate bears the name that it was issued to. One query.
    """
    since = agency.valid.lower
    reused = Agency.objects.filter(code=agency.code, valid__startswith__lt=since).exclude(name=agency.name)
    return f"{agency.code}.{since:%Y%m%d}" if reused.exists() else agency.code


def ask_signature(signer: Signer, request: SigningRequest, *, by: Actor, now: datetime) -> bytes:
    """The signature that the signer gives; a refusal closes the request and goes on. SigningRefused."""
    try:
        return signer.sign(request.prepared_pdf())
    except SigningRefused as refusal:
        fail_signature(token=request.token, code=refusal.code, by=by, now=now)
        raise


def is_given(paper: Paper, token: str, by: Actor, *, role: str = "") -> bool:
    """This signature was given before (in that role, where one is named), and only the answer was lost on its way."""
    done = SigningRequest.State.DONE
    rows = SigningRequest.objects.filter(token=token, user_id=by.user_id or 0, paper=paper, state=done)
    return (rows.filter(role=role) if role else rows).exists()


def put_signature(paper: Paper, *, token: str, cms: bytes, by: Actor, now: datetime) -> Paper:
    """The signature into this very paper; a wrong one closes its request. SigningClosed, SignatureWrong."""
    if not SigningRequest.objects.filter(token=token, paper=paper).exists():
        raise SigningClosed
    try:
        return complete_signature(token=token, cms=cms, by=by, now=now)
    except SignatureWrong:
        fail_signature(token=token, code="signature_wrong", by=by, now=now)
        raise
