from datetime import date, datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.press.channels.events import ChannelEnded
from tinhso.press.channels.permissions import check_runs
from tinhso.press.models import Channel


@transaction.atomic
def end_channel(*, channel: Channel, ends: date, by: Actor, now: datetime) -> None:
    """From that day on the channel works no more; the row stays. A second time does nothing.

    Raises: PressForbidden, EntryRefused.
    """
    check_runs(channel, by)
    row = Channel.objects.select_for_update().get(pk=channel.pk)
    if row.ends is not None:
        return
    if ends < row.starts:
        raise EntryRefused("ends", "Ngày thôi hoạt động không trước ngày bắt đầu.")
    row.ends = ends
    row.save(update_fields=["ends"])
    record(ChannelEnded(channel_id=row.pk, ends=ends), by=by, at=now)
