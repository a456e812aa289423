"""What was added to a PDF behind its end, in an incremental update, as far as it can be told."""

from collections import Counter
from dataclasses import dataclass, field
from itertools import islice

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader

from tinhso.lib.signed_pdf.opened_pdf import UNREADABLE, PdfUnreadable, read_leniently

MOST_OBJECTS = 2_000


@dataclass(frozen=True)
class Added:
    """So many bytes after the first `begin`; `kinds` counts the objects in them by what they are, empty where none can be read."""

    begin: int
    size: int
    kinds: dict[str, int] = field(default_factory=dict)

    @property
    def is_blank(self) -> bool:
        """Spaces and line ends alone: nothing shows, yet the bytes are others."""
        return self.kinds == {"blank": 1}


def what_was_added(content: bytes, begin: int) -> Added:
    size = len(content) - begin
    if not content[begin:].strip():
        return Added(begin, size, {"blank": 1})
    try:
        return Added(begin, size, _kinds(read_leniently(content), read_leniently(content[:begin])))
    except (PdfUnreadable, *UNREADABLE):
        return Added(begin, size)


def _kinds(reader: PdfFileReader, before: PdfFileReader) -> dict[str, int]:
    found: Counter[str] = Counter()
    for revision in range(before.xrefs.total_revisions, reader.xrefs.total_revisions):
        for ref in islice(sorted(reader.xrefs.explicit_refs_in_revision(revision), key=str), MOST_OBJECTS):
            try:
                found[_kind(reader.get_object(ref))] += 1
            except UNREADABLE:
                found["other"] += 1
    return dict(found)


def _kind(one: generic.PdfObject) -> str:
    if isinstance(one, generic.DictionaryObject):
        name, subtype = str(one.get("/Type", "")), str(one.get("/Subtype", ""))
        if "/JS" in one or str(one.get("/S", "")) == "/JavaScript":
            return "script"
        if name in {"/Sig", "/DocTimeStamp"}:
            return "signature"
        if subtype == "/Widget" or "/FT" in one:
            return "field"
        if name == "/Annot" or "/Rect" in one:
            return "note"
        plain = "content" if isinstance(one, generic.StreamObject) and name in {"", "/XObject"} else "other"
        return {"/Page": "page", "/EmbeddedFile": "file", "/Filespec": "file"}.get(name, plain)
    return "other"
