from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.press.channels.events import BroadcastApproved, BroadcastDeclined
from tinhso.press.channels.limits import check_in_slot
from tinhso.press.channels.permissions import check_can_approve
from tinhso.press.models import Broadcast

NOT_WAITING = "Bản tin không còn chờ duyệt."


@transaction.atomic
def approve_broadcast(*, broadcast: Broadcast, by: Actor, now: datetime) -> None:
    """Words of the agency may be broadcast at their hour, which still lies in a slot of the channel. A second time does nothing.

    Raises: PressForbidden, EntryRefused.
    """
    user_id = check_can_approve(broadcast, by)
    row = Broadcast.objects.select_for_update(of=("self",)).select_related("channel").get(pk=broadcast.pk)
    if row.approved_at is not None:
        return
    if row.state != Broadcast.State.ASKED:
        raise EntryRefused("", NOT_WAITING)
    if not row.alert_code:
        if row.planned_at < now:
            raise EntryRefused("", "Đã quá giờ phát; người soạn xếp giờ khác.")
        check_in_slot(row.channel, row.planned_at)
    row.state, row.approved_at, row.approved_by_id = Broadcast.State.PLANNED, now, user_id
    row.save(update_fields=["state", "approved_at", "approved_by"])
    record(BroadcastApproved(broadcast_id=row.pk, channel_id=row.channel_id), by=by, at=now)


@transaction.atomic
def decline_broadcast(*, broadcast: Broadcast, note: str, by: Actor, now: datetime) -> None:
    """It is not broadcast, and why. A second time does nothing.

    Raises: PressForbidden, EntryRefused.
    """
    user_id = check_can_approve(broadcast, by)
    row = Broadcast.objects.select_for_update(of=("self",)).get(pk=broadcast.pk)
    if row.state == Broadcast.State.DECLINED:
        return
    if row.state != Broadcast.State.ASKED:
        raise EntryRefused("", NOT_WAITING)
    if not 3 <= len(note.strip()) <= 300:
        raise EntryRefused("note", "Ghi lý do không duyệt từ 3 đến 300 ký tự.")
    row.state, row.ended_at, row.ended_by_id, row.note = Broadcast.State.DECLINED, now, user_id, note.strip()
    row.save(update_fields=["state", "ended_at", "ended_by", "note"])
    record(BroadcastDeclined(broadcast_id=row.pk, channel_id=row.channel_id), by=by, at=now)
