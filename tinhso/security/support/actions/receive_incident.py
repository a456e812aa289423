from datetime import datetime

from django.db import transaction

from tinhso.casework.public import accept_case
from tinhso.kernel.events.public import Actor
from tinhso.lib.dates import local
from tinhso.lib.legal_time.clock import Effect
from tinhso.security.models import SupportIncident
from tinhso.security.support.classifying import classify
from tinhso.security.support.permissions import check_can_support
from tinhso.security.support.way import LIMITS, limit_of


@transaction.atomic
def receive_incident(*, incident: SupportIncident, ver: int, severity: str, by: Actor, now: datetime) -> None:
    """The desk takes it on and says how severe it is; from that follows until when it has to be resolved.

    Raises: SecurityForbidden, NotYourTurn, Stale, Unlawful, EntryRefused.
    """
    check_can_support(incident, by)
    classify(incident, severity, by=by, now=now)
    limit = limit_of(LIMITS[severity], local(now).date())
    accept_case(case=incident.case, ver=ver, limit=limit, effect=Effect.PAUSE, by=by, now=now)
