from datetime import datetime

from tinhso.documents.copies.actions.complete_copy import complete_copy_seal, complete_copy_sign
from tinhso.documents.copies.actions.prepare_copy import prepare_copy_seal, prepare_copy_sign
from tinhso.documents.models import DocumentCopy
from tinhso.kernel.events.public import Actor
from tinhso.kernel.papers.public import Paper, Signer, ask_signature


def sign_copy(*, copy: DocumentCopy, signer: Signer, by: Actor, now: datetime) -> Paper:
    """Ký where the server may ask on the signer's behalf (demo): prepare, ask, complete.

    Raises: SigningRefused, SigningUnavailable, and what `prepare_copy_sign` and `complete_copy_sign` raise.
    """
    request = prepare_copy_sign(copy=copy, by=by, now=now)
    cms = ask_signature(signer, request, by=by, now=now) if request else b""
    copy.refresh_from_db()
    return complete_copy_sign(copy=copy, token=request.token if request else "", cms=cms, by=by, now=now)


def issue_copy(*, copy: DocumentCopy, signer: Signer, by: Actor, now: datetime) -> Paper:
    """Cấp số, đóng dấu where the server may ask on the clerk's behalf (demo).

    Raises: SigningRefused, SigningUnavailable, and what `prepare_copy_seal` and `complete_copy_seal` raise.
    """
    request = prepare_copy_seal(copy=copy, by=by, now=now)
    cms = ask_signature(signer, request, by=by, now=now) if request else b""
    copy.refresh_from_db()
    return complete_copy_seal(copy=copy, token=request.token if request else "", cms=cms, by=by, now=now)
