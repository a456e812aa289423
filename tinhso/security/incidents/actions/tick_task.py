from datetime import datetime

from django.db import transaction

from tinhso.casework.public import Conflict
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.security.incidents.course import held_open
from tinhso.security.incidents.events import IncidentTaskDone
from tinhso.security.incidents.permissions import check_can_work_on
from tinhso.security.models import IncidentTask


@transaction.atomic
def tick_task(*, task: IncidentTask, note: str, by: Actor, now: datetime) -> None:
    """Done, by whom and when; ticked once.

    Raises: SecurityForbidden, Conflict, EntryRefused.
    """
    check_can_work_on(task.incident, by, on=local(now).date())
    incident = held_open(task.incident)
    row = IncidentTask.objects.select_for_update().get(pk=task.pk)
    if row.done_at:
        raise Conflict(incident.pk)
    if len(note) > 500:
        raise EntryRefused("note", "Ghi chú dài quá 500 ký tự.")
    row.done_at, row.done_by_id, row.note = now, by.user_id, note.strip()
    row.save(update_fields=["done_at", "done_by", "note"])
    record(IncidentTaskDone(case_id=incident.pk, task_id=row.pk), by=by, at=now)
