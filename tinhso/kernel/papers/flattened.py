"""The pages of a PDF as they are seen, for a copy: what stands in fields and signatures becomes part of the page, and they go."""

import io
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader

from tinhso.kernel.papers.bundle import inherited, join_pdfs
from tinhso.kernel.papers.scan_pdf import UNREADABLE, ScanUnreadable

HIDDEN = 2


def flattened_pages(
    pdf: bytes, *, first: int = 1, last: int | None = None, mark: bytes = b"", on_all: bool = False
) -> bytes:
    """Pages `first` to `last` alone, with their appearances drawn in; `mark`, a PDF, above on the right of the first of them,
    or of all.

    ScanUnreadable: broken, locked, or without those pages.
    """
    try:
        if PdfFileReader(io.BytesIO(pdf), strict=False).encrypted:
            raise ScanUnreadable
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf), strict=False)
        total = int(writer.root["/Pages"]["/Count"])
        chosen = range(first - 1, total if last is None else last)
        if not 0 <= chosen.start < chosen.stop <= total:
            raise ScanUnreadable
        for number in chosen:
            _flatten(writer, number, mark if on_all or number == chosen.start else b"")
        out = io.BytesIO()
        writer.write(out)
        return join_pdfs([out.getvalue()], strict=False, pages=chosen)
    except UNREADABLE as error:
        raise ScanUnreadable from error


def _flatten(writer: IncrementalPdfFileWriter, number: int, mark: bytes) -> None:
    ref, resources = writer.find_page_for_modification(number)
    page = ref.get_object()
    drawn = list(_appearances(page))
    if mark:
        drawn.append(_marked(writer, page, mark))
    if not drawn:
        return
    fonts = generic.DictionaryObject(
        resources.get_object() if hasattr(resources, "get_object") else resources
    )
    shapes = generic.DictionaryObject(_entry(fonts, "/XObject", {}))
    commands = []
    for order, (shape, placing) in enumerate(drawn):
        name = f"/BanSao{number}x{order}"
        shapes[pdf_name(name)] = shape
        commands.append(f"q {placing} cm {name} Do Q")
    fonts[pdf_name("/XObject")] = shapes
    page[pdf_name("/Resources")] = fonts
    page[pdf_name("/Contents")] = generic.ArrayObject(
        [_stream(writer, b"q"), *_contents(page), _stream(writer, ("Q " + " ".join(commands)).encode())]
    )
    writer.update_container(page)


def _contents(page: generic.DictionaryObject) -> list[generic.PdfObject]:
    """The streams of the page: none, one, or a list, which may lie elsewhere in the file."""
    if "/Contents" not in page:
        return []
    found = page["/Contents"]
    return list(found) if isinstance(found, generic.ArrayObject) else [page.raw_get("/Contents")]


def _entry(holder: generic.DictionaryObject, key: str, default: Any) -> Any:
    """What stands there, also where it lies elsewhere in the file; `get` gives the reference alone."""
    try:
        return holder[key]
    except KeyError:
        return default


def _stream(writer: IncrementalPdfFileWriter, data: bytes) -> generic.IndirectObject:
    return writer.add_object(generic.StreamObject(stream_data=data))


def _appearances(page: generic.DictionaryObject) -> "list[tuple[generic.PdfObject | None, str]]":
    """The looks of fields and signatures on the page, each with where it is drawn."""
    found = []
    for one in _entry(page, "/Annots", ()):
        note = one.get_object()
        if "/F" in note and int(note["/F"]) & HIDDEN:
            continue
        look, ref = _look(note)
        if isinstance(look, generic.StreamObject) and "/BBox" in look:
            found.append((ref, _placing(look["/BBox"], note["/Rect"])))
    return found


def _look(note: generic.DictionaryObject) -> "tuple[generic.PdfObject | None, generic.PdfObject | None]":
    """What the field looks like now and where that lies; of a box with several states the one that it is in."""
    looks = _entry(note, "/AP", {})
    key = "/N"
    if key in looks and not isinstance(looks[key], generic.StreamObject):
        looks, key = looks[key], str(note["/AS"]) if "/AS" in note else ""
    return (looks[key], looks.raw_get(key)) if key in looks else (None, None)


def _placing(shape: generic.ArrayObject, goal: generic.ArrayObject) -> str:
    left, low, right, high = (float(n) for n in shape)
    to_left, to_low, to_right, to_high = (float(n) for n in goal)
    across = (to_right - to_left) / (right - left) if right != left else 1
    up = (to_high - to_low) / (high - low) if high != low else 1
    return f"{across:.5f} 0 0 {up:.5f} {to_left - left * across:.3f} {to_low - low * up:.3f}"


def _marked(
    writer: IncrementalPdfFileWriter, page: generic.DictionaryObject, mark: bytes
) -> "tuple[generic.PdfObject, str]":
    """The mark's page, its upper right corner in that of the copied page."""
    shape = writer.import_page_as_xobject(PdfFileReader(io.BytesIO(mark)))
    left, low, right, high = (float(n) for n in shape.get_object()["/BBox"])
    edges = [float(n) for n in inherited(page, "/MediaBox")]
    return shape, f"1 0 0 1 {edges[2] - (right - left) - 18:.3f} {edges[3] - (high - low) - 18:.3f}"
