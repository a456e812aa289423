"""How many pages a paper has, as the list of papers in a file tells it; None where nothing says so."""

import io
from collections.abc import Iterable

from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader

from tinhso.documents.models import ArrivingDocument, OutgoingDocument
from tinhso.kernel.files.public import StoredFile, read

PDF = "application/pdf"
LARGEST = 50 * 1024 * 1024  # of one file that is read for its pages


def pages_of_outgoing(document: OutgoingDocument) -> int | None:
    """Of the signed PDF, where its file is here."""
    if document.paper is None or not document.paper.signatures.exists():
        return None
    return _sum([document.paper.file])


def pages_of_arriving(document: ArrivingDocument) -> int | None:
    """As the clerk wrote it down, else of its PDFs."""
    if document.pages:
        return document.pages
    return _sum([one.file for one in document.files.filter(superseded=None).select_related("file")])


def pages_of_material(file: StoredFile) -> int | None:
    return _sum([file])


def _sum(files: Iterable[StoredFile]) -> int | None:
    counts = [_count(one) for one in files]
    return sum(one for one in counts if one) or None


def _count(file: StoredFile) -> int | None:
    if file.content_type != PDF or file.size > LARGEST:
        return None
    try:
        return int(PdfFileReader(io.BytesIO(read(file)), strict=False).root["/Pages"]["/Count"])
    except (PdfError, KeyError, ValueError, TypeError, OSError):
        return None  # a foreign PDF that cannot be read has pages all the same; nobody counted them
