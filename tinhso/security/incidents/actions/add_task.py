from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.security.incidents.course import MOST_TASKS, held_open, next_number
from tinhso.security.incidents.events import IncidentTaskAdded
from tinhso.security.incidents.law import steps_of
from tinhso.security.incidents.permissions import check_can_work_on
from tinhso.security.models import CyberIncident, IncidentTask
from tinhso.security.support.writing import needed


@transaction.atomic
def add_task(
    *, incident: CyberIncident, step: str, words: str, part: str, by: Actor, now: datetime
) -> IncidentTask:
    """A task that the template has not.

    Raises: SecurityForbidden, Conflict, EntryRefused.
    """
    check_can_work_on(incident, by, on=local(now).date())
    row = held_open(incident)
    if step not in [one["key"] for one in steps_of(row.rules)]:
        raise EntryRefused("step", "Chọn bước.")
    if part not in IncidentTask.Part.values:
        raise EntryRefused("part", "Chọn ai làm.")
    number = next_number(row.tasks.all())
    if number > MOST_TASKS:
        raise EntryRefused("words", f"Một sự cố có tối đa {MOST_TASKS} việc.")
    text = needed("words", words, "Ghi việc phải làm.", 300)
    made = IncidentTask.objects.create(
        incident=row, number=number, step=step, words=text, part=part, added_by_id=by.user_id
    )
    record(IncidentTaskAdded(case_id=row.pk, task_id=made.pk), by=by, at=now)
    return made
