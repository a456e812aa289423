from datetime import datetime

from django.db import transaction
from django.db.models import F

from tinhso.casework.case import turns
from tinhso.casework.models import Case
from tinhso.casework.moves.events import SubmitterReleased
from tinhso.kernel.events.public import Actor, record


@transaction.atomic
def release_submitter(*, case_id: int, person_id: int, by: Actor, now: datetime) -> bool:
    """Close the seat of whoever filed the case for somebody else; the applicant has it alone.

    `ver` grows, so that a deed on a page that they still have open is refused as stale. False where they do not sit
    there. The system that calls has made sure that their right has ended.
    """
    sat = Case.objects.filter(pk=case_id, submitter=person_id)
    if not sat.update(submitter=None, ver=F("ver") + 1):
        return False
    turns.remove_person(case_id, person_id=person_id, role="submitter")
    record(SubmitterReleased(case_id=case_id), by=by, at=now)
    return True
