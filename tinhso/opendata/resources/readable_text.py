"""The words of a file, for the search for personal data: plain text, GeoJSON, and Office files of which every part
is text.

A PDF, a picture, and an Office file that holds a picture or another file are read by a person only.
"""

import codecs
import re
import zipfile
from html import unescape
from typing import IO, Any

from tinhso.kernel.files.public import StoredFile, open_stream
from tinhso.lib.files.kinds import FACTS, Kind
from tinhso.lib.messages.plain_json import BadJson, read_json

MOST_BYTES = 5_000_000
PLAIN = frozenset(FACTS[kind].content_type for kind in (Kind.TXT, Kind.CSV))
JSON = FACTS[Kind.GEOJSON].content_type
OFFICE = frozenset(FACTS[kind].content_type for kind in (Kind.DOCX, Kind.XLSX))
PARTS = (".xml", ".rels", ".vml")
BLOCK = re.compile(r"</(?:\w+:)?(?:p|tc|c|v|f|si|is|row|comment|text)>|<(?:\w+:)?(?:tab|br|cr)\b[^<>]*>")
"""What ends a word; any other mark may stand in the middle of one, for a word is cut where its face changes."""
TAG = re.compile(r"<[^<>]*>")
ATTRIBUTES = re.compile(r"""\b(?:Target|descr|title|tooltip|display)=["']([^"'<>]*)""")
"""Attributes that a reader sees: addresses of links, what pictures and links are called."""


def readable_text(file: StoredFile) -> str | None:
    """None where no machine here can read all of it."""
    if file.content_type in PLAIN and file.size <= MOST_BYTES:
        with open_stream(file) as stream:
            return _decoded(stream.read(MOST_BYTES))
    if file.content_type == JSON and file.size <= MOST_BYTES:
        with open_stream(file) as stream:
            return _json_text(stream.read(MOST_BYTES))
    if file.content_type in OFFICE:
        with open_stream(file) as stream:
            return _office_text(stream)
    return None


def _json_text(content: bytes) -> str | None:
    """Every name with its value, as a reader would see them; letters that are written as numbers are letters again."""
    try:
        whole = read_json(content.removeprefix(codecs.BOM_UTF8))
    except BadJson:
        return None
    lines: list[str] = []
    left: list[Any] = [whole] if isinstance(whole, dict | list) else []
    while left:
        one = left.pop()
        if isinstance(one, dict):
            lines += [f"{name}: {value}" for name, value in one.items() if not isinstance(value, dict | list)]
        parts = one.values() if isinstance(one, dict) else one
        left += [part for part in parts if isinstance(part, dict | list)]
        if isinstance(one, list):
            lines += [part for part in one if isinstance(part, str)]
    return "\n".join(lines)


def _office_text(stream: IO[bytes]) -> str | None:
    found, left = [], MOST_BYTES
    with zipfile.ZipFile(stream) as package:
        for part in package.infolist():
            left -= part.file_size
            if left < 0 or (part.file_size and not part.filename.lower().endswith(PARTS)):
                return None
            text = _decoded(package.read(part))
            if text is None or "<!DOCTYPE" in text:
                return None
            found.append(_words(text))
    return "\n".join(found)


def _words(text: str) -> str:
    """The words of one part as a reader sees them, and once more with every mark for a blank: what stands in two cells is two words."""
    text = text.replace("<![CDATA[", "").replace("]]>", "")
    each = (" ".join(ATTRIBUTES.findall(text)), TAG.sub("", BLOCK.sub(" ", text)), TAG.sub(" ", text))
    return unescape("\n".join(each))


def _decoded(content: bytes) -> str | None:
    """UTF-8, or UTF-16 that says so."""
    wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = content.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text
