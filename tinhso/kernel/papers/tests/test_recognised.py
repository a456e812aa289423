"""What the system gave out is known again, signed or not; what was changed or added is told from a stranger's file."""

from datetime import date

import pytest
from pyhanko.pdf_utils.generic import DictionaryObject, pdf_name, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from tinhso.kernel.files.public import read
from tinhso.kernel.papers.models import HandedOut
from tinhso.kernel.papers.public import hand_out, redraw_paper, render, revoke_paper
from tinhso.kernel.papers.recognised import Match, recognise
from tinhso.kernel.papers.tests.makers import AT, WHO, content, receipt
from tinhso.kernel.papers.tests.test_verify import later_revision, upload, with_note

OURS, STRANGER = "do hệ thống phát hành, chưa ký số", "không trùng với giấy tờ nào do hệ thống này phát hành"
CHANGED, ADDED = "giống giấy tờ do hệ thống phát hành nhưng đã bị thay đổi", "sau đó có phần được thêm vào"


@pytest.fixture
def slip(town):
    pdf = render("receipt", receipt(), at=AT)
    return hand_out(
        pdf, title="Giấy tiếp nhận", number="07/TNHS", agency=town.agency_a, dated=date(2024, 3, 8)
    )


def changed(pdf: bytes, at: int = 0) -> bytes:
    """One byte of a page's content is another one."""
    place = at or pdf.index(b"stream\n") + 60
    return pdf[:place] + bytes([pdf[place] ^ 1]) + pdf[place + 1 :]


def test_an_unsigned_slip_that_comes_back_is_known_by_kind_number_day_and_agency_alone(client, slip):
    status, page = upload(client, slip)
    assert status == 200 and OURS in page and "không có chữ ký số nào" not in page and STRANGER not in page
    for word in ("Giấy tiếp nhận", "07/TNHS", "08/03/2024", "Sở A", "từng byte"):
        assert word in page
    assert not any(secret in page for secret in WHO.values())
    assert not any(secret in str(HandedOut.objects.values().get()) for secret in WHO.values())


def test_the_same_bytes_are_noted_once_whoever_asks(town, slip):
    for _ in range(3):
        hand_out(slip, title="x", number="1", agency=town.agency_b, dated=date(2024, 1, 1))
    assert HandedOut.objects.get().number == "07/TNHS"


@pytest.mark.parametrize("where", ["content", "mark", "end"])
def test_a_changed_byte_is_told_from_a_strangers_file(client, slip, where):
    places = {"content": 0, "mark": slip.index(b"InstanceID>") + 14, "end": slip.rindex(b"startxref") + 11}
    status, page = upload(client, changed(slip, places[where]))
    assert status == 200 and CHANGED in page and "07/TNHS" in page and OURS not in page.split("<h2>")[0]
    status, page = upload(client, render("receipt", receipt() | {"applicant": "Kẻ khác"}, at=AT))
    assert status == 200 and STRANGER in page and "07/TNHS" not in page


def test_a_file_that_a_change_broke_is_still_named(client, slip):
    status, page = upload(client, slip[: len(slip) // 2])
    assert status in {200, 400} and OURS not in page
    broken = slip[: slip.rindex(b"startxref")]
    status, page = upload(client, broken)
    assert status == 200 and CHANGED in page and "07/TNHS" in page


def test_what_was_added_behind_the_end_is_named_with_its_size(client, slip):
    page = upload(client, later_revision(slip, with_note))[1]
    assert ADDED in page and f"{len(slip)} byte đầu" in page and "ghi chú, hình vẽ trên trang" in page
    assert "07/TNHS" in page and OURS not in page.split("<h2>")[0]
    junk = upload(client, slip + b"1 0 obj\n<< >>\nendobj\n")[1]
    assert ADDED in junk and f"thêm {len(b'1 0 obj') + 14} byte" in junk
    blank = upload(client, slip + b"\n\n")[1]
    assert "có thêm khoảng trắng, nội dung không đổi" in blank


def test_a_script_is_named_before_all_else(slip):
    def with_script(writer: IncrementalPdfFileWriter) -> None:
        action = {pdf_name("/S"): pdf_name("/JavaScript"), pdf_name("/JS"): pdf_string("app.alert(1)")}
        writer.root[pdf_name("/OpenAction")] = writer.add_object(DictionaryObject(action))
        writer.update_root()

    found = recognise(later_revision(slip, with_script))
    assert found and found.match is Match.ADDED and found.added and found.added.kinds["script"] == 1


@pytest.mark.long
def test_a_signed_paper_that_was_changed_or_added_to_is_named(client, desk):
    paper = desk.issued()
    pdf = read(paper.file)
    page = upload(client, changed(pdf))[1]
    assert "đã bị sửa sau khi ký" in page and "đã bị thay đổi" in page and "01/GP-SA" in page
    page = upload(client, later_revision(pdf, with_note))[1]
    assert "đã bị sửa sau khi ký" in page and f"{len(pdf)} byte đầu" in page and "01/GP-SA" in page
    assert "từng byte" in upload(client, pdf)[1]


@pytest.mark.long
def test_a_paper_that_is_drawn_again_has_the_same_bytes_and_says_when_it_was_revoked(client, desk, town):
    paper = desk.issued()
    pdf = redraw_paper(paper, data=content("permit"))
    assert redraw_paper(paper, data=content("permit")) == pdf and HandedOut.objects.get().paper == paper
    assert OURS in upload(client, pdf)[1]
    revoke_paper(paper=paper, by=town.actor("chi"), now=AT)
    assert "đã bị thu hồi" in upload(client, pdf)[1]


def test_marks_of_a_hostile_file_ask_a_bounded_number_of_questions(slip, django_assert_max_num_queries):
    noise = b"%PDF-1.7\n" + b"<xmpMM:InstanceID>AAAAAAAAAAAA</x>%%EOF\n/Contents <" + b"ab" * 300 + b">" * 5
    with django_assert_max_num_queries(6):
        assert recognise(noise * 500) is None
