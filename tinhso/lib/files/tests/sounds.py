"""Small recordings of a known length, made by hand: silence that a player plays."""

import struct

FRAME = b"\xff\xfb\x90\xc4" + bytes(413)  # MPEG 1 layer III, 128 kbit/s, 44.1 kHz: 1152 samples


def mp3(seconds: float, *, tag: bytes = b"") -> bytes:
    return tag + FRAME * round(seconds * 44_100 / 1152)


def opus(seconds: float, *, head: bytes = b"OpusHead") -> bytes:
    first = b"OggS" + bytes(24) + head + bytes([1, 2]) + struct.pack("<HI", 312, 48_000) + bytes(8)
    last = b"OggS\0\4" + struct.pack("<q", round(seconds * 48_000) + 312) + bytes(20)
    return first + bytes(200) + last


def box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(content), kind) + content


def m4a(seconds: float, *, tracks: tuple[bytes, ...] = (b"soun",), brand: bytes = b"M4A ") -> bytes:
    length = box(b"mvhd", bytes(12) + struct.pack(">II", 1000, round(seconds * 1000)) + bytes(80))
    track = b"".join(box(b"trak", box(b"mdia", box(b"hdlr", bytes(8) + kind + bytes(12)))) for kind in tracks)
    return box(b"ftyp", brand + bytes(4)) + box(b"mdat", bytes(500)) + box(b"moov", length + track)
