from datetime import datetime

from django.db import transaction

from tinhso.casework.public import finish_case
from tinhso.kernel.events.public import Actor
from tinhso.onestop.dossier.actions.note_trip import note_trip
from tinhso.onestop.dossier.unpaid import lets_owe
from tinhso.onestop.handling.fee_gate import check_fee_settled
from tinhso.onestop.models import Dossier, FeeCharge, HandOver, Trip


class NoAuthority(Exception):
    """Somebody else collects without a paper that says so, or without the last digits of their number."""


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
    collector: HandOver.Collector = HandOver.Collector.APPLICANT,
    authority: str = "",
    post_number: str = "",
) -> None:
    """The result was handed over: who collected it, and how; with its fee owed only where a rule of the day lets it.

    Raises: NotYourTurn, Stale, NotSettled, NoAuthority, FeeOpen.
    """
    if collector == HandOver.Collector.OTHER and not (authority and id_number):
        raise NoAuthority(dossier.pk)
    finish_case(case=dossier.case, ver=ver, by=by, now=now)
    if not lets_owe(dossier, now):
        check_fee_settled(dossier, FeeCharge.Due.HAND_OVER)
    assert by.user_id is not None  # whoever had the turn is an officer with an account
    HandOver.objects.create(
        dossier=dossier,
        how=how,
        collected_by=collected_by,
        id_number=id_number,
        handed_at=now,
        officer_id=by.user_id,
        collector=collector,
        authority=authority if collector == HandOver.Collector.OTHER else "",
        post_number=post_number if how == HandOver.How.POST else "",
    )
    if how == HandOver.How.DESK:
        note_trip(dossier=dossier, why=Trip.Why.HAND_OVER, by=by, now=now)
