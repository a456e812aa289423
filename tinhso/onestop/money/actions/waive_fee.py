from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.onestop.models import FeeCharge
from tinhso.onestop.money.events import FeeWaived
from tinhso.onestop.money.permissions import check_can_collect


class MoneyTaken(Exception):
    """Something was paid already: what is owed stays as it is, and money goes back by a refund."""


@transaction.atomic
def waive_fee(*, charge_id: int, ver: int, reason: str, paper: str, by: Actor, now: datetime) -> None:
    """Grant the exemption, with the reason and the paper that proves it.

    Raises: PermissionDenied, MoneyTaken, ChargeChanged.
    """
    charge = FeeCharge.objects.select_for_update(of=("self",)).get(pk=charge_id)
    check_can_collect(by, charge.agency_id)
    if charge.is_duty:
        raise PermissionDenied(
            "Nghĩa vụ tài chính do cơ quan ra thông báo miễn, không miễn tại nơi tiếp nhận hồ sơ."
        )
    if charge.paid or charge.state != FeeCharge.State.OPEN:
        raise MoneyTaken(charge.pk)
    freed = {"state": FeeCharge.State.EXEMPT, "awaits_amount": False}
    charge.move(ver=ver, exempt_reason=reason, exempt_paper=paper, **freed)
    record(FeeWaived(case_id=charge.dossier_id, charge_id=charge.pk, total=charge.total), by=by, at=now)
