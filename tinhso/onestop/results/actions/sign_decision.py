from datetime import datetime

from tinhso.kernel.events.public import Actor
from tinhso.kernel.papers.public import Paper, Signer, ask_signature
from tinhso.onestop.models import Dossier
from tinhso.onestop.results.actions.complete_decision import complete_decision
from tinhso.onestop.results.actions.prepare_decision import prepare_decision


def sign_decision(*, dossier: Dossier, ver: int, signer: Signer, by: Actor, now: datetime) -> Paper:
    """Ký duyệt where the server may ask on the head's behalf (demo): prepare, ask, complete; nothing is open between.

    Raises: SigningRefused, SigningUnavailable, and what `prepare_decision` and `complete_decision` raise.
    """
    request = prepare_decision(dossier=dossier, ver=ver, by=by, now=now)
    cms = ask_signature(signer, request, by=by, now=now) if request else b""
    token = request.token if request else ""
    return complete_decision(dossier=dossier, ver=ver, token=token, cms=cms, by=by, now=now)
