from datetime import datetime

from tinhso.casework.public import Case, resume_case, waits_for
from tinhso.kernel.events.public import SYSTEM
from tinhso.onestop.models import FeeCharge
from tinhso.onestop.money.actions.pause_for_duty import REASON


def end_duty_pause(charge: FeeCharge, *, now: datetime) -> bool:
    """The financial duty is paid in full: the time limit runs again; True if it stood still for that.

    In the transaction of the payment, which must not fail for it: the case is read anew and locked, and one that was
    resumed by hand, or stands still for another reason, is left alone.
    """
    if charge.due != FeeCharge.Due.DUTY or charge.state != FeeCharge.State.PAID:
        return False
    case = Case.objects.select_for_update(of=("self",)).get(pk=charge.dossier.case_id)
    if not waits_for(case, REASON):
        return False
    resume_case(case=case, ver=case.ver, reason="paid", by=SYSTEM, now=now)
    return True
