from datetime import datetime

from tinhso.kernel.events.public import Actor
from tinhso.kernel.papers.public import Paper, Signer, ask_signature
from tinhso.onestop.models import Attachment
from tinhso.onestop.results.actions.complete_scan import complete_scan
from tinhso.onestop.results.actions.prepare_scan import prepare_scan


def sign_scan(*, attachment: Attachment, signer: Signer, by: Actor, now: datetime) -> Paper:
    """Ký số bản quét where the server may ask on the officer's behalf (demo): prepare, ask, complete.

    Raises: SigningRefused, SigningUnavailable, and what `prepare_scan` and `complete_scan` raise.
    """
    request = prepare_scan(attachment=attachment, by=by, now=now)
    cms = ask_signature(signer, request, by=by, now=now) if request else b""
    token = request.token if request else ""
    return complete_scan(attachment=attachment, token=token, cms=cms, by=by, now=now)
