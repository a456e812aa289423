"""Alerts in force as other systems pass them on: read aloud by loudspeakers, shown on boards."""

from collections.abc import Collection
from datetime import datetime

from tinhso.citizen.models import Alert
from tinhso.kernel.site.declare import PublicAlert

MOST = 50


def alerts_in_force(now: datetime) -> list[PublicAlert]:
    """The gravest fifty with the ids of their units; two queries."""
    rows = Alert.objects.in_force(now).select_related("replaces").prefetch_related("areas")[:MOST]
    return [
        PublicAlert(
            code=row.code,
            headline=row.headline,
            text=row.text,
            instruction=row.instruction,
            source=row.source,
            unit_ids=frozenset(area.unit_id for area in row.areas.all()),
            expires_at=row.expires_at,
            replaces=row.replaces.code if row.replaces else "",
        )
        for row in rows
    ]


def alerts_ended(codes: Collection[str], now: datetime) -> dict[str, bool]:
    """Those of these codes that are in force no longer: True where it was taken back before its time. One query."""
    rows = Alert.objects.filter(code__in=codes).exclude(state=Alert.State.ISSUED, expires_at__gt=now)
    return {
        code: state == Alert.State.CANCELLED and expires_at > now
        for code, state, expires_at in rows.values_list("code", "state", "expires_at")
    }
