from datetime import datetime

from django.db import transaction

from tinhso.casework.public import advance_case
from tinhso.kernel.events.public import Actor
from tinhso.lib.dates import local
from tinhso.security.incidents.course import check_alone, held_open
from tinhso.security.incidents.permissions import check_can_lead
from tinhso.security.incidents.way import check_at
from tinhso.security.models import CyberIncident
from tinhso.security.support.writing import needed


@transaction.atomic
def finish_step(*, incident: CyberIncident, ver: int, finding: str, by: Actor, now: datetime) -> None:
    """Steps 4 and 5: directed, then carried out, with what was done.

    Raises: SecurityForbidden, Conflict, NotYourTurn, Stale, EntryRefused.
    """
    check_can_lead(by, on=local(now).date())
    row = held_open(incident)
    check_alone(row)
    check_at(row.case, "direct", "carry_out")
    words = needed("finding", finding, "Ghi điều đã làm.")
    advance_case(case=row.case, ver=ver, finding=words, by=by, now=now)
