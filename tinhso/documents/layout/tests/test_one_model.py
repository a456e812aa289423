"""Heading and signature of every type and form of signing: where phụ lục III of NĐ 30/2020 has them on the page, and the same words
in the file for a word processor."""

import io

import pytest
from docx import Document

from tinhso.documents.layout.document_forms import form_of
from tinhso.documents.layout.letter_content import LetterSigner
from tinhso.documents.layout.letter_docx import letter_docx
from tinhso.documents.layout.letter_pdf import letter_pdf
from tinhso.documents.layout.tests.makers import AT, CODES, DAY, SECRETARY, letter
from tinhso.documents.layout.tests.measured import HALF, heading_of, signature_of, words_of
from tinhso.kernel.papers import render as rendering
from tinhso.kernel.people.posts.tests.signing_makers import COMBINATIONS

FORMS = [one[0] for one in COMBINATIONS]
EACH = [(code, FORMS[n % len(FORMS)]) for n, code in enumerate(CODES)]
MOST = [(code, form) for code in ("QD", "CV", "BC") for form in FORMS]


@pytest.fixture(autouse=True)
def without_words_of_a_demo(monkeypatch):
    monkeypatch.setattr(rendering, "is_demo", lambda: False)


def content_of(code, form):
    signer = LetterSigner(tuple(form.lines), form.block["name"])
    two = form_of(code, DAY).signers == 2
    agency = form.agency
    return letter(
        code,
        agency=agency.name,
        parent="" if agency.kind == "committee" else "Ủy ban nhân dân tỉnh Thanh Hóa",
        issuer=form.issuer if "issuer" in form_of(code, DAY).needs else "",
        signers=(SECRETARY, signer) if two else (signer,),
        urgency="",
    )


def cells_of(content):
    """The cells of the file in their order: heading left and right, number and day, whatever signs."""
    made = Document(io.BytesIO(letter_docx(content, on=DAY, at=AT)))
    return [
        [line.text for line in cell.paragraphs if line.text]
        for table in made.tables
        for cell in table.rows[0].cells
    ]


@pytest.mark.parametrize(
    ("code", "form"),
    [
        *(pytest.param(*one, id=f"{one[0]}-{one[1].mark}") for one in EACH),
        *(pytest.param(*one, id=f"all-{one[0]}-{one[1].mark}", marks=pytest.mark.long) for one in MOST),
    ],
)
def test_page_and_file_have_one_heading_and_one_signature(code, form, poppler):
    content = content_of(code, form)
    name, first = form.block["name"], form.lines[0].upper()
    lines, _sizes = words_of(poppler, letter_pdf(content, on=DAY, at=AT))
    cells = cells_of(content)
    assert heading_of(lines) == (" ".join(cells[0]), " ".join(cells[1]))
    number = next(one for one in lines if one.text == "Số: 05/STTTT-VP")
    day = next(one for one in lines if one.text == cells[3][-1])
    assert number.text == cells[2][0] and number.middle < HALF < day.middle
    assert number.top == pytest.approx(day.top, abs=0.5)
    *above, below = cells[-1]
    assert below == name and " ".join(above) == " ".join(one.upper() for one in form.lines)
    assert signature_of(lines, name, first) == " ".join(above)
    signed = next(one for one in reversed(lines) if one.text == name)
    assert signed.middle > HALF and signed.top > day.top
    if content.issuer and form_of(code, DAY).to_words == "":
        issuer = content.issuer.upper()
        file = Document(io.BytesIO(letter_docx(content, on=DAY, at=AT)))
        assert issuer in [one.text for one in file.paragraphs]
        assert issuer in " ".join(one.text for one in lines if one.bold)
