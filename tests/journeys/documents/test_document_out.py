"""An outgoing document on a phone and at a desk: drafted, approved twice, signed by a person, numbered, sealed and issued.

The file that comes out is checked by the project's own verifier and by pyHanko: both signatures are valid.
"""

import io
import os
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.test import Client
from django.utils import timezone
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from pytest_django.live_server_helper import LiveServer

from sandbox.signing_service.holders import Holder
from sandbox.signing_service.server import Server
from tinhso.documents.conftest import office  # noqa: F401 - the fixture
from tinhso.documents.models import OutgoingDocument
from tinhso.kernel.files.public import read
from tinhso.kernel.papers.public import Verdict, check_pdf, trust_roots

pytestmark = [pytest.mark.journey, pytest.mark.long]
SUBJECT = "báo cáo chuyển đổi số quý I năm 2024"
PHONE, DESK = {"width": 360, "height": 800}, {"width": 1366, "height": 900}


@pytest.fixture
def signing(tmp_path):
    server = Server(tmp_path / "signing")
    server.holders.add(Holder("chi", "Hoàng Văn Chi", "Sở A", "person"))
    server.holders.add(Holder("so-a", "Sở A", "", "agency"))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def address(transactional_db, signing, settings, tmp_path, monkeypatch):
    """The site in this process, its pages allowed to talk to the signing service and the other way round."""
    monkeypatch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    settings.DEMO = True
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.TRUST_ROOTS = [str(signing.holders.authority.folder / "root.crt")]
    settings.SIGNING_SERVICE_URL = settings.LOCAL_SIGNING_URL = signing.url
    settings.CSP_CONNECT = [signing.url]
    server = LiveServer("127.0.0.1")
    signing.origin = server.url
    yield server.url
    server.stop()


def page_of(browser, address, town, name, size):
    cookies = town.sign_in(Client(), name).cookies
    context = browser.new_context(viewport=size)
    context.add_cookies([{"name": k, "value": one.value, "url": address} for k, one in cookies.items()])
    return context.new_page()


def assert_clean(page):
    """No violation that axe finds, nothing wider than the screen."""
    from axe_playwright_python.sync_playwright import Axe  # heavy, and of journeys alone

    found = Axe().run(page).response["violations"]
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def only():
    return OutgoingDocument.objects.whole().get()


def deed(page, link, button):
    page.get_by_role("link", name=link, exact=True).click()
    assert_clean(page)
    page.get_by_role("main").get_by_role("button", name=button).click()


def draft_and_send(emi, address):
    """The official drafts a letter from its template and names who approves and signs."""
    emi.goto(f"{address}/can-bo/van-ban/di/")
    assert_clean(emi)
    emi.get_by_role("link", name="Soạn văn bản").click()
    assert_clean(emi)
    emi.get_by_role("button", name="Tiếp tục").click()
    emi.get_by_label("Trích yếu nội dung").fill(SUBJECT)
    emi.get_by_label("Chữ viết tắt đơn vị soạn thảo").fill("VP")
    emi.get_by_label("Kính gửi").fill("Sở B")
    emi.get_by_label("Nội dung", exact=True).fill("Đề nghị gửi báo cáo trước ngày 15/3/2024.\nTrân trọng./.")
    emi.get_by_label("Mã định danh của cơ quan nhận").fill("H56.15")
    assert_clean(emi)
    emi.get_by_role("button", name="Ghi dự thảo").click()
    assert_clean(emi)
    emi.get_by_role("link", name="Trình duyệt, ký").click()
    emi.get_by_label("Người duyệt nội dung").select_option(label="Hoàng Văn Chi")
    emi.get_by_label("Người ký").select_option(label="Hoàng Văn Chi")
    assert_clean(emi)
    emi.get_by_role("main").get_by_role("button", name="Trình duyệt, ký").click()


def seal_and_look_up(van, address):
    """The clerk numbers, seals and issues, and finds the number in the register."""
    from playwright.sync_api import expect  # of journeys alone

    van.goto(f"{address}/can-bo/van-ban/cho-dong-dau/")
    assert_clean(van)
    van.get_by_label("Chọn tất cả").check()
    van.get_by_role("button", name="Cấp số, đóng dấu, phát hành các văn bản đã chọn").click()
    expect(van.get_by_text("Đã phát hành, số 01/SA-VP.")).to_be_visible()
    van.goto(f"{address}/can-bo/van-ban/so-di/")
    assert_clean(van)
    expect(van.get_by_text(SUBJECT)).to_be_visible()


def test_a_document_goes_out_with_two_valid_signatures(browser, address, office, signing):  # noqa: F811
    from playwright.sync_api import expect

    draft_and_send(page_of(browser, address, office, "emi", DESK), address)
    one = f"{address}/can-bo/van-ban/di/{only().case.code}/"
    chi, van = page_of(browser, address, office, "chi", PHONE), page_of(browser, address, office, "van", DESK)
    chi.goto(one)
    assert_clean(chi)
    deed(chi, "Duyệt nội dung", "Duyệt nội dung")
    van.goto(one)
    deed(van, "Đạt thể thức", "Đạt thể thức")
    chi.goto(f"{address}/can-bo/van-ban/cho-ky/")
    assert_clean(chi)
    chi.goto(one)
    assert_clean(chi)
    chi.get_by_role("button", name="Ký văn bản").click()
    expect(chi.get_by_role("link", name="Mở văn bản đã ký (PDF)")).to_be_visible()
    seal_and_look_up(van, address)
    with ThreadPoolExecutor(1) as pool:  # pyHanko wants a loop of its own, and this thread has the browser's
        pool.submit(assert_both_valid, read(only().paper.file), trust_roots()).result()


def assert_both_valid(pdf, roots):
    """By our own verifier, and by pyHanko with the sandbox's root."""
    found = check_pdf(pdf, roots=roots, now=timezone.now())
    assert [(one.signer, one.verdict) for one in found] == [
        ("Hoàng Văn Chi", Verdict.VALID),
        ("Sở A", Verdict.VALID),
    ]
    signatures = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
    assert len(signatures) == 2
    for signature in signatures:
        context = ValidationContext(trust_roots=list(roots), allow_fetching=False)
        status = validate_pdf_signature(signature, signer_validation_context=context)
        assert status.intact and status.valid and status.bottom_line, status.pretty_print_details()
