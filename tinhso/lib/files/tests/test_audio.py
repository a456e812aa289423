"""The length of a recording by its bytes, its kind, and the part of it that a player asks for."""

import io
from struct import pack

import pytest

from tinhso.lib.files.audio import NotAudio, audio_seconds
from tinhso.lib.files.byte_range import NoSuchRange, range_of
from tinhso.lib.files.kinds import PICTURES, SOUNDS, Kind, KindRefused, Reason, check_kind
from tinhso.lib.files.tests.sounds import FRAME, m4a, mp3, opus

TAG = b"ID3\x04\0\0\0\0\x02\x01" + bytes(257)


@pytest.mark.parametrize(
    "content", [mp3(200), mp3(200, tag=TAG), opus(200), m4a(200), mp3(200) + b"TAG" + bytes(125)]
)
def test_the_length_is_read_from_the_bytes(content):
    assert audio_seconds(io.BytesIO(content)) == pytest.approx(200, abs=0.1)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"ID3",
        b"ID3\x04\0\0\x7f\x7f\x7f\x7f",
        FRAME * 2,
        FRAME * 3 + bytes(9000),
        opus(0),
        opus(9, head=b"\x80theora"),
        b"OggS",
        b"OggS" + b"OpusHead",
        m4a(0),
        m4a(9, tracks=(b"soun", b"vide")),
        m4a(9, tracks=()),
        m4a(9)[:-40],
        m4a(9, brand=b"heic"),
        b"\0\0\0\x08ftyp" * 3000,
        m4a(9)[:16] + b"".join(pack(">I4s", 8 * left, b"moov") for left in range(1500, 0, -1)),
    ],
)
def test_what_is_broken_or_more_than_sound_is_no_recording(content):
    with pytest.raises(NotAudio):
        audio_seconds(io.BytesIO(content))


def kind(content, name, allow=SOUNDS):
    return check_kind(io.BytesIO(content), name=name, declared="", allow=allow)


def test_recordings_are_known_by_their_bytes():
    found = [kind(mp3(9), "a.mp3"), kind(opus(9), "a.opus"), kind(m4a(9), "a.m4a")]
    assert found == [Kind.MP3, Kind.OGG, Kind.M4A]


@pytest.mark.parametrize(
    ("content", "name", "allow", "reason"),
    [
        (mp3(9), "a.ogg", SOUNDS, Reason.NAME_MISMATCH),
        (mp3(9), "a.mp3", PICTURES, Reason.NOT_ALLOWED),
        (FRAME * 2, "a.mp3", SOUNDS, Reason.BROKEN),
        (m4a(9, tracks=(b"soun", b"vide")), "phim.mp4", SOUNDS, Reason.NOT_ALLOWED),
        (b"MZ" + bytes(90), "a.mp3", SOUNDS, Reason.PROGRAM),
        (b"ID3,ten\n1,A\n", "a.mp3", SOUNDS, Reason.NAME_MISMATCH),
    ],
)
def test_what_is_no_recording_is_refused_by_its_reason(content, name, allow, reason):
    with pytest.raises(KindRefused) as refused:
        kind(content, name, allow)
    assert refused.value.reason is reason


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ("bytes=0-", (0, 99)),
        ("bytes=0-1", (0, 1)),
        ("bytes=90-400", (90, 99)),
        ("bytes=-10", (90, 99)),
        ("bytes=-400", (0, 99)),
        ("bytes=5-2", None),
        ("bytes=0-1,5-6", None),
        ("bytes=-", None),
        ("tiếng=0-1", None),
        ("", None),
    ],
)
def test_one_range_is_understood_and_anything_else_gets_the_whole(header, found):
    assert range_of(header, 100) == found


@pytest.mark.parametrize("header", ["bytes=100-", "bytes=-0", "bytes=200-300"])
def test_a_range_behind_the_end_is_none(header):
    with pytest.raises(NoSuchRange):
        range_of(header, 100)
