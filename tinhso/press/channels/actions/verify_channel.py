from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.press.channels.events import ChannelVerified
from tinhso.press.channels.permissions import check_can_verify_channel
from tinhso.press.models import Channel


@transaction.atomic
def verify_channel(*, channel: Channel, by: Actor, now: datetime) -> None:
    """A page of an agency is the agency's own: it stands in the verified list. Whoever entered it does not check it.

    Raises: PressForbidden, EntryRefused.
    """
    day = local(now).date()
    user_id = check_can_verify_channel(by, day)
    row = Channel.objects.select_for_update().get(pk=channel.pk)
    if row.verified_at is not None:
        return
    if not row.is_page or (row.ends is not None and row.ends <= day):
        raise EntryRefused("", "Chỉ xác minh trang đang hoạt động của cơ quan.")
    if row.by_id == user_id:
        raise EntryRefused("", "Người ghi trang vào sổ không tự xác minh; cần người khác.")
    row.verified_at, row.verified_by_id = now, user_id
    row.save(update_fields=["verified_at", "verified_by"])
    record(ChannelVerified(channel_id=row.pk), by=by, at=now)
