from datetime import datetime

from django.db import transaction

from tinhso.casework.public import Conflict, let_see, withdraw_office_case
from tinhso.kernel.events.public import Actor
from tinhso.security.models import SupportIncident
from tinhso.security.support.permissions import check_can_speak_for_reporter
from tinhso.security.support.way import is_resolved


@transaction.atomic
def withdraw_incident(*, incident: SupportIncident, ver: int, text: str, by: Actor, now: datetime) -> None:
    """The reporter takes it back before it is resolved: it works after all.

    Raises: SecurityForbidden, Conflict, Stale, Unlawful.
    """
    check_can_speak_for_reporter(incident, by)
    if is_resolved(incident):
        raise Conflict(incident.pk)
    let_see(incident.pk, agency_id=incident.agency_id, role=min(by.roles))
    withdraw_office_case(case=incident.case, ver=ver, text=text, by=by, now=now)
