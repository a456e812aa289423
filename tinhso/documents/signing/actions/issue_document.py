from datetime import datetime

from tinhso.documents.models import OutgoingDocument, RegisterNumber
from tinhso.documents.signing.actions.complete_seal import complete_seal
from tinhso.documents.signing.actions.prepare_seal import prepare_seal
from tinhso.kernel.events.public import Actor
from tinhso.kernel.papers.public import Paper, Signer, ask_signature


def issue_document(
    *,
    document: OutgoingDocument,
    ver: int,
    signer: Signer,
    by: Actor,
    now: datetime,
    reserved: RegisterNumber | None = None,
) -> Paper:
    """Vào số, đóng dấu, phát hành where the server may ask on the clerk's behalf (demo): prepare, ask, complete.

    Raises: SigningRefused, SigningUnavailable, and what `prepare_seal` and `complete_seal` raise.
    """
    request = prepare_seal(document=document, ver=ver, by=by, now=now, reserved=reserved)
    cms = ask_signature(signer, request, by=by, now=now) if request else b""
    token = request.token if request else ""
    return complete_seal(document=document, ver=ver, token=token, cms=cms, by=by, now=now)
