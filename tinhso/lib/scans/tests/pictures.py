"""Scans drawn for tests: pages with words, separator pages, as PDF, TIFF or JPEG."""

import io
from collections.abc import Sequence

import segno
from PIL import Image, ImageDraw, ImageFont

from tinhso.lib.scans.separators import SEPARATOR

A4 = (620, 877)  # at 75 dots an inch
SHARP = (1240, 1754)


def page(text: str = "", size: tuple[int, int] = A4) -> Image.Image:
    sheet = Image.new("RGB", size, "white")
    font = ImageFont.load_default(size[0] // 31)
    ImageDraw.Draw(sheet).multiline_text((60, 60), text, fill="black", font=font)
    return sheet


def separator(text: str = SEPARATOR) -> Image.Image:
    sheet, code = page(), io.BytesIO()
    segno.make(text, error="h").save(code, kind="png", scale=7, border=4)
    with Image.open(code) as picture:
        sheet.paste(picture.convert("RGB"), (180, 300))
    return sheet


def scan(pages: Sequence[Image.Image], format: str = "PDF") -> bytes:
    out, first = io.BytesIO(), pages[0]
    more = {} if format == "JPEG" else {"save_all": True, "append_images": list(pages[1:])}
    first.save(out, format=format, **more)
    return out.getvalue()
