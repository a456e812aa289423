"""How long a recording is, read from its own bytes: MP3, Ogg (Opus, Vorbis) and M4A. What holds a picture track is no recording."""

import struct
from collections.abc import Iterator
from typing import BinaryIO

RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}  # by MPEG version
BITS_1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
BITS_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
FEWEST_FRAMES = 4
MOST_LOST = 4096  # bytes between two frames that may be anything, such as a tag
OGG_PAGE = 65_307
HOLDERS = (b"moov", b"trak", b"mdia")
BRANDS = (b"M4A ", b"M4B ", b"mp41", b"mp42", b"isom", b"iso2", b"iso4", b"iso5", b"iso6")
MOST_BOXES = 2000


class NotAudio(ValueError):
    """It is broken, holds more than sound, or does not say how long it is."""


def audio_seconds(stream: BinaryIO) -> float:
    """The length in seconds. Raises: NotAudio."""
    stream.seek(0)
    head = stream.read(12)
    if head.startswith(b"OggS"):
        seconds = _ogg(stream)
    elif head[4:8] == b"ftyp":
        seconds = _m4a(stream)
    else:
        seconds = _mp3(stream)
    if seconds <= 0:
        raise NotAudio
    return seconds


def is_mp3(head: bytes) -> bool:
    """An ID3 tag, or the head of a frame of layer III."""
    tagged = head.startswith(b"ID3") and head[3:4] in (b"\2", b"\3", b"\4")
    return tagged or len(head) >= 4 and _frame(head[:4]) is not None


def _frame(head: bytes) -> tuple[int, float] | None:
    """Bytes and seconds of the frame that begins so; None where none does."""
    if head[0] != 0xFF or head[1] & 0xE0 != 0xE0 or (head[1] >> 1) & 3 != 1:
        return None
    version, rate_no, bits_no = (head[1] >> 3) & 3, (head[2] >> 2) & 3, head[2] >> 4
    if version == 1 or rate_no == 3 or bits_no in (0, 15):
        return None
    rate = RATES[version][rate_no]
    bits = (BITS_1 if version == 3 else BITS_2)[bits_no] * 1000
    samples = 1152 if version == 3 else 576
    return samples // 8 * bits // rate + ((head[2] >> 1) & 1), samples / rate


def _mp3(stream: BinaryIO) -> float:
    stream.seek(0)
    data = stream.read()
    at = 0
    if data.startswith(b"ID3") and len(data) > 10:
        at = 10 + sum((byte & 0x7F) << shift for byte, shift in zip(data[6:10], (21, 14, 7, 0), strict=True))
    frames, seconds, lost = 0, 0.0, 0
    while at + 4 <= len(data) and lost <= MOST_LOST:
        found = _frame(data[at : at + 4])
        if found is None:
            at, lost = at + 1, lost + 1
            continue
        at, seconds, frames, lost = at + found[0], seconds + found[1], frames + 1, 0
    if frames < FEWEST_FRAMES:
        raise NotAudio
    return seconds


def _ogg(stream: BinaryIO) -> float:
    stream.seek(0)
    first = stream.read(OGG_PAGE)
    opus, vorbis = first.find(b"OpusHead", 0, 400), first.find(b"\x01vorbis", 0, 400)
    if b"\x80theora" in first[:2000] or max(opus, vorbis) < 0 or len(first) < max(opus, vorbis) + 16:
        raise NotAudio
    rate, skipped = 48_000, 0
    if opus >= 0:
        skipped = struct.unpack_from("<H", first, opus + 10)[0]
    else:
        rate = struct.unpack_from("<I", first, vorbis + 12)[0]
    size = stream.seek(0, 2)
    stream.seek(max(0, size - 2 * OGG_PAGE))
    tail = stream.read()
    last = tail.rfind(b"OggS")
    if last < 0 or len(tail) < last + 14 or not rate:
        raise NotAudio
    samples: int = struct.unpack_from("<q", tail, last + 6)[0]
    return (samples - skipped) / rate


def _boxes(
    stream: BinaryIO, start: int, end: int, left: list[int], deep: int = 0
) -> Iterator[tuple[bytes, int, int]]:
    """Kind, first byte of the content and end of each box, those inside of holders too, which lie no deeper than there are kinds.

    Raises: NotAudio.
    """
    if deep > len(HOLDERS):
        raise NotAudio
    at = start
    while at + 8 <= end:
        left[0] -= 1
        stream.seek(at)
        size, kind = struct.unpack(">I4s", stream.read(8))
        head = 8
        if size == 1:
            size, head = struct.unpack(">Q", stream.read(8).rjust(8, b"\0"))[0], 16
        size = size or end - at
        if size < head or at + size > end or left[0] < 0:
            raise NotAudio
        yield kind, at + head, at + size
        if kind in HOLDERS:
            yield from _boxes(stream, at + head, at + size, left, deep + 1)
        at += size


def _m4a(stream: BinaryIO) -> float:
    stream.seek(0)
    if stream.read(12)[8:12] not in BRANDS:
        raise NotAudio
    seconds, tracks = 0.0, set()
    for kind, start, end in _boxes(stream, 0, stream.seek(0, 2), [MOST_BOXES]):
        stream.seek(start)
        content = stream.read(min(end - start, 40))
        if kind == b"mvhd" and len(content) >= 32:
            wide = content[0] == 1
            scale, length = struct.unpack_from(">IQ" if wide else ">II", content, 20 if wide else 12)
            seconds = length / scale if scale else 0.0
        if kind == b"hdlr" and len(content) >= 12:
            tracks.add(content[8:12])
    if b"soun" not in tracks or b"vide" in tracks:
        raise NotAudio
    return seconds
