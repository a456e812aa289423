from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.declare import PublicAlert, PublicAlerts, all_of
from tinhso.lib.dates import local
from tinhso.press.channels.actions.plan_alert_broadcasts import alert_state
from tinhso.press.channels.events import BroadcastDropped, BroadcastPlanned
from tinhso.press.channels.notices import notify_operators
from tinhso.press.channels.spoken import withdrawal_words
from tinhso.press.models import Broadcast, Channel


@transaction.atomic
def drop_alert_broadcasts(*, by: Actor, now: datetime) -> int:
    """What waits of an alert that is over, replaced or taken back waits no more; where one that was taken back had been read
    aloud, its withdrawal waits. How many changed."""
    rows = Broadcast.objects.of_alerts().filter(state__in=Broadcast.TO_COME)
    ended = _ended(rows.filter(withdraws=False).values_list("alert_code", flat=True), now)
    over = rows.filter(withdraws=False, alert_code__in=ended)
    over |= rows.filter(withdraws=True, expires_at__lte=now)
    dropped = list(over.select_for_update(of=("self",)).order_by("pk"))
    for row in dropped:
        row.state, row.ended_at = Broadcast.State.DROPPED, now
        record(BroadcastDropped(broadcast_id=row.pk, channel_id=row.channel_id), by=by, at=now)
    Broadcast.objects.bulk_update(dropped, ["state", "ended_at"])
    return len(dropped) + _withdrawn(by, now)


def _ended(codes: Collection[str], now: datetime) -> dict[str, bool]:
    wanted = set(codes)
    found: dict[str, bool] = {}
    for slot in all_of(PublicAlerts) if wanted else ():
        found.update(slot.ended(wanted, now))
    return found


def _narrowed(ended: dict[str, bool], now: datetime) -> list[PublicAlert]:
    """Warnings in force of some units that came in the place of one that was read aloud and is over."""
    if not ended:
        return []
    found = [alert for slot in all_of(PublicAlerts) for alert in slot.read(now)]
    return [alert for alert in found if alert.replaces in ended and alert.unit_ids]


def _withdrawn(by: Actor, now: datetime) -> int:
    """Once on each channel that read the alert, while people would still go by it."""
    aired = Broadcast.objects.of_alerts().aired().filter(withdraws=False, expires_at__gt=now)
    ended = _ended(aired.values_list("alert_code", flat=True), now)
    there = Broadcast.objects.filter(
        channel=OuterRef("channel"), alert_code=OuterRef("alert_code"), withdraws=True
    )
    channels = Channel.objects.on(local(now).date())
    unread = aired.filter(~Exists(there))
    wanted = unread.filter(alert_code__in=[code for code, back in ended.items() if back])
    for alert in _narrowed(
        ended, now
    ):  # whoever the new warning leaves out would go by the old one for hours
        wanted |= unread.filter(alert_code=alert.replaces).exclude(
            channel__in=channels.within(alert.unit_ids)
        )
    state = alert_state(now)
    rows = [
        Broadcast(
            channel_id=row.channel_id,
            alert_code=row.alert_code,
            withdraws=True,
            state=state,
            title=f"Hủy cảnh báo: {row.title}"[:200],
            text=withdrawal_words(row.title),
            expires_at=row.expires_at,
            planned_at=now,
            due_at=row.expires_at,
            at=now,
        )
        for row in wanted.filter(channel__in=channels).select_for_update(of=("self",)).order_by("pk")
    ]
    for made in Broadcast.objects.bulk_create(rows):
        event = BroadcastPlanned(broadcast_id=made.pk, channel_id=made.channel_id, from_alert=True)
        record(event, by=by, at=now)
    notify_operators(rows, now=now)
    return len(rows)
