from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.onestop.dossier.permissions import check_is_at_desk
from tinhso.onestop.handling.events import ResultDelivered
from tinhso.onestop.models import HandOver


class NotUnderWay(Exception):
    """Nothing of this dossier is on its way by post."""


@transaction.atomic
def confirm_delivery(*, hand_over: HandOver, by: Actor, now: datetime) -> None:
    """The post has delivered the result that the desk sent.

    Raises: NotYourTurn unless by that desk, NotUnderWay.
    """
    check_is_at_desk(hand_over.dossier, by)
    under_way = HandOver.objects.filter(pk=hand_over.pk, how=HandOver.How.POST, delivered_at=None)
    if not under_way.update(delivered_at=now):
        raise NotUnderWay(hand_over.pk)
    record(ResultDelivered(case_id=hand_over.dossier_id), by=by, at=now)
