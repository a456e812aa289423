from datetime import datetime, timedelta

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.law.public import rule_or
from tinhso.kernel.site.declare import PublicAlert, PublicAlerts, all_of
from tinhso.lib.dates import local
from tinhso.press.channels.events import BroadcastPlanned
from tinhso.press.channels.notices import notify_operators
from tinhso.press.channels.spoken import alert_words
from tinhso.press.models import Broadcast, Channel


@transaction.atomic
def plan_alert_broadcasts(*, by: Actor, now: datetime) -> int:
    """Each alert in force waits once on each loudspeaker and board of its units, with the words to read, and their operators are told; how many are new.

    The minutes within which it should be read are of the rule `press.alert_broadcast_minutes`; without it there is no time. Whether
    it is read without anybody's approval, and outside the channel's slots, says `press.alert_without_approval`.
    """
    minutes = rule_or("press.alert_broadcast_minutes", None, on=local(now).date())
    due = None if minutes is None else now + timedelta(minutes=minutes)
    return sum(_planned(alert, due, by, now) for slot in all_of(PublicAlerts) for alert in slot.read(now))


def alert_state(now: datetime) -> str:
    """What a broadcast of an alert begins as."""
    excepted = rule_or("press.alert_without_approval", False, on=local(now).date())
    return Broadcast.State.PLANNED if excepted else Broadcast.State.ASKED


def _planned(alert: PublicAlert, due: datetime | None, by: Actor, now: datetime) -> int:
    channels = Channel.objects.on(local(now).date()).loud().within(alert.unit_ids)
    waiting = channels.exclude(broadcasts__alert_code=alert.code).order_by("pk")
    given = {"title": alert.headline[:200], "text": alert_words(alert), "expires_at": alert.expires_at}
    given |= {
        "state": alert_state(now),
        "planned_at": now,
        "due_at": due and min(due, alert.expires_at),
        "at": now,
    }
    rows = [
        Broadcast(channel=one, alert_code=alert.code, **given)
        for one in waiting.select_for_update(of=("self",))
    ]
    for made in Broadcast.objects.bulk_create(rows):
        event = BroadcastPlanned(broadcast_id=made.pk, channel_id=made.channel_id, from_alert=True)
        record(event, by=by, at=now)
    notify_operators(rows, now=now)
    return len(rows)
