"""Whether the sealed log is read: how far the cursor is behind."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils import timezone

from tinhso.exchange.models import EventCursor
from tinhso.exchange.topics.actions.publish_events import CURSOR
from tinhso.kernel.events.public import Seal
from tinhso.kernel.site.operation import Finding, Sample

NAME = "sự kiện của nền tảng chia sẻ"
LATE = timedelta(minutes=15)


def waiting_since() -> datetime | None:
    """When the oldest seal that was not read to its end was made; None where all is read, or no topic was opened. Two queries."""
    cursor = EventCursor.objects.filter(name=CURSOR).first()
    if cursor is None:
        return None
    seals = Seal.objects.filter(log=Seal.Log.EVENTS, number__gte=cursor.seal).order_by("number")
    for number, count, made in seals.values_list("number", "count", "created_at")[:2]:
        if number > cursor.seal or cursor.position < count:
            return made
    return None


def seconds_behind() -> Iterator[Sample]:
    since = waiting_since()
    yield Sample((timezone.now() - since).total_seconds() if since else 0)


def reading_goes_on() -> Iterator[Finding]:
    since = waiting_since()
    if since and timezone.now() - since > LATE:
        minutes = int((timezone.now() - since).total_seconds() // 60)
        yield Finding(
            NAME, "wrong", f"sự kiện đã niêm phong chờ đọc {minutes} phút; xem việc exchange.publish_events"
        )
    else:
        yield Finding(NAME, "good", "đã đọc hết sự kiện niêm phong, hoặc chưa mở chủ đề nào")
