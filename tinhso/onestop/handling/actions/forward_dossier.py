from datetime import datetime

from tinhso.casework.public import NotYourTurn, advance_case
from tinhso.kernel.events.public import Actor
from tinhso.onestop.models import Dossier


def forward_dossier(*, dossier: Dossier, ver: int, by: Actor, now: datetime) -> None:
    """The desk hands the dossier to the competent agency, the same day if it came before 15:00.

    Raises: NotYourTurn, Stale.
    """
    if dossier.case.step != "forward":
        raise NotYourTurn(dossier.pk)
    advance_case(case=dossier.case, ver=ver, by=by, now=now)
