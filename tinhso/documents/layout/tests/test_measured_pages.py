"""NĐ 30/2020, phụ lục I, measured on the printed page of each of the 29 types; tests bear the number of the clause."""

from datetime import date
from functools import cache

import pytest

from tinhso.documents.layout.document_forms import form_of
from tinhso.documents.layout.document_types import name_of
from tinhso.documents.layout.letter_data import letter_data
from tinhso.documents.layout.letter_pdf import letter_pdf
from tinhso.documents.layout.tests.makers import AT, CODES, DAY, letter
from tinhso.documents.layout.tests.measured import PIXEL, POINT, Words, ink_of, rules_of, words_of
from tinhso.kernel.papers import render as rendering
from tinhso.kernel.papers.render import render_with_spots

pytestmark = pytest.mark.parametrize("code", CODES)
MOTTO, COUNTRY = "Độc lập - Tự do - Hạnh phúc", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
AS_MEASURED = 0.7  # millimetres: boxes of words are those of a face, not of ink


@pytest.fixture(autouse=True)
def without_words_of_a_demo(monkeypatch):
    monkeypatch.setattr(rendering, "is_demo", lambda: False)


@cache
def pdf_of(code: str) -> bytes:
    return letter_pdf(letter(code), on=DAY, at=AT)


@pytest.fixture
def page(code, poppler):
    lines, sizes = words_of(poppler, pdf_of(code))
    return Page(lines, sizes)


class Page:
    def __init__(self, lines: list[Words], sizes: list[tuple[float, float]]) -> None:
        self.lines, self.sizes = lines, sizes

    def line(self, words: str) -> Words:
        return next(one for one in self.lines if words in one.text)


def in_face(words: Words, sizes: tuple[float, float], *, bold: bool = False, italic: bool = False) -> None:
    assert sizes[0] - 0.2 <= words.size <= sizes[1] + 0.2, words
    assert (words.bold, words.italic) == (bold, italic), words


@pytest.mark.long
def test_i_1_3_paper_and_margins(page, code, poppler):
    for width, height in page.sizes:
        assert (width, height) == (pytest.approx(210, abs=0.5), pytest.approx(297, abs=0.5))
    left, top, right, bottom = ink_of(poppler, pdf_of(code))
    assert 30 - PIXEL <= left <= 35
    assert 15 - PIXEL <= 210 - right <= 20
    assert 20 <= top <= 25
    assert 20 <= 297 - bottom <= 25


@pytest.mark.long
def test_ii_1_national_name_and_motto(page, code):
    country, motto = page.line(COUNTRY), page.line(MOTTO)
    in_face(country, (12, 13), bold=True)
    in_face(motto, (13, 14), bold=True)
    assert country.left > 105 - 20 and country.middle > 105
    assert motto.middle == pytest.approx(country.middle, abs=1) and country.top < motto.top < country.top + 8


@pytest.mark.long
def test_ii_1b_the_line_below_the_motto_is_as_long_as_the_motto(page, code, poppler):
    motto = page.line(MOTTO)
    below = [r for r in rules_of(poppler, pdf_of(code)) if motto.bottom - 1 < r[2] < motto.bottom + 3]
    left, right, _top = next(r for r in below if r[0] > 105)
    assert (left, right) == (pytest.approx(motto.left, abs=1), pytest.approx(motto.right, abs=1))


@pytest.mark.long
def test_ii_2_agency_below_its_parent(page, code, poppler):
    parent = page.line("UBND TỈNH THANH HÓA")
    agency = [one for one in page.lines if one.bold and one.text in ("SỞ THÔNG TIN", "VÀ TRUYỀN THÔNG")]
    assert len(agency) == 2
    in_face(parent, (12, 13))
    for line in agency:
        in_face(line, (12, 13), bold=True)
        assert line.middle == pytest.approx(parent.middle, abs=1) and line.top > parent.top
    low = max(one.bottom for one in agency)
    below = [r for r in rules_of(poppler, pdf_of(code)) if low - 1 < r[2] < low + 3 and r[1] < 105]
    share = (below[0][1] - below[0][0]) / max(one.width for one in agency)
    assert 1 / 3 <= share <= 1 / 2


def test_ii_3_4_number_place_and_date_on_one_line(page, code):
    number, day = page.line("Số: 05/STTTT-VP"), page.line("Thanh Hóa, ngày 08 tháng 3 năm 2024")
    in_face(number, (13, 13))
    in_face(day, (13, 14), italic=True)
    assert number.top == pytest.approx(day.top, abs=0.5)
    assert number.middle == pytest.approx(page.line("UBND TỈNH THANH HÓA").middle, abs=1)
    assert day.middle == pytest.approx(page.line(COUNTRY).middle, abs=1)


@pytest.mark.long
def test_ii_5_type_and_subject(page, code, poppler):
    subject = page.line("triển khai nhiệm vụ chuyển đổi")
    if form_of(code, DAY).subject_at == "number":
        number = page.line("Số: 05")
        in_face(subject, (12, 13))
        assert subject.text.startswith("V/v ") and subject.middle == pytest.approx(number.middle, abs=1)
        assert 6 * POINT - 1 <= subject.top - number.bottom + 2 <= 12 * POINT
        return
    title = next(one for one in page.lines if one.text == name_of(code).upper() and one.bold)
    in_face(title, (13, 14), bold=True)
    in_face(subject, (13, 14), bold=True)
    assert title.middle == pytest.approx((30 + 195) / 2, abs=1) == subject.middle
    below = [r for r in rules_of(poppler, pdf_of(code)) if subject.bottom - 1 < r[2] < subject.bottom + 3]
    assert 1 / 3 <= (below[0][1] - below[0][0]) / subject.width <= 1 / 2


