"""What people send by mistake or in bad faith: a clear sentence each time, and nothing that was saved is lost."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tinhso.kernel.files.tests.makers import PDF, zipped
from tinhso.onestop.dossier.slips import slip_pdf
from tinhso.onestop.handling.actions.accept_dossier import accept_dossier
from tinhso.onestop.handling.actions.ask_supplement import ask_supplement
from tinhso.onestop.models import Dossier

DOCX = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"0" * 300_000_000}
LOCKED = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R/Encrypt 2 0 R>>\n%%EOF"
HTML = "<script>alert(1)</script><b>&amp;"
ODD = "Bưu cục 🏤 \u202eđảo\u202c hết"


@pytest.fixture
def an(shop):
    return shop.town.sign_in(Client(), "an")


@pytest.fixture
def draft(shop):
    return shop.filled()


def fill(draft):
    return reverse("fill", args=[draft.case.code, "buoc_mot"])


def attach(draft):
    return reverse("attach", args=[draft.case.code])


def send(client, draft, *files):
    sent = [SimpleUploadedFile(name, content, "application/octet-stream") for name, content in files]
    answer = client.post(attach(draft), {"paper": "khac", "file_khac": sent})
    return answer, draft.attachments.filter(paper="khac").count()


@pytest.mark.parametrize("day", ["31/02/2024", "2024-13-01", "hôm qua", "01/01/0000", "9" * 400])
def test_a_wrong_date_comes_back_as_typed_and_the_rest_is_kept(an, shop, draft, day):
    answer = an.post(fill(draft), {"muc_dich": "Mới", "ngay_can": day})
    assert answer.status_code == 422
    assert day in answer.content.decode()
    answers = shop.fresh(draft).answers
    assert answers["muc_dich"] == "Mới"
    assert "ngay_can" not in answers


def test_ten_megabytes_of_text_are_refused_in_words_and_the_draft_stays(shop, draft):
    client = shop.town.sign_in(Client(enforce_csrf_checks=True), "an")
    before = shop.fresh(draft).answers
    client.get(fill(draft))
    answer = client.post(fill(draft), {"muc_dich": "x" * 10_000_000})
    page = answer.content.decode()
    assert answer.status_code == 413
    assert "quá lớn" in page
    assert "đã lưu trước đó vẫn còn" in page
    assert shop.fresh(draft).answers == before


def test_a_text_too_long_for_its_page_is_refused_in_words(an, shop, draft):
    answer = an.post(fill(draft), {"muc_dich": "x" * 3_000_000})
    assert answer.status_code == 422
    assert "ký tự" in answer.content.decode()
    assert shop.fresh(draft).answers["muc_dich"] == "Mở bưu cục"


@pytest.mark.long
@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("don.pdf", b"MZ" + b"\0" * 2000, "chương trình"),
        ("don.docx", zipped(**DOCX), "bung ra quá lớn"),
        ("don.pdf", LOCKED, "mật khẩu"),
        ("don.pdf", b"", "nội dung"),
        ("don.html", HTML.encode(), "không nhận"),
    ],
)
def test_a_file_that_cannot_be_taken_says_why_and_takes_nothing_with_it(an, draft, name, content, words):
    answer, files = send(an, draft, (name, content), ("tot.pdf", PDF))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert files == 1, "the good file beside it is kept"
    assert draft.attachments.filter(paper="phuong_an").count() == 1


@pytest.mark.long
def test_of_two_hundred_files_at_once_so_many_are_kept_as_fit(an, draft):
    answer, files = send(an, draft, *((f"tep-{n}.pdf", PDF + str(n).encode()) for n in range(200)))
    assert answer.status_code == 422
    assert "50 tệp" in answer.content.decode()
    assert files == 49  # and the one of before


def test_three_hundred_and_one_files_are_a_page_too_much(an, draft):
    answer, files = send(an, draft, *((f"{n}.pdf", b"x") for n in range(301)))
    assert (answer.status_code, files) == (413, 0)


def test_an_expired_login_in_the_middle_keeps_what_was_typed(draft):
    answer = Client().post(fill(draft), {"muc_dich": "Tôi đã gõ rất lâu", "ke_them": HTML})
    page = answer.content.decode()
    assert answer.status_code == 401
    assert "Tôi đã gõ rất lâu" in page
    assert "Gửi lại" in page
    assert "<script>alert" not in page


def test_a_nul_byte_harms_nothing(an, shop, draft):
    answer = an.post(fill(draft), {"muc_dich": "A\x00B", "ke_them": "\x00"})
    assert answer.status_code in {302, 422}
    assert "\x00" not in str(shop.fresh(draft).answers)
    for name, args in (("dossier", ["A\x00B"]), ("fill", ["NHAP-\x00", "buoc_mot"]), ("procedure", ["\x00"])):
        assert an.get(reverse(name, args=args)).status_code == 404
    assert an.get(reverse("procedures"), {"q": "\x00"}).status_code == 200
    assert an.post(reverse("track"), {"code": "\x00"}).status_code in {200, 422}
    assert an.get(reverse("track"), {"ma": "A\x00"}).status_code in {200, 422}
    assert an.post(attach(draft), {"paper": "\x00", "file_khac_tep": "\x00"}).status_code == 422


def test_emoji_stay_and_marks_that_turn_the_text_around_are_left_out(an, shop, draft):
    assert an.post(fill(draft), {"muc_dich": ODD}).status_code == 302
    assert shop.fresh(draft).answers["muc_dich"] == "Bưu cục 🏤 đảo hết"


@pytest.mark.long
def test_html_is_text_on_every_page_and_in_every_form(an, shop, draft):
    an.post(fill(draft), {"muc_dich": HTML, "ke_them": HTML})
    contact = {"phone": "0912345678", "address": HTML, "result_by": "online"}
    assert an.post(reverse("review", args=[draft.case.code]), contact).status_code == 302
    dossier = shop.fresh(draft)
    shop.now = shop.later(minutes=5)
    accept_dossier(dossier=dossier, **shop.words("binh", dossier))
    Dossier.objects.filter(pk=dossier.pk).update(applicant_name=HTML)
    shop.way()["forward"](shop.fresh(dossier))
    shop.way()["assign"](shop.fresh(dossier))
    dossier = shop.fresh(dossier)
    ask_supplement(dossier=dossier, text=f"{HTML}\n#set page(width: 1pt)", **shop.words("emi", dossier))
    code = dossier.case.code
    pages = {"an": ["dossier", "attach", "review"], "binh": ["desk_dossier"], "emi": ["desk_dossier"]}
    for who, names in pages.items():
        client = shop.town.sign_in(Client(), who)
        for name in names:
            page = client.get(reverse(name, args=[code])).content.decode()
            assert "<script>alert" not in page, name
            assert "&lt;script&gt;" in page or name == "attach", name
    for slip in dossier.slips.all():
        assert slip_pdf(slip).startswith(b"%PDF")
