from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.press.channels.events import BroadcastAired, BroadcastMissed
from tinhso.press.channels.permissions import check_broadcasts
from tinhso.press.models import Broadcast

OVER = "Cảnh báo đã hết hiệu lực, bản tin không còn chờ phát; chỉ ghi được giờ đã phát trước đó."


@transaction.atomic
def confirm_broadcast(*, broadcast: Broadcast, at: datetime, note: str, by: Actor, now: datetime) -> None:
    """ "Đã phát": the channel's operator says when it was broadcast, of one of an alert that is over by now when before. A second
    time does nothing.

    Raises: PressForbidden, EntryRefused.
    """
    user_id = check_broadcasts(broadcast, by)
    row = Broadcast.objects.select_for_update(of=("self",)).get(pk=broadcast.pk)
    if row.state in (Broadcast.State.AIRED, Broadcast.State.MISSED):
        return
    _check_approved(row)
    if not row.at.replace(second=0, microsecond=0) <= at <= now:
        raise EntryRefused("at", "Giờ phát ở giữa lúc có bản tin và lúc này.")
    if row.ended_at is not None and at > row.ended_at:
        raise EntryRefused("at", OVER)
    _end(row, Broadcast.State.AIRED, at, note, user_id)
    event = BroadcastAired(broadcast_id=row.pk, channel_id=row.channel_id, late=row.is_late(now))
    record(event, by=by, at=now)


@transaction.atomic
def note_missed_broadcast(*, broadcast: Broadcast, note: str, by: Actor, now: datetime) -> None:
    """It could not be broadcast, and why. A second time does nothing.

    Raises: PressForbidden, EntryRefused.
    """
    user_id = check_broadcasts(broadcast, by)
    row = Broadcast.objects.select_for_update(of=("self",)).get(pk=broadcast.pk)
    if row.state in (Broadcast.State.AIRED, Broadcast.State.MISSED):
        return
    _check_approved(row)
    if row.state != Broadcast.State.PLANNED:
        raise EntryRefused("", OVER)
    if len(note.strip()) < 3:
        raise EntryRefused("note", "Ghi lý do không phát được.")
    _end(row, Broadcast.State.MISSED, now, note, user_id)
    record(BroadcastMissed(broadcast_id=row.pk, channel_id=row.channel_id), by=by, at=now)


def _check_approved(row: Broadcast) -> None:
    if row.state in (Broadcast.State.ASKED, Broadcast.State.DECLINED):
        raise EntryRefused("", "Bản tin chưa được duyệt nên không phát.")


def _end(row: Broadcast, state: str, at: datetime, note: str, user_id: int) -> None:
    if len(note.strip()) > 300:
        raise EntryRefused("note", "Ghi chú dài nhất 300 ký tự.")
    row.state, row.ended_at, row.ended_by_id, row.note = state, at, user_id, note.strip()
    row.save(update_fields=["state", "ended_at", "ended_by", "note"])
