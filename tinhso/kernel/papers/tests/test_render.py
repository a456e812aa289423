import pytest
from pyhanko.pdf_utils.reader import PdfFileReader

from tinhso.kernel.papers.render import PaperDataWrong, render, render_with_spots
from tinhso.kernel.papers.tests.makers import ALL, AT, permit, receipt
from tinhso.kernel.papers.wording import printable

HOSTILE = [
    '#eval("1+1") #import "nd30.typ"',
    "\\ $x^2$ *đậm* _nghiêng_ `mã` <nhãn> @ref // chú thích /* */",
    '", "demo": false, "x": "',
    '#sys.inputs #read("/etc/passwd")',
    "x" * 3000,
    "😀 漢字 ‮ngược\x00\x07 \ue000",
]


@pytest.fixture(autouse=True)
def a_demo(settings):
    settings.DEMO = True


@pytest.mark.parametrize("name", ALL)
def test_every_paper_is_made_and_the_same_data_give_the_same_bytes(name):
    first, spots = render_with_spots(name, ALL[name](), at=AT)
    assert first.startswith(b"%PDF-1.7")
    assert first == render(name, ALL[name](), at=AT)
    assert "Nguoi_ky" in {spot.name for spot in spots}


def test_the_forms_are_a5_and_a_result_is_a4():
    def size(pdf: bytes) -> list[int]:
        page = PdfFileReader(__import__("io").BytesIO(pdf)).root["/Pages"]["/Kids"][0]
        return [round(float(x)) for x in page["/MediaBox"]][2:]

    assert size(render("receipt", receipt(), at=AT)) == [420, 595]
    assert size(render("permit", permit(), at=AT)) == [595, 842]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_printed_as_it_stands_and_never_run(text, poppler):
    pdf = render("receipt", receipt(applicant=text, documents=[text]), at=AT)
    if text.startswith("#eval"):
        assert '#eval("1+1")' in poppler.text(pdf)


def test_ten_thousand_letters_run_over_pages_and_each_page_says_it_is_a_demo():
    long = permit(articles=[{"text": "Nội dung rất dài. " * 600, "points": []}])
    pages = PdfFileReader(__import__("io").BytesIO(render("permit", long, at=AT))).root["/Pages"]["/Count"]
    assert pages >= 4


def test_each_page_of_a_demo_says_that_it_is_worth_nothing(poppler):
    long = permit(articles=[{"text": "Nội dung rất dài. " * 600, "points": []}])
    pages = poppler.text(render("permit", long, at=AT)).split("\f")[:-1]
    assert all("BẢN TRÌNH DIỄN – KHÔNG CÓ GIÁ TRỊ PHÁP LÝ" in page for page in pages)


@pytest.mark.django_db
def test_outside_a_demo_the_words_of_the_demo_are_missing(settings, poppler):
    settings.DEMO = False
    assert "TRÌNH DIỄN" not in poppler.text(render("receipt", receipt(), at=AT))


def test_a_missing_or_unknown_key_is_named():
    data = receipt(extra=1)
    del data["due_at"]
    with pytest.raises(PaperDataWrong, match=r"missing \['due_at'\], unknown \['extra'\]"):
        render("receipt", data, at=AT)
    with pytest.raises(PaperDataWrong):
        render("../settings", {}, at=AT)


def test_dates_are_written_as_the_decree_asks(poppler):
    words = poppler.text(render("receipt", receipt(), at=AT))
    assert "ngày 08 tháng 3 năm 2024" in words
    assert "09 giờ 05 phút, ngày 05 tháng 4 năm 2024" in words


def test_text_is_composed_and_what_no_face_can_show_becomes_a_box():
    assert printable("Hô\u0300 sơ") == "Hồ sơ"
    assert printable("An 😀\u202e\x00") == "An □"
    assert max(len(part) for part in printable("x" * 100).split("\u200b")) == 16


@pytest.mark.django_db
def test_the_words_below_the_qr_code_say_where_it_leads(settings, poppler):
    settings.DEMO = False  # the pale words of a demo lie across
    own_words = poppler.text(render("receipt", receipt(), at=AT))
    assert "Quét mã để xác minh" in own_words
    assert "ABCD EFGH IJKL MNOP" in own_words
    track = "https://tinhso.example/tra-cuu/?ma=H56.14-240308-0001"
    words = poppler.text(render("receipt", receipt(verify_url=track), at=AT))
    assert "Quét mã để tra cứu" in words
    assert "tra- cuu" not in words
