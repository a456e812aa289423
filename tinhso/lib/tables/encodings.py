"""Which encoding a file is in, and its lines as text.

UTF-8 and UTF-16 prove themselves. Anything else is one of the single-byte encodings of Vietnamese, and the one whose
reading holds the most common Vietnamese syllables wins; where none holds any the answer says that it is not sure.
"""

import codecs
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from pathlib import Path

from tinhso.lib.tables.legacy import from_cp1258, from_tcvn3, from_vni, from_wrong_controls

SAMPLE = 1 << 18
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SYLLABLES = frozenset(
    re.findall(
        r"\w+",
        """
    và của có cho được các là không người trong xã huyện tỉnh thành phố số năm đường nguyễn văn thị trần lê phạm
    hoàng phường thôn quận tên địa chỉ ngày tháng mã đơn vị tổng cộng trường bệnh viện ủy ban nhân dân công nghiệp
    sản phẩm nước đất việt nam hà nội thanh hóa hoá dịch vụ giáo dục học sinh diện tích loại điện thoại ghi chú
    khu vực cơ sở kinh doanh hộ nghèo tỷ lệ giá trị lượng đồng triệu quyết định kết quả
        """,
    )
)
WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Encoding:
    """`codec` is Python's; `mend` turns what it read into Vietnamese; `sure` is false where the text gave no sign."""

    name: str
    codec: str
    mend: Callable[[str], str] | None = None
    sure: bool = True


UTF8 = Encoding("UTF-8", "utf-8")
UTF8_TWICE = Encoding("UTF-8 lẫn Windows-1252", "utf-8", from_wrong_controls)
CONTROLS = re.compile(b"\xc2[\x80-\x84\x86-\x9f]")  # letters of Windows-1252 that were taken for Latin-1
SINGLE_BYTE = (
    Encoding("Windows-1258", "cp1258", from_cp1258),
    Encoding("TCVN3 (ABC)", "latin-1", from_tcvn3),
    Encoding("VNI Windows", "cp1252", from_vni),
    Encoding("Windows-1252", "cp1252"),
)


CHOICES = {one.name: one for one in (UTF8, *SINGLE_BYTE, Encoding("UTF-16", "utf-16"))}
"""What a publisher may say that a file is in."""


def encoding_of(sample: bytes) -> Encoding:
    """The encoding of a file by its first bytes."""
    for mark, codec in MARKS:
        if sample.startswith(mark):
            return Encoding(codec.removesuffix("-sig").upper(), codec)
    if sample and _wide(sample):
        return Encoding("UTF-16", _wide(sample))
    if _is_utf8(sample):
        return UTF8_TWICE if CONTROLS.search(sample) else UTF8
    scored = [(_vietnamese(encoding, sample), -place, encoding) for place, encoding in enumerate(SINGLE_BYTE)]
    score, _, best = max(scored)
    if score:
        return best
    # A few broken bytes in a UTF-8 text: say which lines they stand in rather than guess another encoding.
    read = sample.decode("utf-8", errors="replace")
    broken = read.count("\ufffd")
    if sum(char > "\x7f" for char in read) - broken >= broken * 2:
        return UTF8
    return Encoding("Windows-1252", "cp1252", sure=False)


def _wide(sample: bytes) -> str:
    """UTF-16 without its mark: every other byte of Latin text is zero."""
    head = sample[:2000]
    odd, even = head[1::2].count(0), head[0::2].count(0)
    if odd > len(head) * 0.2 and even < len(head) * 0.02:
        return "utf-16-le"
    if even > len(head) * 0.2 and odd < len(head) * 0.02:
        return "utf-16-be"
    return ""


def _is_utf8(sample: bytes) -> bool:
    try:
        sample.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start >= len(sample) - 3 and len(sample) >= SAMPLE  # the sample cut a letter in two
    return True


def _vietnamese(encoding: Encoding, sample: bytes) -> int:
    """How many words of the sample are common Vietnamese syllables with marks when read this way."""
    text = sample.decode(encoding.codec, errors="replace")
    text = encoding.mend(text) if encoding.mend else text
    return sum(word in SYLLABLES and not word.isascii() for word in WORD.findall(text.lower()))


def sample_of(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(SAMPLE)


def lines(source: Path | bytes, encoding: Encoding) -> Iterator[str]:
    """The lines with their ends, whichever of the three ends they have; an unreadable byte becomes U+FFFD."""
    raw = BytesIO(source) if isinstance(source, bytes) else source.open("rb")
    with TextIOWrapper(raw, encoding=encoding.codec, errors="replace", newline="") as text:
        yield from map(encoding.mend, text) if encoding.mend else text
