"""Several papers in one file, for the printer only: what was signed loses its signature here."""

import io
from collections.abc import Sequence
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import PdfFileWriter


def join_pdfs(pdfs: Sequence[bytes], *, strict: bool = True, pages: range | None = None) -> bytes:
    """All pages of all files, in their order, or those of `pages` (from 0) of each. Tags of the single files are left behind.

    Not `strict`, small faults in the tables of a foreign file are forgiven; what comes out has none.
    """
    writer = PdfFileWriter()
    for pdf in pdfs:
        reader = PdfFileReader(io.BytesIO(pdf), strict=strict)
        for number in pages or range(int(reader.root["/Pages"]["/Count"])):
            _add_page(writer, reader, number)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def pages_of(pdf: bytes) -> int:
    return int(PdfFileReader(io.BytesIO(pdf), strict=False).root["/Pages"]["/Count"])


def inherited(page: generic.PdfObject | None, key: str) -> Any:
    """What the page says, or the nearest node above it; None where nobody does."""
    while isinstance(page, generic.DictionaryObject):
        if key in page:
            return page[key]
        page = page.get("/Parent")
    return None


def _add_page(writer: PdfFileWriter, reader: PdfFileReader, number: int) -> None:
    ref, resources = reader.find_page_for_modification(number)
    page = ref.get_object()  # of our own reader, which nobody else uses
    for key in ("/MediaBox", "/CropBox", "/Rotate"):  # a scanner's file may state them once for all pages
        if (value := inherited(page, key)) is not None:
            page[generic.pdf_name(key)] = value
    for key in ("/Parent", "/StructParents", "/Annots"):
        page.pop(key, None)
    page[generic.pdf_name("/Resources")] = resources
    writer.insert_page(writer.import_object(page))
