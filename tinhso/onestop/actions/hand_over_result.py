from datetime import datetime

from django.db import transaction

from tinhso.casework.public import finish_case
from tinhso.kernel.events.public import Actor
from tinhso.onestop.fee_gate import check_fee_settled
from tinhso.onestop.models import Dossier, FeeCharge, HandOver


@transaction.atomic
def hand_over_result(
    *,
    dossier: Dossier,
    ver: int,
    how: HandOver.How,
    collected_by: str,
    id_number: str,
    by: Actor,
    now: datetime,
) -> None:
    """The result was handed over: who collected it, and how. NotYourTurn, Stale, NotSettled, FeeOpen."""
    finish_case(case=dossier.case, ver=ver, by=by, now=now)
    check_fee_settled(dossier, FeeCharge.Due.HAND_OVER)
    assert by.user_id is not None  # whoever had the turn is an officer with an account
    HandOver.objects.create(
        dossier=dossier,
        how=how,
        collected_by=collected_by,
        id_number=id_number,
        handed_at=now,
        officer_id=by.user_id or 0,
    )
