from datetime import datetime

from django.db import transaction

from tinhso.casework.public import pause_case
from tinhso.kernel.events.public import Actor, record
from tinhso.lib.fees import Line
from tinhso.onestop.actions.ask_fee import new_charge
from tinhso.onestop.events import FeeAsked
from tinhso.onestop.models import Dossier, FeeCharge

REASON = "NGHIA_VU_TAI_CHINH"


class DutyOpen(Exception):
    """A financial duty of this dossier is still unpaid; its payment ends the pause."""


@transaction.atomic
def pause_for_duty(
    *, dossier: Dossier, ver: int, amount: int, source: str, text: str, by: Actor, now: datetime
) -> FeeCharge:
    """The time stands still until the financial duty is paid: `amount` in whole đồng by the notice named in `source`.

    When the whole of it has come in, the pause ends by itself (`end_duty_pause`). NotYourTurn, Stale, Unlawful,
    NoteRefused, DutyOpen.
    """
    owed = FeeCharge.objects.filter(dossier=dossier, due=FeeCharge.Due.DUTY, state=FeeCharge.State.OPEN)
    if owed.exists():
        raise DutyOpen(dossier.pk)
    pause_case(case=dossier.case, ver=ver, reason=REASON, text=text, by=by, now=now)
    line = Line("Nghĩa vụ tài chính", "phi", "dossier", amount, 1, "", source)
    charge = new_charge(dossier, FeeCharge.Due.DUTY, [line], now=now)
    event = FeeAsked(case_id=dossier.case_id, charge_id=charge.pk, total=charge.total, due=charge.due)
    record(event, by=by, at=now)
    return charge