@pytest.mark.long
def test_ii_6_text(page, code):
    first = page.line("Điều 1" if code in ("NQ", "QD", "QC", "QyD") else "Thực hiện Kế hoạch chuyển đổi số")
    assert first.left == pytest.approx(30 + 12.7, abs=AS_MEASURED)
    wrapped = [one for one in page.lines if one.text.startswith(("thông phối hợp", "và Truyền thông phối"))]
    for line in wrapped:
        in_face(line, (13, 14))
        assert line.left == pytest.approx(30, abs=AS_MEASURED)
        assert line.right == pytest.approx(195, abs=1)  # both sides straight
    body = sorted(one.top for one in page.lines if one.size > 13.8 and one.page == 1 and not one.bold)
    steps = [round(low - high, 2) for high, low in zip(body, body[1:], strict=False)]
    single = 1.15 * 14 * POINT
    assert min(step for step in steps if step > 1) >= single - 0.2
    within = [low.top - high.top for high, low in pairs(page.lines, "Thực hiện Kế hoạch", "thông phối hợp")]
    assert all(single - 0.2 <= step <= 1.5 * single for step in within)


def pairs(lines: list[Words], above: str, below: str) -> list[tuple[Words, Words]]:
    found = zip(lines, lines[1:], strict=False)
    return [(high, low) for high, low in found if above in high.text and low.text.startswith(below)]


def test_ii_6a_legal_bases(page, code):
    if not letter(code).legal_basis:
        return
    first, last = page.line("Căn cứ Luật Giao dịch"), page.line("Theo đề nghị")
    for line, end in ((first, ";"), (last, ".")):
        in_face(line, (13, 14), italic=True)
        assert line.text.endswith(end)


def test_ii_7_who_signs(page, code):
    capacity, title = page.line("KT. GIÁM ĐỐC"), page.line("PHÓ GIÁM ĐỐC")
    name = page.line("Trần Thị Mai Hương")
    for line in (capacity, title, name):
        in_face(line, (13, 14), bold=True)
        assert line.middle == pytest.approx(capacity.middle, abs=1)
    assert capacity.middle > 105 and capacity.top < title.top < name.top - 20


@pytest.mark.long
def test_ii_7d_the_signature_stands_between_post_and_name(page, code):
    _pdf, spots = render_with_spots("official", letter_data(letter(code), on=DAY), at=AT)
    spot = next(one for one in spots if one.name == "Nguoi_ky")
    left, low, right, high = (edge * POINT for edge in spot.box)
    title, name = page.line("PHÓ GIÁM ĐỐC"), page.line("Trần Thị Mai Hương")
    assert (left + right) / 2 == pytest.approx(title.middle, abs=1)
    assert 297 - high >= title.bottom - 1.5 and 297 - low <= name.top + 1.5 and spot.page == name.page - 1


@pytest.mark.long
def test_ii_9_recipients(page, code):
    heading = page.line("i nhận:")  # poppler reads the ơ of one face twice
    in_face(heading, (12, 12), bold=True, italic=True)
    listed = [
        page.line(words) for words in ("- Như trên;", "- UBND tỉnh (để báo cáo);", "- Lưu: VT, VP (05).")
    ]
    for line in [heading, *listed]:
        assert line.left == pytest.approx(30, abs=AS_MEASURED)
    for line in listed:
        in_face(line, (11, 11))
    if form_of(code, DAY).signers == 1:
        assert heading.top == pytest.approx(page.line("KT. GIÁM ĐỐC").top, abs=1.5)


def test_ii_9a_addressee(page, code):
    form = form_of(code, DAY)
    if form.to_words:
        to = page.line("Kính gửi: Ủy ban" if form.to_words == "Kính gửi" else "THÔNG điện: Ủy ban")
        in_face(to, (13, 14))


def test_iii_2_urgency_is_a_red_frame_below_the_number(page, code):
    mark = page.line("HỎA TỐC")
    in_face(mark, (13, 14), bold=True)
    assert mark.colour == "#d4001a" and mark.middle == pytest.approx(page.line("Số: 05").middle, abs=1)


@pytest.mark.long
def test_iii_3_4_drafter_and_address(page, code, poppler):
    in_face(page.line("NVN.(05)"), (11, 11))
    address = page.line("Số 12 đường Hạc Thành")
    in_face(address, (11, 12))
    above = [r for r in rules_of(poppler, pdf_of(code)) if address.top - 4 < r[2] < address.top + 1]
    assert (above[0][0], above[0][1]) == (pytest.approx(30, abs=0.5), pytest.approx(195, abs=0.5))


def test_it_is_pdf_a_and_the_same_content_gives_the_same_bytes(code):
    pdf = pdf_of(code)
    assert pdf == letter_pdf(letter(code), on=date(2024, 3, 8), at=AT)
    assert b"<pdfaid:part>2</pdfaid:part>" in pdf and b"<pdfaid:conformance>A</pdfaid:conformance>" in pdf
