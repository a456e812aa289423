from datetime import datetime

from django.db import transaction

from tinhso.casework.public import pause_case
from tinhso.kernel.events.public import Actor, record
from tinhso.lib.money.fees import Line
from tinhso.onestop.models import Dossier, FeeCharge
from tinhso.onestop.money.actions.ask_fee import code_end, fee_asked, new_charge

REASON = "NGHIA_VU_TAI_CHINH"


class DutyOpen(Exception):
    """A financial duty of this dossier is still unpaid; its payment ends the pause."""


@transaction.atomic
def pause_for_duty(
    *, dossier: Dossier, ver: int, amount: int, source: str, text: str, by: Actor, now: datetime
) -> FeeCharge:
    """The time stands still until the financial duty is paid: `amount` in whole đồng by the notice named in `source`.

    When the whole of it has come in, the pause ends by itself (`end_duty_pause`). A duty that the procedure
    announces has awaited its amount since the dossier was handed in: the notice tells it.
    Raises: NotYourTurn, Stale, Unlawful, NoteRefused, DutyOpen.
    """
    charges = FeeCharge.objects.select_for_update(of=("self",)).filter(
        dossier=dossier, due=FeeCharge.Due.DUTY, state=FeeCharge.State.OPEN
    )
    announced = charges.filter(awaits_amount=True).first()
    if announced is None and charges.exists():
        raise DutyOpen(dossier.pk)
    pause_case(case=dossier.case, ver=ver, reason=REASON, text=text, by=by, now=now)
    line = Line("Nghĩa vụ tài chính", "phi", "dossier", amount, 1, "", source)
    charge = (
        announced_duty(announced, line, now)
        if announced
        else new_charge(dossier, FeeCharge.Due.DUTY, [line], now=now)
    )
    record(fee_asked(charge), by=by, at=now)
    return charge


def announced_duty(charge: FeeCharge, line: Line, now: datetime) -> FeeCharge:
    """The announced duty with the amount of its notice."""
    words = {"lines": [line.to_json()], "total": line.amount, "awaits_amount": False}
    charge.move(ver=charge.ver, expires_at=code_end(now), **words)
    return charge
