from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.security.incidents.alerts import chosen_alerts
from tinhso.security.incidents.course import held_open
from tinhso.security.incidents.linking import attach
from tinhso.security.incidents.permissions import check_can_work_on
from tinhso.security.models import CyberIncident


@transaction.atomic
def add_alerts(*, incident: CyberIncident, alerts: Iterable[str], by: Actor, now: datetime) -> None:
    """Alerts of the same agency belong to it: each with what it said, and a line of the timeline.

    Raises: SecurityForbidden, Conflict, EntryRefused.
    """
    today = local(now).date()
    check_can_work_on(incident, by, on=today)
    row = held_open(incident)
    found = chosen_alerts(alerts, by, today)
    if any(one.agency_id != row.agency_id for one in found):
        raise EntryRefused("alerts", "Cảnh báo phải của cơ quan có sự cố.")
    attach(row, found, by=by, now=now)
