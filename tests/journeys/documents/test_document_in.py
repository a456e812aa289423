"""An arriving document at a desk and on a phone: registered, directed, handled with a linked answer, approved.

The leader reads, directs and approves at 360 px; nothing is wider than the screen, and axe finds no fault.
"""

import os

import pytest
from pytest_django.live_server_helper import LiveServer

from tests.journeys.documents.test_document_out import DESK, PHONE, assert_clean, page_of
from tinhso.documents.conftest import office  # noqa: F401 - the fixture
from tinhso.documents.incoming.tests import makers as make
from tinhso.documents.models import ArrivingDocument
from tinhso.documents.outgoing.tests import makers as outgoing

pytestmark = [pytest.mark.journey, pytest.mark.long]
SUBJECT = "Báo cáo kết quả chuyển đổi số quý I"
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer<<>>\n%%EOF"


@pytest.fixture
def address(transactional_db, settings, tmp_path, monkeypatch):
    monkeypatch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    settings.MEDIA_ROOT = tmp_path / "files"
    server = LiveServer("127.0.0.1")
    yield server.url
    server.stop()


def deed(page, name, words=""):
    """Through the form of a deed on the document's page, with what is to be written into it."""
    page.get_by_role("main").get_by_role("link", name=name, exact=True).click()
    assert_clean(page)
    if words:
        page.get_by_label("Nội dung").fill(words)
    page.get_by_role("main").get_by_role("button", name=name).click()
    assert_clean(page)


def register(van, address):
    """The clerk enters a paper with its scan; a second copy of the same is told of, and turned away."""
    from playwright.sync_api import expect  # of journeys alone

    for turn in range(2):
        van.goto(f"{address}/can-bo/van-ban/den/")
        assert_clean(van)
        van.get_by_role("link", name="Vào sổ văn bản").click()
        assert_clean(van)
        van.get_by_label("Cơ quan, tổ chức ban hành").fill("Ủy ban nhân dân tỉnh")
        van.locator("[name=number]").fill("15")
        van.get_by_label("Ký hiệu").fill("UBND-CNTT")
        van.get_by_label("Trích yếu nội dung").fill(SUBJECT)
        van.get_by_label("Trình lãnh đạo chỉ đạo").select_option(label="Hoàng Văn Chi")
        file = {"name": "cong-van.pdf", "mimeType": "application/pdf", "buffer": PDF}
        van.get_by_label("Tệp văn bản").set_input_files(file)
        van.get_by_role("main").get_by_role("button", name="Vào sổ").click()
        words = "số đến 1" if turn else "Đã vào sổ văn bản đến số 1."
        expect(van.get_by_text(words).first).to_be_visible()
        assert_clean(van)
    van.get_by_role("main").get_by_role("link", name="Từ chối tiếp nhận").click()
    van.get_by_label("Lý do từ chối tiếp nhận").fill("Bản thứ hai của cùng văn bản")
    van.get_by_role("main").get_by_role("button", name="Từ chối tiếp nhận").click()
    expect(van.get_by_text("Đã ghi").first).to_be_visible()


def test_a_document_comes_in_is_handled_and_answered(browser, address, office, tmp_path):  # noqa: F811
    from playwright.sync_api import expect

    town = make.with_unit(office)
    van, chi = page_of(browser, address, town, "van", DESK), page_of(browser, address, town, "chi", PHONE)
    register(van, address)
    one = f"{address}/can-bo/van-ban/den/{ArrivingDocument.objects.order_by('pk')[0].case.code}/"
    chi.goto(one)
    assert_clean(chi)
    chi.get_by_role("link", name="Chỉ đạo, giao xử lý").click()
    chi.get_by_label("Ý kiến chỉ đạo").fill("Giao chuyên viên Emi, phòng phối hợp")
    chi.get_by_label("Nơi xử lý chính").select_option(value=f"u{town.emi.pk}")
    chi.get_by_label("Phòng Công nghệ").check()
    chi.get_by_label("Hạn xử lý").fill("15/03/2024")
    assert_clean(chi)
    chi.screenshot(path=tmp_path / "direct.png", full_page=True)
    chi.get_by_role("main").get_by_role("button", name="Chỉ đạo, giao xử lý").click()
    assert_clean(chi)
    answer = outgoing.draft(town)
    emi = page_of(browser, address, town, "emi", DESK)
    emi.goto(one)
    deed(emi, "Bắt đầu xử lý")
    emi.get_by_role("link", name="Báo cáo kết quả").click()
    emi.get_by_label("Nội dung").fill("Đã soạn văn bản trả lời")
    emi.get_by_label("Văn bản trả lời").select_option(value=str(answer.pk))
    assert_clean(emi)
    emi.get_by_role("main").get_by_role("button", name="Báo cáo kết quả").click()
    expect(emi.get_by_role("link", name=answer.case.code)).to_be_visible()
    chi.goto(one)
    deed(chi, "Duyệt kết quả")
    expect(chi.get_by_text("06 · Hoàn thành")).to_be_visible()
    chi.screenshot(path=tmp_path / "done.png", full_page=True)
    for page in ("so-den", "tinh-hinh-den"):
        van.goto(f"{address}/can-bo/van-ban/{page}/")
        assert_clean(van)
        van.screenshot(path=tmp_path / f"{page}.png", full_page=True)
