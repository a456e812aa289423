"""Alerts in force as other systems pass them on: read aloud by loudspeakers, shown on boards."""

from datetime import datetime

from tinhso.citizen.models import Alert
from tinhso.kernel.site.declare import PublicAlert

MOST = 50


def alerts_in_force(now: datetime) -> list[PublicAlert]:
    """The gravest fifty with the ids of their units; two queries."""
    rows = Alert.objects.in_force(now).prefetch_related("areas")[:MOST]
    return [
        PublicAlert(
            code=row.code,
            headline=row.headline,
            text=row.text,
            instruction=row.instruction,
            source=row.source,
            unit_ids=frozenset(area.unit_id for area in row.areas.all()),
            expires_at=row.expires_at,
        )
        for row in rows
    ]
