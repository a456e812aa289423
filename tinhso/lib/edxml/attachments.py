"""The files in a message: base64, and often an archive of one file around the file that is meant."""

import binascii
import io
import re
import zipfile
from base64 import b64decode
from mimetypes import guess_type

from tinhso.lib.edxml.limits import FILE_BYTES, EdxmlRefused
from tinhso.lib.files.zip_guard import ZipLimits, ZipRefused, check_zip

ZIP = b"PK\x03\x04"
ZIP_TYPES = {"application/zip", "application/x-zip", "application/x-zip-compressed"}
UUID_NAME = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(\.\w{0,10})?", re.I)
PATH = "Attachment.ContentTransferEncoded"


def decoded(text: str) -> bytes:
    """Raises: EdxmlRefused for what is no base64."""
    plain = "".join(text.split())
    try:
        return b64decode(plain + "=" * (-len(plain) % 4), validate=True)
    except (binascii.Error, ValueError) as error:
        raise EdxmlRefused(f"M.{PATH}") from error


def unwrapped(content: bytes, *, name: str, content_type: str, most: int = FILE_BYTES) -> bytes:
    """The file inside, where an archive was only put around it; an archive that was meant as such stays as it is.

    Raises: EdxmlRefused for an archive that would fill the disk or cannot be read.
    """
    if not content.startswith(ZIP):
        return content
    entry = _single_entry(content)
    if entry is None or not _is_wrapping(entry, name, content_type):
        return content
    try:
        check_zip(io.BytesIO(content), ZipLimits(entries=1, unpacked=most))
    except ZipRefused as refused:
        if refused.reason in {"macros", "program"}:
            raise EdxmlRefused(f"M.{PATH}") from refused
        raise EdxmlRefused(f"R.{PATH}") from refused
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(entry)


def type_of(name: str, content_type: str) -> str:
    """The kind of the file itself: senders go on calling it an archive after it is one no more."""
    if content_type.strip().lower() in ZIP_TYPES and not name.lower().endswith(".zip"):
        return guess_type(name)[0] or "application/octet-stream"
    return content_type


def _single_entry(content: bytes) -> str | None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        return None
    return names[0] if len(names) == 1 else None


def _is_wrapping(entry: str, name: str, content_type: str) -> bool:
    """Senders name the file inside by a UUID, or call the whole an archive though its name is that of a document."""
    if UUID_NAME.fullmatch(entry):
        return True
    return content_type.strip().lower() in ZIP_TYPES and not name.lower().endswith(".zip")
