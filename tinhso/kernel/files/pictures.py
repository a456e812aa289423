"""Pictures written anew: what a phone adds (place, device, time, preview) does not survive."""

import warnings
from collections.abc import Collection
from io import BytesIO
from typing import BinaryIO

from PIL import Image, ImageOps, UnidentifiedImageError

from tinhso.lib.files.kinds import Kind, KindRefused, Reason

MOST_PIXELS = 50_000_000
SMALL = (232, 168)  # cut to this shape: a row of a list, for a screen of two pixels a point
MEDIUM, LARGE = 640, 1280
QUALITIES = (58, 60, 72)
FORMATS = {Kind.JPG: "JPEG", Kind.PNG: "PNG", Kind.WEBP: "WEBP"}


class NotAPicture(Exception):
    """The bytes are no picture that can be drawn."""


def sized_copies(stream: BinaryIO) -> list[BytesIO]:
    """Small, medium and large as JPEG, without anything that is not the picture. NotAPicture."""
    stream.seek(0)
    try:
        with Image.open(stream, formats=list(FORMATS.values())) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise NotAPicture
            picture.draft("RGB", (LARGE, LARGE))
            whole = ImageOps.exif_transpose(picture).convert("RGB")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise NotAPicture from error
    whole.thumbnail((LARGE, LARGE))
    medium = whole.copy()
    medium.thumbnail((MEDIUM, MEDIUM))
    small = ImageOps.fit(medium, SMALL)
    return [_jpeg(copy, quality) for copy, quality in zip((small, medium, whole), QUALITIES, strict=True)]


def _jpeg(picture: Image.Image, quality: int) -> BytesIO:
    out = BytesIO()
    picture.save(out, format="JPEG", quality=quality, optimize=True, progressive=True)
    out.seek(0)
    return out


def picture_size(stream: BinaryIO) -> tuple[int, int]:
    """Width and height in pixels, read from its head. NotAPicture."""
    stream.seek(0)
    try:
        with Image.open(stream, formats=list(FORMATS.values())) as picture:
            return picture.size
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise NotAPicture from error


def covered_picture(stream: BinaryIO, cells: Collection[int], *, columns: int, rows: int) -> BytesIO:
    """A JPEG in which each of these cells of a grid is one flat colour, its mean: what was under it is gone from the file,
    not only from sight. Cells are counted from 0 along the rows. NotAPicture."""
    stream.seek(0)
    try:
        with Image.open(stream, formats=list(FORMATS.values())) as picture:
            whole = picture.convert("RGB")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise NotAPicture from error
    for cell in cells:
        down, across = divmod(cell, columns)
        box = (
            across * whole.width // columns,
            down * whole.height // rows,
            (across + 1) * whole.width // columns,
            (down + 1) * whole.height // rows,
        )
        whole.paste(
            whole.resize((1, 1), Image.Resampling.BOX, box).resize((box[2] - box[0], box[3] - box[1])), box
        )
    out = BytesIO()
    whole.save(out, format="JPEG", quality=88)
    out.seek(0)
    return out


def clean_picture(stream: BinaryIO, kind: Kind, *, most_side: int = 0) -> BinaryIO:
    """The same picture, upright and without metadata, its longer side no more than `most_side` pixels where one is given; KindRefused if it is broken or has over 50 megapixels."""
    out = BytesIO()
    stream.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(stream, formats=[FORMATS[kind]]) as picture:
                _rewrite(picture, kind, out, most_side)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise KindRefused(Reason.BROKEN) from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise KindRefused(Reason.ZIP_BOMB) from error
    return out


def _rewrite(picture: Image.Image, kind: Kind, out: BinaryIO, most_side: int) -> None:
    if picture.width * picture.height > MOST_PIXELS:
        raise Image.DecompressionBombError
    upright = ImageOps.exif_transpose(picture)
    if kind is Kind.JPG and upright.mode not in {"RGB", "L"}:
        upright = upright.convert("RGB")
    if most_side:
        upright.thumbnail((most_side, most_side))
    bare = Image.new(upright.mode, upright.size)
    if upright.mode == "P" and (palette := upright.getpalette()):
        bare.putpalette(palette)
    bare.paste(upright)
    bare.save(out, format=FORMATS[kind], quality=88)
