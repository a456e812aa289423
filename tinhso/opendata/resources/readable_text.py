"""The words of a file, for the search for personal data: plain text and Office files; a PDF or a picture only a person reads."""

import re
import zipfile
from typing import IO

from tinhso.kernel.files.public import StoredFile, open_stream
from tinhso.lib.files.kinds import FACTS, Kind

MOST_BYTES = 5_000_000
WORDS_OF_OFFICE = {
    Kind.DOCX: re.compile(r"word/[a-z0-9]+\.xml"),
    Kind.XLSX: re.compile(r"xl/(?:worksheets/)?[a-zA-Z0-9]+\.xml"),
}
TAG = re.compile(r"<[^>]{0,2000}>")


def readable_text(file: StoredFile) -> str | None:
    """None where no machine here can read all of it."""
    if file.content_type in (FACTS[Kind.TXT].content_type, FACTS[Kind.CSV].content_type):
        with open_stream(file) as stream:
            return stream.read(MOST_BYTES).decode("utf-8", "replace") if file.size <= MOST_BYTES else None
    for kind, names in WORDS_OF_OFFICE.items():
        if file.content_type == FACTS[kind].content_type:
            with open_stream(file) as stream:
                return _office_text(stream, names)
    return None


def _office_text(stream: IO[bytes], names: re.Pattern[str]) -> str | None:
    found, left = [], MOST_BYTES
    with zipfile.ZipFile(stream) as package:
        for name in package.namelist():
            if not names.fullmatch(name):
                continue
            if (size := package.getinfo(name).file_size) > left:
                return None
            left -= size
            found.append(TAG.sub(" ", package.read(name).decode("utf-8", "replace")))
    return " ".join(found)
