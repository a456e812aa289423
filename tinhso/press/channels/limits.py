"""What a recording for loudspeakers may be."""

from math import ceil

from tinhso.kernel.files.public import MEGABYTE, Kind, StoredFile, UploadRules, open_stream
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.files.audio import audio_seconds
from tinhso.lib.files.kinds import FACTS

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
