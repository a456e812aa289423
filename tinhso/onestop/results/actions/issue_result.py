from datetime import datetime

from tinhso.kernel.events.public import Actor
from tinhso.kernel.papers.public import Paper, Signer, ask_signature
from tinhso.onestop.models import Dossier
from tinhso.onestop.results.actions.complete_seal import complete_seal
from tinhso.onestop.results.actions.prepare_seal import NotSigned, prepare_seal

__all__ = ["NotSigned", "issue_result"]


def issue_result(*, dossier: Dossier, ver: int, signer: Signer, by: Actor, now: datetime) -> Paper:
    """Vào số, đóng dấu, phát hành where the server may ask on the clerk's behalf (demo): prepare, ask, complete.

    Raises: SigningRefused, SigningUnavailable, and what `prepare_seal` and `complete_seal` raise.
    """
    request = prepare_seal(dossier=dossier, ver=ver, by=by, now=now)
    cms = ask_signature(signer, request, by=by, now=now) if request else b""
    token = request.token if request else ""
    return complete_seal(dossier=dossier, ver=ver, token=token, cms=cms, by=by, now=now)
