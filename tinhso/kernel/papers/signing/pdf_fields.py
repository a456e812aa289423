"""Fields of a paper that are filled after the leader has signed: its number, and place with date.

Filling a form field that was there when the leader signed is a change that PAdES allows (ISO 32000-1, 12.8.2.2),
so the first signature stays valid; the clerk's signature then locks every field.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.generic import pdf_name, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import BoxConstraints
from pyhanko.pdf_utils.reader import PdfFileReader

from tinhso.kernel.papers.render import Spot

NUMBER_FIELD = "So_van_ban"
DATE_FIELD = "Ngay_ban_hanh"
TEXT_FIELDS = (NUMBER_FIELD, DATE_FIELD)
_PRINTED_AND_LOCKED = 4 + 128
_READ_ONLY = 1


@dataclass(frozen=True)
class Filling:
    """What is written into a text field: its words, and how they look as a one-page PDF of the field's size."""

    field: str
    text: str
    appearance: bytes


class NoSuchField(LookupError):
    """The paper has no field of that name."""


class ImportedPage(PdfContent):
    """The first page of another PDF, given as bytes, drawn inside this one."""

    def __init__(self, pdf: bytes) -> None:
        self._pdf = pdf
        super().__init__()

    def render(self) -> bytes:
        xobject = self._ensure_writer.import_page_as_xobject(PdfFileReader(io.BytesIO(self._pdf)))
        self.resources.xobject[pdf_name("/Page")] = xobject
        left, low, right, high = (float(x) for x in xobject.get_object()["/BBox"])
        self.box = BoxConstraints(width=right - left, height=high - low)
        return b"/Page Do"


def with_text_fields(pdf: bytes, spots: Sequence[Spot]) -> bytes:
    """The paper with an empty read-only text field at each of the spots that are filled later."""
    wanted = [spot for spot in spots if spot.name in TEXT_FIELDS]
    if not wanted:
        return pdf
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    fields = generic.ArrayObject(_add_text_field(writer, spot) for spot in wanted)
    writer.root["/AcroForm"] = writer.add_object(generic.DictionaryObject({pdf_name("/Fields"): fields}))
    writer.update_root()
    return _written(writer)


def fill(writer: IncrementalPdfFileWriter, fillings: Sequence[Filling]) -> None:
    """Write the words into their fields; part of the revision that the next signature covers."""
    for filling in fillings:
        field = _find(writer, filling.field)
        page = writer.import_page_as_xobject(PdfFileReader(io.BytesIO(filling.appearance)))
        field[pdf_name("/V")] = pdf_string(filling.text)
        field[pdf_name("/AP")] = generic.DictionaryObject({pdf_name("/N"): page})
        writer.update_container(field)


def _find(writer: IncrementalPdfFileWriter, name: str) -> generic.DictionaryObject:
    if "/AcroForm" in writer.root:
        for ref in writer.root["/AcroForm"]["/Fields"]:
            field = ref.get_object()
            if field["/T"] == name and isinstance(field, generic.DictionaryObject):
                return field
    raise NoSuchField(name)


def _add_text_field(writer: IncrementalPdfFileWriter, spot: Spot) -> generic.IndirectObject:
    page_ref, _ = writer.find_page_for_modification(spot.page)
    box = generic.ArrayObject(generic.NumberObject(n) for n in spot.box)
    corner = [generic.NumberObject(0), generic.NumberObject(0), *(generic.NumberObject(n) for n in spot.size)]
    empty = generic.StreamObject(
        dict_data={
            pdf_name("/Type"): pdf_name("/XObject"),
            pdf_name("/Subtype"): pdf_name("/Form"),
            pdf_name("/BBox"): generic.ArrayObject(corner),
        },
        stream_data=b"",
    )
    field = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Annot"),
            pdf_name("/Subtype"): pdf_name("/Widget"),
            pdf_name("/FT"): pdf_name("/Tx"),
            pdf_name("/T"): pdf_string(spot.name),
            pdf_name("/TU"): pdf_string("Số văn bản" if spot.name == NUMBER_FIELD else "Ngày ban hành"),
            pdf_name("/Ff"): generic.NumberObject(_READ_ONLY),
            pdf_name("/F"): generic.NumberObject(_PRINTED_AND_LOCKED),
            pdf_name("/Rect"): box,
            pdf_name("/P"): page_ref,
            pdf_name("/AP"): generic.DictionaryObject({pdf_name("/N"): writer.add_object(empty)}),
        }
    )
    ref = writer.add_object(field)
    writer.register_annotation(page_ref, ref)
    return ref


def _written(writer: IncrementalPdfFileWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
