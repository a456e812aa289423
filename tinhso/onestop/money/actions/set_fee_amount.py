from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.lib.money.fees import Line, price, total, unknown
from tinhso.onestop.models import FeeCharge
from tinhso.onestop.money.actions.ask_fee import code_end, fee_asked
from tinhso.onestop.money.actions.count_portal_fees import count_portal_fees
from tinhso.onestop.money.events import FeeAmountSet
from tinhso.onestop.money.permissions import check_can_collect


class AmountStands(Exception):
    """The amount of that line is there already, or there is no such line."""


class NotAsAnnounced(ValueError):
    """More than was announced, or a part of what is owed only as a whole."""


@transaction.atomic
def set_fee_amount(
    *, charge_id: int, ver: int, line: int, amount: int, source: str, by: Actor, now: datetime
) -> None:
    """Enter what a line costs that the answers could not tell, and by which text; 0 where it is not owed.

    With the last amount the charge can be paid, and the applicant is told.

    Raises: PermissionDenied, AmountStands, NotAsAnnounced, ChargeChanged.
    """
    charge = FeeCharge.objects.select_for_update(of=("self",)).whole().get(pk=charge_id)
    check_can_collect(by, charge.agency_id)
    lines = charge.parts
    if not charge.awaits_amount or not 0 <= line < len(lines) or lines[line].due is not None:
        raise AmountStands(charge.pk)
    try:
        lines[line] = price(lines[line], amount, source)
    except ValueError as error:
        raise NotAsAnnounced(str(error)) from error
    charge.move(ver=ver, **_after(charge, lines, source, now))
    event = FeeAmountSet(
        case_id=charge.dossier_id,
        charge_id=charge.pk,
        line=line,
        amount=amount,
        total=charge.total,
        state=FeeCharge.State(charge.state),
    )
    record(event, by=by, at=now)
    if charge.rest:
        record(fee_asked(charge), by=by, at=now)
        count_portal_fees(charge.dossier, now=now)


def _after(charge: FeeCharge, lines: list[Line], source: str, now: datetime) -> dict[str, object]:
    """What becomes of the charge with these lines."""
    awaits, amount = unknown(lines), total(lines)
    changes: dict[str, object] = {
        "lines": [one.to_json() for one in lines],
        "total": amount,
        "awaits_amount": awaits,
    }
    if awaits:
        return changes
    if not amount:
        return changes | {"state": FeeCharge.State.EXEMPT, "exempt_reason": source}
    return changes | {"expires_at": code_end(now)}
