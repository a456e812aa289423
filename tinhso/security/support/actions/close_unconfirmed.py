from datetime import datetime, timedelta

from django.db import transaction

from tinhso.casework.public import FINAL, Conflict
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.law.public import rule
from tinhso.lib.dates import local
from tinhso.security.models import SupportIncident
from tinhso.security.pages.refusals import SecurityForbidden
from tinhso.security.support.events import SupportIncidentLeftUnconfirmed
from tinhso.security.support.way import end_resolved

RULE = "security.support_confirm_days"


def confirm_until(now: datetime) -> datetime:
    """What was resolved before then and nobody spoke against counts as resolved."""
    return now - timedelta(days=int(rule(RULE, on=local(now).date())))


@transaction.atomic
def close_unconfirmed(*, incident: SupportIncident, by: Actor, now: datetime) -> None:
    """By the system, after the days of the rule: the reporter was told and said nothing.

    Raises: SecurityForbidden, Conflict, Stale.
    """
    if not by.system:
        raise SecurityForbidden
    if incident.case.state in FINAL or not incident.resolved_at or incident.resolved_at > confirm_until(now):
        raise Conflict(incident.pk)
    record(SupportIncidentLeftUnconfirmed(case_id=incident.pk), by=by, at=now)
    end_resolved(incident, ver=incident.case.ver, now=now)
