"""NĐ 30/2020, phụ lục I, phần III (read from memory of a copy, chưa đối chiếu Công báo): the parts of a copy, measured on the page."""

import pytest

from tinhso.casework.tests.makers import NOW
from tinhso.documents.layout.tests.measured import PIXEL, rules_of, words_of
from tinhso.kernel.papers import render as rendering
from tinhso.kernel.papers.public import flattened_pages, render

LEFT, RIGHT = 30, 195  # of the text, in millimetres
DATA = {
    "parent": "",
    "agency": "Sở Thông tin và Truyền thông",
    "place": "Thanh Hóa",
    "date": "2024-03-08",
    "number": "05/SY-STTTT",
    "verify_url": "",
    "form": "SAO Y",
    "source": "Sao từ văn bản số 15/UBND-CNTT ngày 05/03/2024.",
    "recipients": ["Sở B", "Lưu: VT"],
    "signer": {"lines": ["Giám đốc"], "name": "Hoàng Văn Chi"},
}


@pytest.fixture(autouse=True)
def _no_words_of_a_demo(monkeypatch):
    monkeypatch.setattr(rendering, "is_demo", lambda: False)


def test_iii_the_parts_of_a_copy_stand_below_a_line_across_the_text(poppler):
    pdf = render("copy", DATA, at=NOW)
    lines, _sizes = words_of(poppler, pdf)

    def line(words):
        return next(one for one in lines if words in one.text)

    left, right, top = min(rules_of(poppler, pdf), key=lambda rule: rule[2])
    assert (left, right) == (pytest.approx(LEFT, abs=2 * PIXEL), pytest.approx(RIGHT, abs=2 * PIXEL))
    assert top < min(one.top for one in lines)
    agency, form = line("SỞ THÔNG TIN"), line("SAO Y")
    assert agency.bold and 12 <= agency.size <= 13.2 and agency.middle < 105
    assert form.bold and 13 <= form.size <= 14.2 and form.middle > 105 and not form.italic
    assert form.top == pytest.approx(agency.top, abs=3)
    number, day = line("Số: 05/SY-STTTT"), line("Thanh Hóa, ngày 08 tháng 3 năm 2024")
    assert number.middle == pytest.approx(agency.middle, abs=1) and number.size == pytest.approx(13, abs=0.2)
    assert day.italic and day.middle == pytest.approx(form.middle, abs=1) and 13 <= day.size <= 14.2
    assert number.top == pytest.approx(day.top, abs=0.5) and number.top > agency.bottom
    title, name, notes = line("GIÁM ĐỐC"), line("Hoàng Văn Chi"), line("i nhận:")
    assert title.bold and title.middle > 105 and name.middle == pytest.approx(title.middle, abs=1)
    assert name.top - title.bottom > 20, "room for the signature"
    assert (
        notes.left == pytest.approx(LEFT, abs=1) and notes.italic and notes.size == pytest.approx(12, abs=0.2)
    )
    assert line("- Sở B;").size == pytest.approx(11, abs=0.2)


def test_iii_an_electronic_copy_says_what_it_is_at_the_top_right_of_its_first_page(poppler):
    words = {"form": "Sao y", "agency": "Sở Thông tin và Truyền thông", "time": "2024-03-08T09:00:00+07:00"}
    mark = render("copy_mark", words, at=NOW)
    two = render("copy", DATA, at=NOW)
    lines, sizes = words_of(poppler, flattened_pages(two, mark=mark))
    mine = [
        one for one in lines if "Sao y; Sở Thông tin" in one.text or "2024-03-08T09:00:00+07:00" in one.text
    ]
    assert mine and len(sizes) == 1
    for one in mine:
        assert one.size == pytest.approx(10, abs=0.3) and not one.bold and not one.italic
        assert one.top < 20 and one.right > 180
