"""The code on a paper that somebody photographed: read here, and the photo is kept nowhere."""

import re
import warnings
from io import BytesIO

import zxingcpp
from PIL import Image, ImageOps, UnidentifiedImageError

from tinhso.kernel.papers.forms import TOKEN

MOST_PIXELS, SIDE = 50_000_000, 2000
ADDRESS = re.compile(r"https?://[^/?#]+/xac-minh/([A-Za-z2-7]{26})/?")


class NoCode(Exception):
    """The picture cannot be read, or shows no QR code."""


class OtherCode(Exception):
    """A QR code, but not one that leads to a paper: whoever shows it may want to mislead."""


def token_in(content: bytes) -> str:
    """The token of the paper whose code the picture shows. NoCode, OtherCode.

    The host of the address is not compared: the token alone decides, and it is looked up here.
    """
    texts = [
        code.text
        for code in zxingcpp.read_barcodes(
            _picture(content), formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
        )
    ]
    if not texts:
        raise NoCode
    for text in texts:
        if token := token_of(text):
            return token
    raise OtherCode


def token_of(text: str) -> str:
    """From the text of a code: our address, or the bare token; "" for anything else."""
    found = ADDRESS.fullmatch(text.strip())
    token = (found.group(1) if found else text.strip()).upper()
    return token if TOKEN.fullmatch(token) else ""


def _picture(content: bytes) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(content), formats=["JPEG", "PNG", "WEBP"]) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise NoCode
                upright = ImageOps.exif_transpose(picture).convert("L")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise NoCode from error
    except Image.DecompressionBombWarning as error:
        raise NoCode from error
    upright.thumbnail((SIDE, SIDE))
    return upright
