"""What a file really is, judged by its own bytes; its name and what the browser declared must agree."""

import codecs
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import BinaryIO

from tinhso.lib.files.audio import NotAudio, audio_seconds, is_mp3
from tinhso.lib.files.names import extension_of
from tinhso.lib.files.zip_guard import ZipLimits, ZipRefused, check_zip, entry_names


class Kind(StrEnum):
    """The kinds that can be allowed at all; each caller allows a part of them."""

    PDF = "pdf"
    JPG = "jpg"
    PNG = "png"
    WEBP = "webp"
    TIFF = "tiff"  # scans alone
    DOCX = "docx"
    XLSX = "xlsx"
    ZIP = "zip"
    TXT = "txt"
    CSV = "csv"
    GEOJSON = "geojson"
    MP3 = "mp3"
    OGG = "ogg"
    M4A = "m4a"
    EDXML = "edxml"  # kept as it came over the document axis, never uploaded
    SCAN_REPORT = "scan_report"  # a scanner's file as it came, read by its own readers, never shown
    NETWORK_LOG = "network_log"  # rows of a log as the system sealed them, never uploaded or shown


class Reason(StrEnum):
    """Why a file is refused; the words for it belong to whoever shows them."""

    EMPTY = "empty"
    PROGRAM = "program"
    NOT_ALLOWED = "not_allowed"
    NAME_MISMATCH = "name_mismatch"
    ENCRYPTED_PDF = "encrypted_pdf"
    ENCRYPTED_ZIP = "encrypted_zip"
    ZIP_BOMB = "zip_bomb"
    MACROS = "macros"
    OLD_OFFICE = "old_office"
    BROKEN = "broken"


class KindRefused(ValueError):
    """The file is not taken; `reason` says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True)
class KindFacts:
    content_type: str
    extensions: tuple[str, ...]


FACTS = {
    Kind.PDF: KindFacts("application/pdf", ("pdf",)),
    Kind.JPG: KindFacts("image/jpeg", ("jpg", "jpeg", "jfif")),
    Kind.PNG: KindFacts("image/png", ("png",)),
    Kind.WEBP: KindFacts("image/webp", ("webp",)),
    Kind.TIFF: KindFacts("image/tiff", ("tif", "tiff")),
    Kind.DOCX: KindFacts(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ("docx",)
    ),
    Kind.XLSX: KindFacts("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ("xlsx",)),
    Kind.ZIP: KindFacts("application/zip", ("zip",)),
    Kind.TXT: KindFacts("text/plain", ("txt",)),
    Kind.CSV: KindFacts("text/csv", ("csv",)),
    Kind.GEOJSON: KindFacts("application/geo+json", ("geojson",)),
    Kind.MP3: KindFacts("audio/mpeg", ("mp3",)),
    Kind.OGG: KindFacts("audio/ogg", ("ogg", "oga", "opus")),
    Kind.M4A: KindFacts("audio/mp4", ("m4a",)),
    Kind.EDXML: KindFacts("application/xml", ("edxml", "xml")),
    Kind.SCAN_REPORT: KindFacts("application/x-scan-report", ()),
    Kind.NETWORK_LOG: KindFacts("application/x-network-log", ()),
}
NAMED = {"csv": Kind.CSV, "geojson": Kind.GEOJSON}
PICTURES = frozenset({Kind.JPG, Kind.PNG, Kind.WEBP})
LOOSE = frozenset({Kind.TXT, Kind.CSV, Kind.GEOJSON})  # text, told apart by the name
SOUNDS = frozenset({Kind.MP3, Kind.OGG, Kind.M4A})
PROGRAM_HEADS = (
    b"MZ",
    b"\x7fELF",
    b"\xca\xfe\xba\xbe",
    b"\xfe\xed\xfa",
    b"\xcf\xfa\xed\xfe",
    b"#!",
    b"<?php",
)
OLD_OFFICE_HEAD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Word, Excel and PowerPoint before 2007 (.doc, .xls), and newer ones with a password: macros and parts in it cannot be told."""
MARKUP = re.compile(rb"^\s*<(?:!doctype|html|script|svg|\?xml|iframe|body|head|%)", re.IGNORECASE)
PDF_ENCRYPTION = re.compile(rb"/Encrypt\s*(?:\d+\s+\d+\s+R|<<)")
BLOCK = 1 << 16


