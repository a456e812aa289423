from datetime import datetime

from django.db import transaction

from tinhso.casework.public import calendar_for, reappoint_case, return_case
from tinhso.kernel.events.public import Actor
from tinhso.lib.legal_time.working_time import HANOI
from tinhso.onestop.dossier.slips import write_slip
from tinhso.onestop.models import Dossier, Slip

SIGNED = "Đã ký phiếu xin lỗi và hẹn lại, tiếp tục giải quyết."


class NewDateOnDayOff(Exception):
    """On that day the desk that hands the result over is closed."""


@transaction.atomic
def apologise(*, dossier: Dossier, ver: int, new_due: datetime, text: str, by: Actor, now: datetime) -> Slip:
    """The head apologises and sets one new date (form 04), in time; the dossier goes back to its examiner.

    Raises: NotYourTurn, Stale, ReappointedBefore, TooLateToReappoint, NewDateNotLater, NewDateOnDayOff, NoteRefused.
    """
    day = new_due.astimezone(HANOI).date()
    if not calendar_for(dossier.case.desk_id, day).is_working_day(day):
        raise NewDateOnDayOff(dossier.pk)
    old = dossier.case.due_at
    case = dossier.case
    note_id = reappoint_case(case=case, ver=ver, new_due=new_due, text=text, by=by, now=now)
    return_case(case=case, ver=case.ver, to_step="examine", reason=SIGNED, by=by, now=now)
    return write_slip(
        dossier,
        Slip.Form.APOLOGY,
        by=by,
        now=now,
        note_id=note_id,
        due_at=dossier.case.due_at,
        old_due_at=old,
    )
