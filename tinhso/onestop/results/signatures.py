"""Whether a dossier waits for this signature now; what all signatures have in common is the kernel's (`papers.public`)."""

from tinhso.casework.public import NotYourTurn, Stale, check_can_act
from tinhso.kernel.events.public import Actor
from tinhso.onestop.models import Dossier


def check_step(dossier: Dossier, step: str, ver: int, by: Actor) -> None:
    """The dossier still stands as the page showed it and waits for this officer. Stale, NotYourTurn."""
    if dossier.case.ver != ver:
        raise Stale(dossier.pk)
    check_can_act(dossier.case, by)
    if dossier.case.step != step:
        raise NotYourTurn(dossier.pk)
