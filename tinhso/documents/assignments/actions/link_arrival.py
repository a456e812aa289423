from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from tinhso.documents.assignments.actions.link_letter import MOST_LETTERS
from tinhso.documents.assignments.events import AssignmentLetterLinked
from tinhso.documents.assignments.notices import leaders_and_clerks, notify_people
from tinhso.documents.models import ArrivingDocument, Assignment, AssignmentLetter
from tinhso.kernel.events.public import SYSTEM, Code, record


@transaction.atomic
def link_arrival(*, document: ArrivingDocument, task_codes: Iterable[str], now: datetime) -> int:
    """A document that came names tasks that its receiver gave: each that is known is linked, and the giver told. How many."""
    count = 0
    rows = Assignment.objects.whole().filter(
        giver=document.agency_id, task_code__in=list(task_codes)[:MOST_LETTERS]
    )
    for assignment in rows:
        made, new = AssignmentLetter.objects.get_or_create(
            assignment=assignment, arriving=document, defaults={"at": now}
        )
        if new:
            event = AssignmentLetterLinked(case_id=assignment.pk, letter_id=made.pk, direction=Code("in"))
            record(event, by=SYSTEM, at=now)
            people = leaders_and_clerks(assignment.giver_id, now)
            notify_people(assignment, "answered", people, now=now, mark=made.pk)
            count += 1
    return count
