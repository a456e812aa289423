from datetime import datetime

from django.db import transaction

from tinhso.casework.public import Stale, State, check_can_act, relimit_case
from tinhso.kernel.events.public import Actor
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.security.models import SupportIncident
from tinhso.security.support.classifying import classify
from tinhso.security.support.permissions import check_can_support
from tinhso.security.support.way import LIMITS, limit_of


@transaction.atomic
def reclassify_incident(
    *, incident: SupportIncident, ver: int, severity: str, by: Actor, now: datetime
) -> None:
    """Another severity while it is being worked on: the time counts from the same receipt by the other limit.

    Raises: SecurityForbidden, NotYourTurn, Stale, EntryRefused.
    """
    check_can_support(incident, by)
    check_can_act(incident.case, by)
    if incident.case.ver != ver or incident.case.state != State.IN_PROGRESS:
        raise Stale(incident.pk)
    if severity == incident.severity:
        raise EntryRefused("severity", "Sự cố đang ở mức này.")
    classify(incident, severity, by=by, now=now)
    relimit_case(case=incident.case, limit=limit_of(LIMITS[severity], local(now).date()), by=by, now=now)
