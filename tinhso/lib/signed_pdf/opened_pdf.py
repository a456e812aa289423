"""A PDF from anywhere, opened as strictly as it lets itself be opened, or refused with a reason."""

import io
import struct
import zlib
from dataclasses import dataclass
from enum import StrEnum

from pyhanko.pdf_utils.crypt import AuthStatus, StandardSecurityHandler
from pyhanko.pdf_utils.misc import PdfError, PdfReadError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.general import SigningError
from pyhanko.sign.validation.errors import SignatureValidationError

UNREADABLE = (
    PdfError, SigningError, SignatureValidationError, ValueError, LookupError, TypeError, AttributeError,
    ArithmeticError, NotImplementedError, AssertionError, RecursionError, OSError, zlib.error, struct.error,
)  # fmt: skip
"""What pyHanko lets through when the bytes are hostile; every one of them means "this cannot be read"."""
XREF_STREAM = b"/XRefStm"


class Unreadable(StrEnum):
    NOT_PDF = "not_pdf"
    ENCRYPTED = "encrypted"
    BROKEN = "broken"
    TOO_MANY = "too_many"


class PdfUnreadable(ValueError):
    """The file cannot be checked; `reason` says why."""

    def __init__(self, reason: Unreadable) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class OpenedPdf:
    """`by_the_rules`: the strict reader read it, so that its history of objects can be trusted.

    `hybrid`: it has two tables of objects, of which older readers see one and newer ones both (Word, older Acrobat).
    """

    content: bytes
    reader: PdfFileReader
    by_the_rules: bool
    hybrid: bool


def open_pdf(content: bytes) -> OpenedPdf:
    """Raises PdfUnreadable. What only forbids changes, and opens without a password, is read."""
    if b"%PDF-" not in content[:1024]:
        raise PdfUnreadable(Unreadable.NOT_PDF)
    try:
        strict = _reader(content, strict=True)
        hybrid = bool(strict.xrefs.hybrid_xrefs_present)
    except PdfUnreadable:
        raise
    except UNREADABLE:
        lenient = read_leniently(content)
        return OpenedPdf(content, lenient, by_the_rules=False, hybrid=XREF_STREAM in content)
    reader = read_leniently(content) if hybrid else strict
    return OpenedPdf(content, reader, by_the_rules=not hybrid, hybrid=hybrid)


def read_leniently(content: bytes) -> PdfFileReader:
    """Raises PdfUnreadable."""
    try:
        return _reader(content, strict=False)
    except PdfUnreadable:
        raise
    except UNREADABLE as error:
        raise PdfUnreadable(Unreadable.BROKEN) from error


def _reader(content: bytes, *, strict: bool) -> PdfFileReader:
    reader = PdfFileReader(io.BytesIO(content), strict=strict)
    if reader.encrypted:
        _open_without_password(reader)
    reader.root["/Pages"]["/Count"]
    return reader


def _open_without_password(reader: PdfFileReader) -> None:
    handler = reader.security_handler
    try:
        if isinstance(handler, StandardSecurityHandler):
            found = reader.decrypt("")
            if found.status != AuthStatus.FAILED:
                return
    except PdfReadError as error:
        raise PdfUnreadable(Unreadable.ENCRYPTED) from error
    raise PdfUnreadable(Unreadable.ENCRYPTED)
