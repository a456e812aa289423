"""Alerts become rows of an incident, with a line of its timeline each: what they said then is written down, so nothing is lost."""

from collections.abc import Iterable
from datetime import datetime

from tinhso.kernel.events.public import Actor, Code, record
from tinhso.security.incidents.alerts import AlertSeen
from tinhso.security.incidents.course import write_line
from tinhso.security.incidents.events import IncidentAlertAdded
from tinhso.security.models import CyberIncident, IncidentAlert, IncidentEntry, Machine


def attach(incident: CyberIncident, alerts: Iterable[AlertSeen], *, by: Actor, now: datetime) -> None:
    alerts = list(alerts)
    machines = Machine.objects.in_bulk([one.machine_id for one in alerts if one.machine_id])
    for one in alerts:
        machine = machines.get(one.machine_id or 0)
        made = IncidentAlert.objects.create(
            incident=incident,
            source=one.source,
            code=one.code,
            words=one.words,
            machine=machine,
            value=one.value[:300],
            seen_at=one.seen_at,
            by_id=by.user_id,
            at=now,
        )
        event = IncidentAlertAdded(case_id=incident.pk, alert_id=made.pk, source=Code(one.source))
        record(event, by=by, at=now)
        write_line(
            incident,
            IncidentEntry.Kind.ALERT,
            f"{made.get_source_display()}: {one.words}",
            happened_at=min(one.seen_at, now),
            machine=machine,
            indicator=made.value,
            by=by,
            now=now,
        )
