"""Scanned pages as one PDF, ready for the receiving officer's signature on its first page.

Pictures are written anew, upright, on A4 at 200 dots an inch or more where the scanner gave them (NĐ 30/2020, phụ lục I
on digital copies of paper; unverified). A PDF that holds signatures of its own is never joined with others.
"""

import io
import warnings
from collections.abc import Sequence

from PIL import Image, ImageOps, UnidentifiedImageError
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader

from tinhso.kernel.papers.bundle import inherited, join_pdfs
from tinhso.kernel.papers.render import Spot
from tinhso.kernel.papers.signing.pdf_signing import PERSON_FIELD
from tinhso.lib.files.kinds import Kind

A4_INCHES = (8.27, 11.69)
MOST_DOTS = (2480, 3508)  # A4 at 300 dots an inch: what is finer is made smaller
MOST_PIXELS = 50_000_000
STAMP, MARGIN = (180, 56), 18  # points; above on the right of the first page
FORMATS = {Kind.JPG: "JPEG", Kind.PNG: "PNG"}
UNREADABLE = (PdfError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError)


class ScanUnreadable(Exception):
    """A page or file of a scan cannot be read: broken, locked, or beyond what is taken."""


def one_pdf(pages: Sequence[tuple[Kind, bytes]]) -> bytes:
    """All pictures and PDFs in their order as one PDF; a single PDF as it is. ScanUnreadable."""
    if len(pages) == 1 and pages[0][0] is Kind.PDF:
        return pages[0][1]
    pdfs = [content if kind is Kind.PDF else picture_pdf(content, kind) for kind, content in pages]
    try:
        if any(is_signed(pdf) for pdf in pdfs):
            raise ScanUnreadable
        return join_pdfs(pdfs, strict=False)
    except UNREADABLE as error:
        raise ScanUnreadable from error


def picture_pdf(content: bytes, kind: Kind) -> bytes:
    """One picture as a PDF of one page. ScanUnreadable."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=[FORMATS[kind]]) as picture:
                return _page(picture)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise ScanUnreadable from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ScanUnreadable from error


def _page(picture: Image.Image) -> bytes:
    if picture.width * picture.height > MOST_PIXELS:
        raise ScanUnreadable
    upright = ImageOps.exif_transpose(picture)
    sheet = upright.convert("L" if upright.mode in {"1", "L"} else "RGB")
    wide = sheet.width > sheet.height
    sheet.thumbnail(MOST_DOTS[::-1] if wide else MOST_DOTS)
    across, down = A4_INCHES[::-1] if wide else A4_INCHES
    out = io.BytesIO()
    sheet.save(out, format="PDF", resolution=max(sheet.width / across, sheet.height / down), quality=85)
    return out.getvalue()


def is_signed(pdf: bytes) -> bool:
    """The file holds a digital signature already."""
    return bool(PdfFileReader(io.BytesIO(pdf), strict=False).embedded_signatures)


def annex_pages(pdf: bytes) -> int:
    """How many pages another paper takes over of this file. ScanUnreadable: broken, locked, or signed by somebody."""
    try:
        reader = PdfFileReader(io.BytesIO(pdf), strict=False)
        if reader.encrypted or reader.embedded_signatures:
            raise ScanUnreadable
        join_pdfs([pdf], strict=False)
        return int(reader.root["/Pages"]["/Count"])
    except UNREADABLE as error:
        raise ScanUnreadable from error


def signable(pdf: bytes) -> bytes:
    """The file in a form that a signature can be added to: as it is, or written anew. ScanUnreadable."""
    try:
        if _is_sound(pdf) or is_signed(pdf):
            return pdf
        return join_pdfs([pdf], strict=False)
    except UNREADABLE as error:
        raise ScanUnreadable from error


def _is_sound(pdf: bytes) -> bool:
    try:
        reader = PdfFileReader(io.BytesIO(pdf))
        return not reader.encrypted and int(reader.root["/Pages"]["/Count"]) > 0
    except PdfError:
        return False


def stamp_spot(pdf: bytes) -> Spot:
    """Where the officer's signature stands: above on the right of the first page. ScanUnreadable."""
    try:
        page = PdfFileReader(io.BytesIO(pdf)).find_page_for_modification(0)[0].get_object()
        left, low, right, high = (float(n) for n in inherited(page, "/MediaBox"))
    except UNREADABLE as error:
        raise ScanUnreadable from error
    x = max(left, right - MARGIN - STAMP[0])
    y = max(low, high - MARGIN - STAMP[1])
    box = (round(x), round(y), round(x) + STAMP[0], round(y) + STAMP[1])
    return Spot(name=PERSON_FIELD, page=0, box=box)
