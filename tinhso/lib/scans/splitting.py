"""A scan split at its separator pages. The original is read and never written: what has no separator stays whole, as it came."""

import tempfile
import warnings
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageSequence

from tinhso.lib.files.kinds import Kind
from tinhso.lib.scans.programs import TO_PARTS, TO_PICTURES, ProgramFailed, run, splits_pdf
from tinhso.lib.scans.separators import (
    PictureUnreadable,
    file_is_separator,
    is_of_machine,
    is_separator,
    opened,
    ranges_between,
)

MOST_PAGES, MOST_PARTS = 500, 100
DOTS = "110"  # an inch: enough for a code of a hand's width
PAGE_SECONDS, LEAST_SECONDS = 3, 60
SIGNED = b"/ByteRange"


class ScanUnreadable(ValueError):
    """The text (Vietnamese) says what is wrong with the scan."""


@dataclass(frozen=True)
class Part:
    """The pages of one document; `content` is a PDF, None where the scan is this document whole."""

    first: int
    last: int
    content: bytes | None


def split_scan(content: bytes, kind: Kind) -> list[Part]:
    """In the order of the pages; separators are in none. Raises: ScanUnreadable; OSError where the machine failed, not the scan."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "scan"
        source.write_bytes(content)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", UserWarning)  # of pictures with spoilt remarks
                return _pdf(source, folder, content) if kind is Kind.PDF else _pictures(source)
        except (ProgramFailed, PictureUnreadable, OSError) as error:
            if is_of_machine(error):
                raise
            raise ScanUnreadable("Bản quét hỏng, không đọc được hoặc quá lớn.") from error


def _pdf(source: Path, folder: Path, content: bytes) -> list[Part]:
    """Where the programs are missing, the whole is one document, whose pages are not known."""
    if not splits_pdf():
        return [Part(1, 0, None)]
    pages = MOST_PAGES + 1
    command = [TO_PICTURES, "-gray", "-r", DOTS, "-l", str(pages), "scan", "page"]
    run(command, folder=folder, seconds=LEAST_SECONDS + PAGE_SECONDS * MOST_PAGES)
    pictures = sorted(folder.glob("page-*"))
    ranges = _checked([file_is_separator(one) for one in pictures])
    if len(ranges) == 1 and ranges[0] == (1, len(pictures)):
        return [Part(*ranges[0], None)]
    if SIGNED in content:
        raise ScanUnreadable("Bản này có chữ ký số: không tách, nộp từng văn bản.")
    return [Part(first, last, _cut(folder, first, last)) for first, last in ranges]


def _cut(folder: Path, first: int, last: int) -> bytes:
    target = folder / f"part-{first}.pdf"
    run(
        [TO_PARTS, "scan", "--pages", "scan", f"{first}-{last}", "--", target.name],
        folder=folder,
        seconds=LEAST_SECONDS,
    )
    return target.read_bytes()


def _pictures(source: Path) -> list[Part]:
    with opened(source) as picture:
        if getattr(picture, "n_frames", 1) > MOST_PAGES:
            raise ScanUnreadable(f"Bản quét có tối đa {MOST_PAGES} trang.")
        marks = [is_separator(one) for one in ImageSequence.Iterator(picture)]
        ranges = _checked(marks)
        if len(ranges) == 1 and ranges[0] == (1, len(marks)):
            return [Part(*ranges[0], None)]
        return [Part(first, last, _joined(picture, first, last)) for first, last in ranges]


def _joined(picture: Image.Image, first: int, last: int) -> bytes:
    with tempfile.TemporaryFile() as out:
        frames = []
        for number in range(first - 1, last):
            picture.seek(number)
            frames.append(picture.convert("L" if picture.mode in ("1", "L") else "RGB"))
        frames[0].save(out, format="PDF", save_all=True, append_images=frames[1:], resolution=200)
        out.seek(0)
        return out.read()


def _checked(separators: list[bool]) -> list[tuple[int, int]]:
    if len(separators) > MOST_PAGES:
        raise ScanUnreadable(f"Bản quét có tối đa {MOST_PAGES} trang.")
    ranges = ranges_between(separators)
    if not ranges:
        raise ScanUnreadable("Bản quét chỉ có trang ngăn.")
    if len(ranges) > MOST_PARTS:
        raise ScanUnreadable(f"Bản quét tách thành tối đa {MOST_PARTS} văn bản.")
    return ranges
