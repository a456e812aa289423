from datetime import datetime

from tinhso.documents.models import OutgoingDocument
from tinhso.documents.signing.actions.complete_sign import complete_sign
from tinhso.documents.signing.actions.prepare_sign import prepare_sign
from tinhso.kernel.events.public import Actor
from tinhso.kernel.papers.public import Paper, Signer, ask_signature


def sign_document(*, document: OutgoingDocument, ver: int, signer: Signer, by: Actor, now: datetime) -> Paper:
    """Ký where the server may ask on the signer's behalf (demo): prepare, ask, complete; nothing is open between.

    Raises: SigningRefused, SigningUnavailable, and what `prepare_sign` and `complete_sign` raise.
    """
    request = prepare_sign(document=document, ver=ver, by=by, now=now)
    cms = ask_signature(signer, request, by=by, now=now) if request else b""
    token = request.token if request else ""
    return complete_sign(document=document, ver=ver, token=token, cms=cms, by=by, now=now)
