"""The DOCX of each type, measured like its page: paper, margins, faces and sizes as a word processor reads them."""

import io
from dataclasses import replace

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from tinhso.documents.layout.document_forms import form_of
from tinhso.documents.layout.document_types import name_of
from tinhso.documents.layout.letter_content import LetterAppendix
from tinhso.documents.layout.letter_docx import letter_docx
from tinhso.documents.layout.tests.makers import AT, CODES, DAY, letter


def opened(content):
    return Document(io.BytesIO(letter_docx(content, on=DAY, at=AT)))


def lines_of(made):
    """Every paragraph in the order of the page, those of tables too."""
    cells = [cell for table in made.tables for row in table.rows for cell in row.cells]
    return [*made.paragraphs, *(line for cell in cells for line in cell.paragraphs)]


def millimetres(length) -> float:
    return round(length / Mm(1), 1)


@pytest.mark.long
@pytest.mark.parametrize("code", CODES)
def test_paper_margins_faces_and_sizes(code):
    made = opened(letter(code))
    page = made.sections[0]
    assert (millimetres(page.page_width), millimetres(page.page_height)) == (210, 297)
    assert 20 <= millimetres(page.top_margin) <= 25 and 20 <= millimetres(page.bottom_margin) <= 25
    assert 30 <= millimetres(page.left_margin) <= 35 and 15 <= millimetres(page.right_margin) <= 20
    assert made.styles["Normal"].font.name == "Times New Roman"
    assert made.styles["Normal"].paragraph_format.line_spacing == 1.0
    runs = {run.text.strip(): run for line in lines_of(made) for run in line.runs if run.text.strip()}
    wanted = {
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM": (12, True, False),
        "Độc lập - Tự do - Hạnh phúc": (13, True, False),
        "UBND TỈNH THANH HÓA": (12, False, False),
        "SỞ THÔNG TIN VÀ TRUYỀN THÔNG": (12, True, False),
        "Số: 05/STTTT-VP": (13, False, False),
        "Thanh Hóa, ngày 08 tháng 3 năm 2024": (13, False, True),
        "Nơi nhận:": (12, True, True),
        "- Lưu: VT, VP (05).": (11, False, False),
        "KT. GIÁM ĐỐC": (14, True, False),
        "Trần Thị Mai Hương": (14, True, False),
        "HỎA TỐC": (13, True, False),
        "NVN.(05)": (11, False, False),
    }
    if form_of(code, DAY).subject_at == "title":
        wanted[name_of(code).upper()] = (14, True, False)
    found = {words: (runs[words].font.size, runs[words].bold, runs[words].italic) for words in wanted}
    assert found == {words: (Pt(size), bold, italic) for words, (size, bold, italic) in wanted.items()}
    body = next(line for line in made.paragraphs if line.text.startswith(("Thực hiện Kế hoạch", "Điều 1.")))
    assert millimetres(body.paragraph_format.first_line_indent) == 12.7


def test_every_word_of_the_content_stands_in_the_file_and_appendices_count_their_own_pages():
    content = letter("KH")
    content = replace(
        content, appendices=(LetterAppendix("Danh mục", content.blocks),) * 2, number="", day=None
    )
    made = opened(content)
    words = "\n".join(line.text for line in lines_of(made))
    assert all(block.text in words for block in content.blocks)
    assert "Phụ lục I\n" in words and "Phụ lục II\n" in words and "(Kèm theo Kế hoạch" in words
    assert len(made.sections) == 3
    starts = [section._sectPr.xpath("w:pgNumType/@w:start") for section in made.sections]
    assert starts == [[], ["1"], ["1"]]


def test_borders_and_page_numbers_stand_where_the_schema_has_them():
    """A word processor calls a file damaged whose parts are in another order."""
    content = letter("CV", circulation="LƯU HÀNH NỘI BỘ")
    made = opened(replace(content, appendices=(LetterAppendix("Danh mục", content.blocks),)))
    tags = [[part.tag.split("}")[1] for part in one] for one in made.element.body.iter(qn("w:pPr"))]
    bordered = [one for one in tags if "pBdr" in one]
    assert len(bordered) == 3  # circulation, the line below the agency, urgency
    for one in bordered:
        assert not {"spacing", "ind", "jc"} & set(one[: one.index("pBdr")])
    for section in made.sections[1:]:
        order = [part.tag.split("}")[1] for part in section._sectPr]
        assert order.index("pgMar") < order.index("pgNumType") < order.index("cols") < order.index("titlePg")
