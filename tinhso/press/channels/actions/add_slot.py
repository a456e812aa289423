from collections.abc import Sequence
from datetime import datetime, time

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.press.channels.events import ChannelSlotAdded, ChannelSlotDropped
from tinhso.press.channels.permissions import check_runs
from tinhso.press.models import Channel, ChannelSlot

MOST = 30


@transaction.atomic
def add_slot(
    *,
    channel: Channel,
    days: Sequence[int],
    begins: time,
    ends: time,
    programme: str,
    by: Actor,
    now: datetime,
) -> ChannelSlot:
    """One more slot in the week of a loudspeaker or a board, where nothing else is broadcast then; the same one twice is one.

    Raises: PressForbidden, EntryRefused.
    """
    user_id = check_runs(channel, by)
    row = Channel.objects.select_for_update().get(pk=channel.pk)
    if not row.broadcasts_words:
        raise EntryRefused("", "Trang trên mạng không có khung giờ phát.")
    week = sorted(set(days))
    if not week or not set(week) <= set(range(1, 8)):
        raise EntryRefused("days", "Chọn ít nhất một ngày trong tuần.")
    if ends <= begins:
        raise EntryRefused("ends", "Giờ kết thúc phải sau giờ bắt đầu.")
    if not 2 <= len(programme.strip()) <= 160:
        raise EntryRefused("programme", "Ghi chương trình từ 2 đến 160 ký tự.")
    given = {"days": week, "begins": begins, "ends": ends, "programme": programme.strip()}
    standing = row.slots.filter(dropped_at__isnull=True)
    if same := standing.filter(**given).first():
        return same
    if other := standing.filter(days__overlap=week, begins__lt=ends, ends__gt=begins).first():
        hours = f"{other.begins:%H:%M}–{other.ends:%H:%M}"
        raise EntryRefused("begins", f"Trùng giờ với {other.programme} ({hours}).")
    if standing.count() >= MOST:
        raise EntryRefused("", f"Một kênh có nhiều nhất {MOST} khung giờ.")
    slot = ChannelSlot.objects.create(channel=row, by_id=user_id, at=now, **given)
    record(ChannelSlotAdded(slot_id=slot.pk, channel_id=row.pk), by=by, at=now)
    return slot


@transaction.atomic
def drop_slot(*, slot: ChannelSlot, by: Actor, now: datetime) -> None:
    """The slot is broadcast no more; the row stays. Raises: PressForbidden."""
    check_runs(slot.channel, by)
    if ChannelSlot.objects.filter(pk=slot.pk, dropped_at=None).update(dropped_at=now):
        record(ChannelSlotDropped(slot_id=slot.pk), by=by, at=now)
