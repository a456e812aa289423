from datetime import datetime

from django.db import transaction

from tinhso.casework.public import return_case
from tinhso.kernel.events.public import Actor
from tinhso.lib.dates import local
from tinhso.security.incidents.course import check_alone, held_open
from tinhso.security.incidents.permissions import check_can_close_cyber
from tinhso.security.incidents.way import APPROVE, check_at
from tinhso.security.models import CyberIncident
from tinhso.security.support.writing import needed


@transaction.atomic
def return_summary(*, incident: CyberIncident, ver: int, reason: str, by: Actor, now: datetime) -> None:
    """The head gives the summary back, with what is missing.

    Raises: SecurityForbidden, Conflict, NotYourTurn, Stale, EntryRefused.
    """
    check_can_close_cyber(incident, by, on=local(now).date())
    row = held_open(incident)
    check_alone(row)
    check_at(row.case, APPROVE)
    words = needed("reason", reason, "Ghi điều còn thiếu.")
    return_case(case=row.case, ver=ver, to_step="summarise", reason=words, by=by, now=now)
