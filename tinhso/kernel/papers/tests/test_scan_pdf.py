"""Scanned pages become one PDF that a signature can be added to."""

import io

import pytest
from PIL import Image
from pyhanko.pdf_utils.reader import PdfFileReader

from tinhso.kernel.papers.scan_pdf import (
    ScanUnreadable,
    one_pdf,
    picture_pdf,
    signable,
    stamp_spot,
)
from tinhso.lib.files.kinds import Kind


def picture(size=(210, 297), kind="PNG", mode="RGB"):
    out = io.BytesIO()
    Image.new(mode, size, "white").save(out, format=kind)
    return out.getvalue()


def box_of(pdf, number=0):
    page = PdfFileReader(io.BytesIO(pdf)).find_page_for_modification(number)[0].get_object()
    return [round(float(n)) for n in page["/MediaBox"]]


def test_pictures_and_pdfs_become_one_file_of_a4_pages():
    first = picture_pdf(picture(mode="P"), Kind.PNG)
    whole = one_pdf([(Kind.PDF, first), (Kind.JPG, picture((297, 210), "JPEG")), (Kind.PNG, picture())])
    assert PdfFileReader(io.BytesIO(whole)).root["/Pages"]["/Count"] == 3
    assert [box_of(whole, n) for n in (0, 1)] == [[0, 0, 595, 842], [0, 0, 842, 595]]
    assert signable(whole) == whole
    left, low, right, high = stamp_spot(whole).box
    assert 297 < left < right <= 595
    assert 421 < low < high <= 842


def test_a_single_pdf_stays_as_it_is():
    assert one_pdf([(Kind.PDF, b"%PDF-1.7 any")]) == b"%PDF-1.7 any"


@pytest.mark.parametrize(
    "pages",
    [[(Kind.PNG, b"\x89PNG broken")], [(Kind.PDF, b"%PDF-1.7 broken"), (Kind.PNG, picture())]],
)
def test_what_cannot_be_read_is_refused(pages):
    with pytest.raises(ScanUnreadable):
        one_pdf(pages)


def test_a_file_that_is_no_pdf_inside_cannot_be_signed():
    with pytest.raises(ScanUnreadable):
        signable(b"%PDF-1.7 broken")
