from datetime import datetime, timedelta

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.press.channels.events import BroadcastPlanned
from tinhso.press.channels.limits import check_in_slot
from tinhso.press.channels.notices import notify_approvers
from tinhso.press.channels.permissions import check_runs
from tinhso.press.models import Broadcast, Channel

FARTHEST = timedelta(days=366)
LONGEST = 8000


@transaction.atomic
def plan_broadcast(
    *, channel: Channel, title: str, text: str, planned_at: datetime, by: Actor, now: datetime
) -> Broadcast:
    """Words for a moment to come within a slot of one's channel; they wait until who answers for them, and did not make them,
    approves. The same words of the same moment twice are one.

    Raises: PressForbidden, EntryRefused.
    """
    user_id = check_runs(channel, by)
    row = Channel.objects.select_for_update().get(pk=channel.pk)
    day = local(planned_at).date()
    if not row.broadcasts_words or row.starts > day or (row.ends is not None and row.ends <= day):
        raise EntryRefused("planned_at", "Kênh không phát vào ngày ấy.")
    if not 3 <= len(title.strip()) <= 200:
        raise EntryRefused("title", "Ghi tên bản tin từ 3 đến 200 ký tự.")
    if not 3 <= len(text.strip()) <= LONGEST:
        raise EntryRefused("text", f"Ghi lời bản tin từ 3 đến {LONGEST} ký tự.")
    if not now <= planned_at <= now + FARTHEST:
        raise EntryRefused("planned_at", "Giờ phát phải sau lúc này, trong một năm.")
    check_in_slot(row, planned_at)
    given = {"title": title.strip(), "text": text.strip(), "planned_at": planned_at}
    if same := row.broadcasts.filter(**given).first():
        return same
    made = Broadcast.objects.create(channel=row, state=Broadcast.State.ASKED, by_id=user_id, at=now, **given)
    record(BroadcastPlanned(broadcast_id=made.pk, channel_id=row.pk, from_alert=False), by=by, at=now)
    notify_approvers(made, now=now)
    return made
