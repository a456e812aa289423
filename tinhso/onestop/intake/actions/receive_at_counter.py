from datetime import datetime

from django.db import transaction

from tinhso.casework.public import Case
from tinhso.kernel.events.public import Actor
from tinhso.lib.legal_time.time_limit import TimeLimit
from tinhso.onestop.dossier.actions.note_trip import note_trip
from tinhso.onestop.dossier.actions.settle_identity import settle_identity
from tinhso.onestop.dossier.identity_differences import check_identity_settled, identity_differences
from tinhso.onestop.dossier.permissions import check_is_at_desk
from tinhso.onestop.handling.actions.accept_dossier import accept_dossier
from tinhso.onestop.handling.fee_gate import FeeOpen
from tinhso.onestop.intake.actions.submit_dossier import submit_dossier
from tinhso.onestop.models import Dossier, Slip, Trip


@transaction.atomic
def receive_at_counter(
    *, dossier: Dossier, by: Actor, now: datetime, limit: TimeLimit | None = None, identity_words: str = ""
) -> Slip | None:
    """The desk hands a draft in and accepts it in one act: code, due date, receipt; whoever came made one trip.

    With `identity_words` what differs of who applies holds as it was typed from the papers before the desk. What has a fee to be
    paid before acceptance is only handed in: None, and the fee is asked.
    Raises: NotYourTurn, Incomplete, NoTimeLimit, IdentityUnsettled, and Unlawful where it was received before.
    """
    check_is_at_desk(dossier, by)
    submit_dossier(dossier=dossier, by=by, now=now)
    if dossier.case.source == Case.Source.COUNTER:
        note_trip(dossier=dossier, why=Trip.Why.RECEIPT, by=by, now=now)
    differences = identity_differences(dossier)
    if differences and identity_words.strip():
        chosen = {one.key: one.typed for one in differences}
        settle_identity(
            dossier=dossier, ver=dossier.case.ver, words=identity_words, chosen=chosen, by=by, now=now
        )
    check_identity_settled(dossier)
    try:
        with transaction.atomic():
            return accept_dossier(dossier=dossier, ver=dossier.case.ver, by=by, now=now, limit=limit)
    except FeeOpen:
        dossier.case.refresh_from_db()
        return None
