from datetime import datetime

from django.db import transaction

from tinhso.casework.public import advance_case
from tinhso.kernel.events.public import Actor, record
from tinhso.lib.dates import local
from tinhso.security.incidents.course import check_alone, held_open
from tinhso.security.incidents.events import CyberIncidentSummarised
from tinhso.security.incidents.permissions import check_can_lead
from tinhso.security.incidents.way import check_at
from tinhso.security.models import CyberIncident
from tinhso.security.support.writing import needed


@transaction.atomic
def summarise_incident(
    *, incident: CyberIncident, ver: int, cause: str, lesson: str, by: Actor, now: datetime
) -> None:
    """Step 7: the cause and what is learnt. Another person, the head of the unit, lets it be closed.

    Raises: SecurityForbidden, Conflict, NotYourTurn, Stale, EntryRefused.
    """
    check_can_lead(by, on=local(now).date())
    row = held_open(incident)
    check_alone(row)
    check_at(row.case, "summarise")
    row.cause = needed("cause", cause, "Ghi nguyên nhân.")
    row.lesson = needed("lesson", lesson, "Ghi bài học: lần sau làm khác điều gì.")
    row.summarised_by_id = by.user_id
    row.save(update_fields=["cause", "lesson", "summarised_by"])
    record(CyberIncidentSummarised(case_id=row.pk), by=by, at=now)
    advance_case(case=row.case, ver=ver, by=by, now=now)
