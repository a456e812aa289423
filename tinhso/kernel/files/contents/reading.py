"""The bytes of a file, for code. Whoever hands them to a person goes through `serve`."""

from typing import BinaryIO

from tinhso.kernel.files.contents.store import store
from tinhso.kernel.files.models import StoredFile


def open_stream(file: StoredFile) -> BinaryIO:
    """The file's bytes from the start; the caller closes it. FileNotFoundError if the store lost them."""
    return store().open(file.sha256)


def read(file: StoredFile) -> bytes:
    """All bytes of the file, whatever its state."""
    with open_stream(file) as stream:
        return stream.read()
