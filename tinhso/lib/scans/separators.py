"""Separator pages in a scan: a page with our code, or the code that scanners' own sheets bear (Patch T)."""

import errno
import warnings
from collections.abc import Sequence
from pathlib import Path

import zxingcpp
from PIL import Image, UnidentifiedImageError

SEPARATOR = "TINHSO-TRANG-NGAN"
SEPARATORS = frozenset({SEPARATOR, "PATCHT"})
MOST_PIXELS, SIDE = 80_000_000, 2000


class PictureUnreadable(ValueError):
    """A page is no picture that can be read, or too large."""


def is_separator(picture: Image.Image) -> bool:
    grey = picture.convert("L")
    grey.thumbnail((SIDE, SIDE))
    return any(one.text.strip() in SEPARATORS for one in zxingcpp.read_barcodes(grey))


def file_is_separator(path: Path) -> bool:
    """Raises: PictureUnreadable."""
    with opened(path) as picture:
        return is_separator(picture)


def opened(path: Path) -> Image.Image:
    """Raises: PictureUnreadable."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(path, formats=["JPEG", "PNG", "TIFF", "PPM"])
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        if is_of_machine(error):
            raise
        raise PictureUnreadable(path.name) from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PictureUnreadable(path.name) from error
    if picture.width * picture.height > MOST_PIXELS:
        picture.close()
        raise PictureUnreadable(path.name)
    return picture


def is_of_machine(error: Exception) -> bool:
    """A full or broken disk has a number of the system; what Pillow says of a spoilt picture has none, or leads nowhere."""
    return isinstance(error, OSError) and error.errno not in (None, errno.EINVAL)


def ranges_between(separators: Sequence[bool]) -> list[tuple[int, int]]:
    """First and last page, counted from 1, of each run of pages that are no separators."""
    found: list[tuple[int, int]] = []
    first = 0
    for number, separates in enumerate([*separators, True], 1):
        if separates and first:
            found.append((first, number - 1))
            first = 0
        elif not separates and not first:
            first = number
    return found
