"""Of which format a file is, for whoever must still read it in thirty years: by its own bytes, with its key in PRONOM.

A PDF that says of itself that it is PDF/A is called so; whether it keeps to that is another program's question. `lasting` says
whether archives take the format as it is; any other is named, so that it can be converted before nothing opens it any more.
"""

import re
from dataclasses import dataclass

HEAD = 64 * 1024
_PART = re.compile(rb"pdfaid:part(?:>|\s*=\s*[\"'])\s*([1-4])")
_LEVEL = re.compile(rb"pdfaid:conformance(?:>|\s*=\s*[\"'])\s*([A-Za-z])")
_VERSION = re.compile(rb"%PDF-(\d\.\d)")


@dataclass(frozen=True)
class FileFormat:
    """`key` is the PRONOM identifier, "" where none is known here."""

    name: str
    version: str
    key: str
    content_type: str
    lasting: bool

    @property
    def words(self) -> str:
        return f"{self.name} {self.version}".strip()


PDF_KEYS = {
    "1.0": 14,
    "1.1": 15,
    "1.2": 16,
    "1.3": 17,
    "1.4": 18,
    "1.5": 19,
    "1.6": 20,
    "1.7": 276,
    "2.0": 1129,
}
PDF_A_KEYS = {
    "1a": 95,
    "1b": 354,
    "2a": 476,
    "2b": 477,
    "2u": 478,
    "3a": 479,
    "3b": 480,
    "3u": 481,
    "4": 1910,
}
PDF_TYPE = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
UNKNOWN = FileFormat("không rõ", "", "", "application/octet-stream", False)
TIFF = FileFormat("TIFF", "", "fmt/353", "image/tiff", True)
PNG = FileFormat("PNG", "", "fmt/11", "image/png", True)
JPEG = FileFormat("JPEG", "", "fmt/44", "image/jpeg", True)
XML = FileFormat("XML", "1.0", "fmt/101", "application/xml", True)
ZIP = FileFormat("ZIP", "", "x-fmt/263", "application/zip", False)
BY_NAME = {
    "docx": FileFormat("Microsoft Word (OOXML)", "", "fmt/412", WORD, False),
    "xlsx": FileFormat("Microsoft Excel (OOXML)", "", "fmt/214", SHEET, False),
    "csv": FileFormat("CSV", "", "x-fmt/18", "text/csv", True),
    "txt": FileFormat("văn bản thuần", "", "x-fmt/111", "text/plain", True),
    "mp3": FileFormat("MP3", "", "fmt/134", "audio/mpeg", False),
    "ogg": FileFormat("Ogg", "", "fmt/944", "audio/ogg", False),
    "m4a": FileFormat("MPEG-4", "", "fmt/199", "audio/mp4", False),
}
HEADS = (
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
    (b"<?xml", XML),
)


class FormatFinder:
    """Is given the bytes of one file piece by piece, and says at the end what they are."""

    def __init__(self, name: str) -> None:
        self.ending = name.rpartition(".")[2].lower()
        self.head, self.tail, self.part, self.level = b"", b"", "", ""

    def read(self, piece: bytes) -> None:
        if len(self.head) < HEAD:
            self.head += piece[: HEAD - len(self.head)]
        if self.head.startswith(b"%PDF") and not (self.part and self.level):
            seen = self.tail + piece
            self.part = self.part or _first(_PART, seen)
            self.level = self.level or _first(_LEVEL, seen).lower()
            self.tail = seen[-200:]

    def found(self) -> FileFormat:
        if self.head.startswith(b"%PDF"):
            return self._pdf()
        for head, known in HEADS:
            if self.head.startswith(head):
                return known
        zipped = self.head.startswith(b"PK")
        if zipped and self.ending not in ("docx", "xlsx"):
            return ZIP
        return BY_NAME.get(self.ending, UNKNOWN) if zipped or self.ending not in ("docx", "xlsx") else UNKNOWN

    def _pdf(self) -> FileFormat:
        version = _first(_VERSION, self.head)
        if self.part:
            kind = f"{self.part}{self.level}"
            return FileFormat("PDF/A", kind, _key(PDF_A_KEYS.get(kind)), PDF_TYPE, True)
        return FileFormat("PDF", version, _key(PDF_KEYS.get(version)), PDF_TYPE, False)


def _key(number: int | None) -> str:
    return f"fmt/{number}" if number else ""


def _first(pattern: re.Pattern[bytes], content: bytes) -> str:
    found = pattern.search(content)
    return found[1].decode("ascii") if found else ""
