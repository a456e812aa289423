"""A copied page shows what its original shows, however the original's file is written."""

import io

import pytest
from pyhanko.pdf_utils.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    StreamObject,
    pdf_name,
)
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import PdfFileWriter

from tinhso.kernel.papers.flattened import flattened_pages


def numbers(*values):
    return ArrayObject(NumberObject(one) for one in values)


def shape(writer, words):
    facts = {"/Type": "/XObject", "/Subtype": "/Form"}
    named = {pdf_name(key): NameObject(value) for key, value in facts.items()}
    return writer.add_object(
        StreamObject(dict_data=named | {pdf_name("/BBox"): numbers(0, 0, 20, 20)}, stream_data=words)
    )


def field(writer, look, **more):
    words = {"/Subtype": NameObject("/Widget"), "/Rect": numbers(200, 200, 240, 240), "/F": NumberObject(4)}
    words |= {"/AP": DictionaryObject({pdf_name("/N"): look})} | {f"/{key}": one for key, one in more.items()}
    return writer.add_object(DictionaryObject({pdf_name(key): one for key, one in words.items()}))


def form(*, elsewhere):
    """One page with a drawn line, a stamp and a ticked box; its lists stand in the page, or elsewhere in the file."""
    writer = PdfFileWriter()
    states = {"/Yes": shape(writer, b"TICK"), "/Off": shape(writer, b"EMPTY")}
    box = field(
        writer, DictionaryObject({pdf_name(key): one for key, one in states.items()}), AS=NameObject("/Yes")
    )
    lists = {
        "/Contents": ArrayObject([writer.add_object(StreamObject(stream_data=b"LINE"))]),
        "/Annots": ArrayObject([field(writer, shape(writer, b"STAMP")), box]),
    }
    page = {
        "/Type": NameObject("/Page"),
        "/MediaBox": numbers(0, 0, 300, 300),
        "/Resources": DictionaryObject(),
    }
    page |= {key: writer.add_object(one) if elsewhere else one for key, one in lists.items()}
    writer.insert_page(DictionaryObject({pdf_name(key): one for key, one in page.items()}))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("elsewhere", [False, True])
def test_what_stands_in_fields_is_drawn_and_the_page_itself_stays(elsewhere):
    pdf = flattened_pages(form(elsewhere=elsewhere))
    page = PdfFileReader(io.BytesIO(pdf)).find_page_for_modification(0)[0].get_object()
    streams = [one.get_object() for one in page["/Contents"]]
    assert all(isinstance(one, StreamObject) for one in streams)
    assert b"LINE" in [one.data for one in streams]
    drawn = [page["/Resources"]["/XObject"][name].data for name in page["/Resources"]["/XObject"]]
    assert drawn == [b"STAMP", b"TICK"] and "/Annots" not in page
