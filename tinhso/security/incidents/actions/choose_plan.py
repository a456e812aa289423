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
def choose_plan(*, incident: CyberIncident, ver: int, plan: str, by: Actor, now: datetime) -> None:
    """Step 3: how it is answered, and by whom.

    Raises: SecurityForbidden, Conflict, NotYourTurn, Stale, EntryRefused.
    """
    check_can_lead(by, on=local(now).date())
    row = held_open(incident)
    check_alone(row)
    check_at(row.case, "plan")
    row.plan = needed("plan", plan, "Ghi phương án ứng cứu.", 4000)
    row.save(update_fields=["plan"])
    advance_case(case=row.case, ver=ver, by=by, now=now)
