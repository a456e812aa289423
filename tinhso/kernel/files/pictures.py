"""Pictures written anew: what a phone adds (place, device, time, preview) does not survive."""

import warnings
from io import BytesIO
from typing import BinaryIO

from PIL import Image, ImageOps, UnidentifiedImageError

from tinhso.lib.files.kinds import Kind, KindRefused, Reason

MOST_PIXELS = 50_000_000
FORMATS = {Kind.JPG: "JPEG", Kind.PNG: "PNG", Kind.WEBP: "WEBP"}


def clean_picture(stream: BinaryIO, kind: Kind) -> BinaryIO:
    """The same picture, upright and without metadata; KindRefused if it is broken or has over 50 megapixels."""
    out = BytesIO()
    stream.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(stream, formats=[FORMATS[kind]]) as picture:
                _rewrite(picture, kind, out)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise KindRefused(Reason.BROKEN) from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise KindRefused(Reason.ZIP_BOMB) from error
    return out


def _rewrite(picture: Image.Image, kind: Kind, out: BinaryIO) -> None:
    if picture.width * picture.height > MOST_PIXELS:
        raise Image.DecompressionBombError
    upright = ImageOps.exif_transpose(picture)
    if kind is Kind.JPG and upright.mode not in {"RGB", "L"}:
        upright = upright.convert("RGB")
    bare = Image.new(upright.mode, upright.size)
    if upright.mode == "P" and (palette := upright.getpalette()):
        bare.putpalette(palette)
    bare.paste(upright)
    bare.save(out, format=FORMATS[kind], quality=88)
