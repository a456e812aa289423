"""Pages of scans taken in a minute: split at their separator pages, then their text recognised, as the jobs do it, one after the other."""

import io
import os
import time

import segno
from PIL import Image, ImageDraw, ImageFont

from tinhso.lib.files.kinds import Kind
from tinhso.lib.scans.programs import recognises, splits_pdf
from tinhso.lib.scans.recognition import text_of
from tinhso.lib.scans.separators import SEPARATOR
from tinhso.lib.scans.splitting import split_scan

A4 = (1654, 2339)  # at 200 dots an inch
LINE = "Bao cao ket qua chuyen doi so quy I nam 2024 cua tinh, so 15/UBND-CNTT ngay 05/3/2024."
EACH = 4  # pages of a document


def measure(pages: int) -> bool:
    """Print how many a minute; True: no aim is set."""
    if not (splits_pdf() and recognises()):
        print("pages: ocrmypdf, tesseract-ocr-vie, poppler or qpdf are not installed here")
        return True
    pdf = batch(pages)
    began = time.perf_counter()
    parts = split_scan(pdf, Kind.PDF)
    split = time.perf_counter() - began
    for part in parts:
        text_of(part.content or pdf)
    whole = time.perf_counter() - began
    print(f"pages: {pages} in {len(parts)} documents, 200 dots an inch, load {os.getloadavg()[0]:.1f}")
    print(
        f"  split {60 * pages / split:.0f} a minute, split and recognised {60 * pages / whole:.1f} a minute"
    )
    return True


def batch(pages: int) -> bytes:
    sheets = []
    for number in range(pages):
        if number and number % EACH == 0:
            sheets.append(separator())
        sheet = Image.new("L", A4, 255)
        words = "\n".join(f"{number}.{n} {LINE}" for n in range(30))
        ImageDraw.Draw(sheet).multiline_text((150, 150), words, fill=0, font=ImageFont.load_default(30))
        sheets.append(sheet)
    out = io.BytesIO()
    sheets[0].save(out, format="PDF", save_all=True, append_images=sheets[1:], resolution=200)
    return out.getvalue()


def separator() -> Image.Image:
    sheet, code = Image.new("L", A4, 255), io.BytesIO()
    segno.make(SEPARATOR, error="h").save(code, kind="png", scale=15, border=4)
    with Image.open(code) as picture:
        sheet.paste(picture.convert("L"), (500, 700))
    return sheet
