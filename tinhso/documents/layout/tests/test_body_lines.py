import pytest

from tinhso.documents.layout.body_lines import blocks_of
from tinhso.documents.layout.letter_content import BodyBlock as Block


@pytest.mark.parametrize(
    ("line", "block"),
    [
        ("Điều 1. Ban hành kèm theo.", Block("article", "1", "", "Ban hành kèm theo.")),
        ("I. Kết quả", Block("heading", "I", "Kết quả")),
        ("12. Giao Sở.", Block("clause", "12", "", "Giao Sở.")),
        ("đ) Hồ sơ;", Block("point", "đ", "", "Hồ sơ;")),
        ("Phần II. TỔ CHỨC", Block("part", "II", "TỔ CHỨC")),
        ("Tiểu mục 2", Block("subsection", "2")),
        ("Điều này không phải điều.", Block("text", text="Điều này không phải điều.")),
        ("2024 là năm dữ liệu số.", Block("text", text="2024 là năm dữ liệu số.")),
        ("Mục tiêu: đến năm 2025.", Block("text", text="Mục tiêu: đến năm 2025.")),
    ],
)
def test_a_line_is_what_its_beginning_says(line, block):
    assert blocks_of([line, "", "  "]) == (block,)


def test_chapters_take_the_next_line_as_their_title_and_articles_have_titles():
    found = blocks_of(
        ["Chương I", "Quy định chung", "Điều 1. Phạm vi", "1. Quy chế này …", "Mục 1", "Điều 2. Số"]
    )
    assert found == (
        Block("chapter", "I", "Quy định chung"),
        Block("article", "1", "Phạm vi"),
        Block("clause", "1", "", "Quy chế này …"),
        Block("section", "1"),
        Block("article", "2", "Số"),
    )
