"""When a channel broadcasts words, and what a recording of them may be."""

from datetime import datetime
from math import ceil

from tinhso.kernel.files.public import MEGABYTE, Kind, StoredFile, UploadRules, open_stream
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.lib.files.audio import audio_seconds
from tinhso.lib.files.kinds import FACTS
from tinhso.press.models import Channel

MOST_MINUTES, FEWEST_SECONDS = 30, 3
RECORDINGS = UploadRules(frozenset({Kind.MP3, Kind.OGG, Kind.M4A}), 20 * MEGABYTE)


def seconds_of(file: StoredFile) -> int:
    """Begun seconds of a sound. Raises: EntryRefused."""
    if file.content_type not in {FACTS[kind].content_type for kind in RECORDINGS.allow}:
        raise EntryRefused("file", "Bản ghi là tệp âm thanh MP3, OGG hoặc M4A.")
    with open_stream(file) as stream:
        seconds = ceil(audio_seconds(stream))
    if not FEWEST_SECONDS <= seconds <= MOST_MINUTES * 60:
        raise EntryRefused("file", f"Bản ghi dài từ {FEWEST_SECONDS} giây đến {MOST_MINUTES} phút.")
    return seconds


def check_in_slot(channel: Channel, at: datetime) -> None:
    """EntryRefused for a moment that lies in none of the slots of the channel's week."""
    moment = local(at)
    slots = channel.slots.filter(dropped_at=None)
    day = slots.filter(days__contains=[moment.isoweekday()])
    if day.filter(begins__lte=moment.time(), ends__gt=moment.time()).exists():
        return
    hours = ", ".join(f"{one.begins:%H:%M}–{one.ends:%H:%M}" for one in day)
    if hours:
        raise EntryRefused("planned_at", f"Ngoài khung giờ phát của kênh; ngày ấy kênh phát {hours}.")
    if slots.exists():
        raise EntryRefused("planned_at", "Ngày ấy kênh không có khung giờ phát.")
    raise EntryRefused("planned_at", "Kênh chưa có khung giờ phát; thêm khung giờ trước.")
