"""The agency's seal covers the left third of the leader's signature (NĐ 30/2020, phụ lục I, mục II.8), measured on the signed page."""

import io

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader

from tinhso.documents.copies.tests.test_copies import issued
from tinhso.kernel.files.public import read

SIGNATURE, SEAL = "Nguoi_ky", "Co_quan"


def boxes(pdf):
    """The places of both signatures on the pages, by their fields."""
    found = {}
    reader = PdfFileReader(io.BytesIO(pdf))
    for ref in reader.root["/AcroForm"]["/Fields"]:
        field = ref.get_object()
        found[str(field["/T"])] = [float(n) for n in field["/Rect"]]
    return found


@pytest.mark.long
def test_ii_8a_the_seal_covers_a_third_of_the_signature_to_the_left(office, desk):
    found = boxes(read(issued(office, desk).paper.file))
    signature, seal = found[SIGNATURE], found[SEAL]
    width = signature[2] - signature[0]
    covered = min(signature[2], seal[2]) - max(signature[0], seal[0])
    assert covered / width == pytest.approx(1 / 3, abs=0.02)
    assert seal[0] <= signature[0] + 4 and seal[2] < (signature[0] + signature[2]) / 2
    assert seal[3] - seal[1] == pytest.approx(signature[3] - signature[1], abs=1)