def kind_of(stream: BinaryIO, name: str, *, limits: ZipLimits | None = None) -> Kind:
    """The kind by content; KindRefused for programs, broken or locked files, bombs and macros.

    The name only tells text from CSV and GeoJSON; everything else is read from the bytes.
    """
    stream.seek(0)
    head = stream.read(1024)
    if not head:
        raise KindRefused(Reason.EMPTY)
    if head.startswith(PROGRAM_HEADS):
        raise KindRefused(Reason.PROGRAM)
    if head.startswith(OLD_OFFICE_HEAD):
        raise KindRefused(Reason.OLD_OFFICE)
    if head.startswith(b"\xff\xd8\xff"):
        return Kind.JPG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return Kind.PNG
    if head.startswith((b"II*\x00", b"MM\x00*")):
        return Kind.TIFF
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return Kind.WEBP
    if b"%PDF-" in head:
        return _pdf(stream)
    if head.startswith(b"PK"):
        return _zip(stream, limits or ZipLimits())
    if sound := _sound(head):
        return _whole_sound(stream, sound, name)
    return _text(stream, head, name)


def check_kind(
    stream: BinaryIO, *, name: str, declared: str, allow: frozenset[Kind], limits: ZipLimits | None = None
) -> Kind:
    """`kind_of`, allowed here, and in agreement with the extension and the declared type; else KindRefused."""
    kind = kind_of(stream, name, limits=limits)
    if extension_of(name) not in FACTS[kind].extensions or _contradicts(declared, kind):
        raise KindRefused(Reason.NAME_MISMATCH)
    if kind not in allow:
        raise KindRefused(Reason.NOT_ALLOWED)
    return kind


def _contradicts(declared: str, kind: Kind) -> bool:
    """Browsers declare CSV, GeoJSON and unknown files loosely; only another known type is a contradiction."""
    plain = declared.split(";")[0].strip().lower()
    if kind in LOOSE:
        return plain in {FACTS[k].content_type for k in Kind if k not in LOOSE}
    known = {facts.content_type for facts in FACTS.values()}
    return plain in known and plain != FACTS[kind].content_type


def _pdf(stream: BinaryIO) -> Kind:
    """A trailer with /Encrypt is never inside a compressed stream, so the plain bytes tell."""
    stream.seek(0)
    tail = b""
    while block := stream.read(BLOCK):
        if PDF_ENCRYPTION.search(tail + block):
            raise KindRefused(Reason.ENCRYPTED_PDF)
        tail = block[-64:]
    return Kind.PDF


def _sound(head: bytes) -> Kind | None:
    if head.startswith(b"OggS"):
        return Kind.OGG
    if head.startswith(b"\0\0\0") and head[4:8] == b"ftyp":
        return Kind.M4A
    return Kind.MP3 if is_mp3(head) else None


def _whole_sound(stream: BinaryIO, kind: Kind, name: str) -> Kind:
    """Sound alone, whose length can be read: a film in the same wrapping is refused as what nobody takes."""
    try:
        audio_seconds(stream)
    except NotAudio as error:
        called_so = extension_of(name) in FACTS[kind].extensions
        raise KindRefused(Reason.BROKEN if called_so else Reason.NOT_ALLOWED) from error
    return kind


def _zip(stream: BinaryIO, limits: ZipLimits) -> Kind:
    try:
        check_zip(stream, limits)
        names = entry_names(stream)
    except ZipRefused as refused:
        raise KindRefused(Reason(refused.reason)) from refused
    if "[Content_Types].xml" not in names:
        return Kind.ZIP
    if "word/document.xml" in names:
        return Kind.DOCX
    if "xl/workbook.xml" in names:
        return Kind.XLSX
    raise KindRefused(Reason.NOT_ALLOWED)


def _text(stream: BinaryIO, head: bytes, name: str) -> Kind:
    if MARKUP.match(head.removeprefix(codecs.BOM_UTF8)):
        raise KindRefused(Reason.NOT_ALLOWED)
    wide = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    decoder = codecs.getincrementaldecoder("utf-16" if wide else "utf-8")()
    stream.seek(0)
    try:
        while block := stream.read(BLOCK):
            if "\0" in decoder.decode(block):
                raise KindRefused(Reason.NOT_ALLOWED)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise KindRefused(Reason.NOT_ALLOWED) from error
    return NAMED.get(extension_of(name), Kind.TXT)
