from datetime import datetime

from django.db import transaction

from tinhso.casework.public import check_can_hand_in, complete_supplement
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.roles import DeskOfficer
from tinhso.onestop.dossier.actions.note_trip import note_trip
from tinhso.onestop.dossier.what_came import Came, came_since
from tinhso.onestop.intake.actions.submit_dossier import check_complete
from tinhso.onestop.models import Dossier, Trip


class NothingCame(Exception):
    """Nothing came since it was asked for, or not what was said, and no words say why nothing had to."""


@transaction.atomic
def send_supplement(
    *,
    dossier: Dossier,
    ver: int,
    by: Actor,
    now: datetime,
    by_post: bool = False,
    came: Came | None = None,
    text: str = "",
) -> None:
    """The citizen sends what was asked for, or brings it to the desk, which counts as a trip, or the post does.

    `came` says what came: an officer always does, of a citizen it is what the system saw. A paper that the system did not see
    is named in `text`, and where nothing came that says why nothing had to.

    Raises: NotYourTurn, Stale, Unlawful, Incomplete, NothingCame, NoteRefused.
    """
    check_can_hand_in(dossier.case, by)
    check_complete(dossier, by, now)
    seen = came_since(dossier)
    if came is None and not by.is_officer:
        came = min(seen, default=None)
    if came is None or (came not in seen and not (came in {Came.PAPER, Came.NOTHING} and text.strip())):
        raise NothingCame(dossier.pk)
    complete_supplement(
        case=dossier.case, ver=ver, reply_role=DeskOfficer.code, came=came, text=text, by=by, now=now
    )
    if by.is_officer and not by_post:
        note_trip(dossier=dossier, why=Trip.Why.SUPPLEMENT, by=by, now=now)
