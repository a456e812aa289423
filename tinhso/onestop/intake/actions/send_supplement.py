from datetime import datetime

from django.db import transaction

from tinhso.casework.public import complete_supplement
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.roles import DeskOfficer
from tinhso.onestop.dossier.actions.note_trip import note_trip
from tinhso.onestop.intake.actions.submit_dossier import check_complete
from tinhso.onestop.models import Dossier, Trip


@transaction.atomic
def send_supplement(*, dossier: Dossier, ver: int, by: Actor, now: datetime, by_post: bool = False) -> None:
    """The citizen sends what was asked for, or brings it to the desk, which counts as a trip, or the post does.

    Raises: NotYourTurn, Stale, Unlawful, Incomplete.
    """
    check_complete(dossier, by, now)
    complete_supplement(case=dossier.case, ver=ver, reply_role=DeskOfficer.code, by=by, now=now)
    if by.is_officer and not by_post:
        note_trip(dossier=dossier, why=Trip.Why.SUPPLEMENT, by=by, now=now)
