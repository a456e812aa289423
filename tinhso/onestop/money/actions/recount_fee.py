from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.lib.money.fees import recount, total
from tinhso.onestop.models import FeeCharge
from tinhso.onestop.money.actions.waive_fee import MoneyTaken
from tinhso.onestop.money.events import FeeRecounted
from tinhso.onestop.money.permissions import check_can_collect


class NothingToCount(Exception):
    """That line is a fee for the dossier as a whole, or there is no such line."""


@transaction.atomic
def recount_fee(*, charge_id: int, ver: int, line: int, quantity: int, by: Actor, now: datetime) -> None:
    """Correct how many copies or pages one line counts, before anything was paid.

    Raises: PermissionDenied, MoneyTaken, NothingToCount, ChargeChanged; ValueError for a number beyond the
    limits.
    """
    charge = FeeCharge.objects.select_for_update(of=("self",)).get(pk=charge_id)
    check_can_collect(by, charge.agency_id)
    if charge.paid or charge.state != FeeCharge.State.OPEN:
        raise MoneyTaken(charge.pk)
    lines, old = charge.parts, charge.total
    if not 0 <= line < len(lines) or lines[line].per == "dossier":
        raise NothingToCount(line)
    lines[line] = recount(lines[line], quantity)
    charge.move(ver=ver, lines=[one.to_json() for one in lines], total=total(lines))
    event = FeeRecounted(
        case_id=charge.dossier_id,
        charge_id=charge.pk,
        line=line,
        quantity=quantity,
        old_total=old,
        new_total=charge.total,
    )
    record(event, by=by, at=now)
