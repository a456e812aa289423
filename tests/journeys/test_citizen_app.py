"""The app on a phone of 360 px: installed, a report written without a network, the browser closed, delivered once."""

import io
import os
import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.town import Town
from tinhso.casework.public import Case
from tinhso.citizen.models import PhoneCheck, Report, ReportCategory
from tinhso.citizen.sender.phones import digest_of
from tinhso.citizen.tests.makers import picture, send, set_up
from tinhso.kernel.files.public import StoredFile, read, scan_file
from tinhso.kernel.people.models import AccountSession
from tinhso.kernel.people.public import stands_for
from tinhso.kernel.site import clock

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True}
HERE = {"latitude": 19.8067, "longitude": 105.7852}
WORDS_OR_PICTURE = "Viết vài lời về việc đang xảy ra, hoặc gửi ít nhất một ảnh."
CHROMIUM = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


@pytest.fixture
def site(live_server, town: Town, settings, tmp_path) -> Iterator[str]:
    settings.DEMO = True  # an SMS is a file
    settings.STATE, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"
    set_up(town)
    yield live_server.url
    connection.close()  # Playwright's loop has a context, and so a connection, of its own
    connection.close_pool()  # what the server's threads gave back; else the database cannot be dropped


class Phone:
    """A phone whose browser may be closed and opened again over the same folder."""

    def __init__(self, browser: Browser, folder: Path, site: str) -> None:
        self.browser, self.folder, self.site = browser, folder, site
        self.context: BrowserContext
        self.open()

    def open(self) -> Page:
        words = {"executable_path": shutil.which("chromium"), "args": CHROMIUM} | PHONE
        kind = self.browser.browser_type
        self.context = kind.launch_persistent_context(
            self.folder, geolocation=HERE, permissions=["geolocation"], **words
        )
        self.page = self.context.pages[0]
        self.page.on("dialog", lambda question: question.accept())
        return self.page

    def sign_in(self, town: Town, who: str) -> None:
        cookies = town.sign_in(Client(), who).cookies
        values = [{"name": name, "value": c.value, "url": self.site} for name, c in cookies.items()]
        ends = int(time.time()) + settings.SESSION_COOKIE_AGE  # outlives the browser's closing, and no longer
        self.context.add_cookies([value | {"expires": ends} for value in values])


@pytest.fixture
def phone(browser: Browser, site: str, tmp_path: Path) -> Iterator[Phone]:
    phone = Phone(browser, tmp_path / "phone", site)
    yield phone
    phone.context.close()


def write(page: Page, *, phone_number: str = "", photo: bytes | None = None) -> None:
    """The whole page, from the picture to "send"; the phone has allowed its place before, so nobody asks again."""
    content = photo or picture(size=(2400, 1800), exif=True)
    page.set_input_files("#photo-gallery", {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": content})
    expect(page.locator("[data-photos] img")).to_have_count(1)
    expect(page.get_by_text("sai số khoảng")).to_be_visible()
    page.locator("#what-category").select_option("o-ga")
    page.locator("#what-text").fill("Ổ gà sâu giữa đường")
    if phone_number:
        page.get_by_text("Báo kết quả cho tôi").click()
        page.locator("#contact-phone").fill(phone_number)
    send_it(page)


def send_it(page: Page) -> None:
    page.get_by_role("button", name="Gửi phản ánh").click()
    page.wait_for_url("**/phan-anh/tren-may/**")


def state(page: Page, name: str) -> None:
    expect(page.locator(f'[data-report] [data-state="{name}"]')).to_be_visible()


def install_errors(page: Page) -> list[str]:
    """What Chromium itself has against installing the page, and what it finds wrong in the manifest."""
    devtools = page.context.new_cdp_session(page)
    found = devtools.send("Page.getInstallabilityErrors")["installabilityErrors"]
    wrong = devtools.send("Page.getAppManifest")["errors"]
    return [one["errorId"] for one in found] + [one["message"] for one in wrong]


def whose_phone_is_known(page: Page) -> None:
    """The page asks the server by itself whose this phone is, before the network goes."""
    for _ in range(100):
        if page.evaluate("Reports.word('owner')"):
            return
        page.wait_for_timeout(100)
    raise AssertionError("the page never asked whose this phone is")


def sent_offline(phone: Phone, site: str, town: Town, shots: Path) -> str:
    """Written without a network, the browser closed, opened again with one: the code of what arrived."""
    page = phone.page
    phone.sign_in(town, "an")
    page.goto(f"{site}/phan-anh/soan/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    whose_phone_is_known(page)
    phone.context.set_offline(True)
    page.reload()
    write(page)
    state(page, "waiting")
    expect(page.locator("[data-report]")).to_contain_text("chờ mạng")
    page.screenshot(path=shots / "1-cho-mang.png", full_page=True)
    assert not Report.objects.exists()
    phone.context.close()
    page = phone.open()
    page.goto(f"{site}/phan-anh/tren-may/")
    state(page, "sent")
    page.screenshot(path=shots / "2-da-gui.png", full_page=True)
    report = Report.objects.get()
    expect(page.locator("[data-report]")).to_contain_text(report.case.code)
    return report.case.code


@pytest.mark.long
def test_first_journey_a_report_written_offline_arrives_once_after_the_browser_was_closed(
    phone, site, town, tmp_path
):
    phone.page.goto(f"{site}/")
    phone.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    assert install_errors(phone.page) == []
    code = sent_offline(phone, site, town, tmp_path)
    report = Report.objects.get(case__code=code)
    assert stands_for(report.case.person_id, town.an.person_id)
    assert (report.lat, report.lon) == (HERE["latitude"], HERE["longitude"])
    with Image.open(io.BytesIO(read(report.photos.get().file))) as stored:
        assert max(stored.size) == 1600 and not stored.getexif()
    phone.page.reload()
    phone.page.wait_for_load_state("networkidle")
    assert Report.objects.count() == 1


@pytest.mark.long
def test_what_was_written_before_the_session_ended_leaves_after_signing_in_without_another_press(
    phone, site, town
):
    page = phone.page
    phone.sign_in(town, "an")
    page.goto(f"{site}/phan-anh/soan/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    whose_phone_is_known(page)
    phone.context.set_offline(True)
    page.reload()
    write(page)
    state(page, "waiting")
    AccountSession.objects.all().delete()  # twelve hours later
    phone.context.set_offline(False)
    page.goto(f"{site}/thu-tuc/")
    strip = page.locator("[data-outbox]")
    expect(strip).to_contain_text("1 phản ánh trên máy này chờ ông/bà đăng nhập")
    expect(page.locator('.bottom > a[href="/phan-anh/"] b')).to_have_text(" 1")
    assert not Report.objects.exists()
    page.goto(f"{site}/phan-anh/tren-may/")
    state(page, "waiting")
    expect(page.locator("[data-report]")).to_contain_text("Đăng nhập lại, phản ánh tự gửi")
    clean(page)
    phone.sign_in(town, "dung")  # somebody else on this phone: it is not sent under their name
    page.goto(f"{site}/")
    expect(strip).to_contain_text("1 phản ánh")
    assert not Report.objects.exists()
    phone.sign_in(town, "an")
    page.goto(f"{site}/")
    expect(strip).to_have_count(0)
    expect(page.locator("[data-unsent-count]")).to_have_count(0)
    assert stands_for(Report.objects.get().case.person_id, town.an.person_id)


def officer(browser: Browser, site: str, town: Town, who: str, code: str, shot: Path, **fields: str) -> None:
    """The deed that waits for this officer, from the page of the report, on a desktop."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    cookies = town.sign_in(Client(), who).cookies
    context.add_cookies([{"name": n, "value": c.value, "url": site} for n, c in cookies.items()])
    page = context.new_page()
    page.goto(f"{site}/can-bo/phan-anh/{code}/")
    deed = page.locator("section[aria-labelledby=next]")
    for name, value in fields.items():
        field = deed.locator(f"[name={name}]")
        if name == "photo":
            content = picture(size=(640, 480))
            field.set_input_files({"name": "sau.jpg", "mimeType": "image/jpeg", "buffer": content})
        elif field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(value)
        elif field.get_attribute("type") == "checkbox":
            field.check()
        else:
            field.fill(value)
    page.screenshot(path=shot, full_page=True)
    clean(page, 1280)
    version = Case.objects.get(code=code).ver
    deed.locator("button[type=submit]").click()
    page.wait_for_load_state()
    assert Case.objects.get(code=code).ver > version, page.locator("main").inner_text()[:600]
    context.close()


def clean(page: Page, width: int = 360) -> None:
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def scan_photos() -> None:
    """What the worker does meanwhile."""
    for file in StoredFile.objects.pending():
        scan_file(file.pk, now=clock.now())


def pictures_are_seen(page: Page, *names: str) -> None:
    for name in names:
        picture_shown = page.get_by_alt_text(name)
        picture_shown.scroll_into_view_if_needed()
        expect(picture_shown).to_have_js_property("complete", True)
        assert picture_shown.evaluate("shown => shown.naturalWidth") > 0


@pytest.mark.long
def test_a_report_goes_from_the_phone_over_the_desk_back_to_whoever_sent_it(
    phone, browser, site, town, tmp_path
):
    shots = Path(os.environ.get("TINHSO_SHOTS") or tmp_path)
    phone.page.goto(f"{site}/")
    phone.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    assert install_errors(phone.page) == []
    code = sent_offline(phone, site, town, shots)
    scan_photos()
    officer(browser, site, town, "binh", code, shots / "3-phan-loai.png", publish="1", shown_text="Ổ gà sâu")
    officer(browser, site, town, "chi", code, shots / "4-phan-cong.png", officer=str(town.emi.pk))
    answer = {"text": "Đã vá mặt đường, kẻ lại vạch.", "photo": "1"}
    officer(browser, site, town, "emi", code, shots / "5-tra-loi.png", **answer)
    scan_photos()
    officer(browser, site, town, "binh", code, shots / "6-duyet.png")
    page = phone.page
    page.goto(f"{site}/thong-bao/")
    clean(page)
    expect(page.locator("main")).to_contain_text(code)
    page.screenshot(path=shots / "7-thong-bao.png", full_page=True)
    page.goto(f"{site}/phan-anh/{code}/")
    expect(page.locator("main")).to_contain_text("Đã vá mặt đường")
    pictures_are_seen(page, "Ảnh hiện trường 1", "Ảnh sau xử lý 1")
    clean(page)
    page.screenshot(path=shots / "8-ket-qua.png", full_page=True)
    page.locator("#star2").check()
    page.get_by_role("button", name="Gửi đánh giá").click()
    assert Case.objects.get(code=code).rating == 2
    page.get_by_text("Chưa xong, mở lại").click()
    page.locator("#again_text").fill("Vẫn còn một chỗ sâu")
    page.get_by_role("button", name="Mở lại").click()
    page.wait_for_load_state()
    page.screenshot(path=shots / "9-mo-lai.png", full_page=True)
    reopened = Report.objects.get(reopens__case__code=code)
    assert stands_for(reopened.case.person_id, town.an.person_id)
    page.goto(f"{site}/phan-anh/{code}/")
    expect(page.get_by_text("Chưa xong, mở lại")).to_have_count(0)  # once only
    assert Report.objects.count() == 2  # the one that was sent, once, and the one that reopens it


@pytest.mark.long
def test_the_pages_of_the_app_are_clean_on_a_phone_and_at_twice_the_size(browser, site, town):
    """axe, no sideways scrolling at 360 px and at half of it (200% zoom), every state of the page on which one writes."""
    page = browser.new_context(**PHONE).new_page()
    for address in (
        "/ung-dung/",
        "/ngoai-tuyen/",
        "/phan-anh/",
        "/xac-minh/",
        "/phan-anh/tren-may/",
        "/phan-anh/soan/",
    ):
        page.goto(f"{site}{address}")
        clean(page)
        page.set_viewport_size({"width": 180, "height": 370})
        assert page.evaluate("document.documentElement.scrollWidth") <= 200, address
        page.set_viewport_size(PHONE["viewport"])
    page.get_by_role("button", name="Gửi phản ánh").click()
    expect(page.locator("[data-problem] a")).to_have_text(
        ["Lấy vị trí của máy, hoặc chọn xã và ghi địa chỉ.", "Chọn việc cần phản ánh.", WORDS_OR_PICTURE]
    )
    clean(page)
    page.locator("[data-problem] a").first.click()
    expect(page.locator("#place-commune")).to_be_focused()
    content = picture(size=(320, 240))
    page.set_input_files("#photo-gallery", {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": content})
    expect(page.locator("[data-photos] img")).to_have_count(1)
    clean(page)
    page.get_by_role("button", name="Che mặt, biển số").click()
    clean(page)
    page.get_by_role("button", name="Xong").click()
    page.get_by_role("button", name="Chỉnh trên bản đồ").press("Enter")
    page.locator("[data-picker] svg.ground").press("Enter")  # the middle of the map, by keyboard alone
    expect(page.get_by_text("Điểm chọn trên bản đồ")).to_be_visible()
    clean(page)
    sent_once(page)


def sent_once(page: Page) -> None:
    """By a thumb that taps twice."""
    page.get_by_text("Báo kết quả cho tôi").click()
    page.locator("#what-category").select_option("o-ga")
    clean(page)
    page.get_by_role("button", name="Gửi phản ánh").dblclick()
    page.wait_for_url("**/phan-anh/tren-may/**")
    state(page, "sent")
    expect(page.get_by_role("heading", name="Đã gửi phản ánh")).to_be_visible()
    clean(page)
    assert Report.objects.count() == 1


@pytest.mark.long
def test_the_map_shows_what_the_list_tells(browser, site, town):
    report = send(town, ReportCategory.objects.get(code="o-ga"), commune=None)
    Report.objects.filter(pk=report.pk).update(visibility="published", published_at=report.sent_at)
    page = browser.new_context(**PHONE).new_page()
    wrong: list[str] = []
    page.on("console", lambda line: wrong.append(line.text) if "Content Security" in line.text else None)
    page.goto(f"{site}/phan-anh/")
    page.get_by_role("link", name="Xem bản đồ").click()
    expect(page.get_by_text("Cùng nội dung với bản đồ: 1 phản ánh")).to_be_visible()
    pin = page.locator("svg.ground .map-pin a").first
    assert pin.get_attribute("href") == f"/phan-anh/{report.case.code}/"
    clean(page)
    assert wrong == []


@pytest.mark.long
def test_an_answer_that_is_lost_makes_no_second_report(browser, site, town):
    page = browser.new_context(**PHONE, geolocation=HERE, permissions=["geolocation"]).new_page()
    cookies = town.sign_in(Client(), "an").cookies
    page.context.add_cookies([{"name": n, "value": c.value, "url": site} for n, c in cookies.items()])
    lost: list[int] = []

    def lose_once(route: Route) -> None:
        if lost:
            return route.continue_()
        lost.append(route.fetch().status)
        return route.abort()

    page.route("**/phan-anh/gui/don/", lose_once)
    page.goto(f"{site}/phan-anh/soan/")
    write(page)
    expect(page.locator("[data-why=network]")).to_be_visible()
    assert lost == [201] and Report.objects.count() == 1
    page.get_by_role("button", name="Gửi lại").click()
    state(page, "sent")
    expect(page.locator("[data-report]")).to_contain_text(Report.objects.get().case.code)


@pytest.mark.long
def test_a_visitor_confirms_the_phone_in_the_wizard_and_is_told_why_it_waited(browser, site, town):
    page = browser.new_context(**PHONE, geolocation=HERE, permissions=["geolocation"]).new_page()
    page.goto(f"{site}/phan-anh/soan/")
    write(page, phone_number="0912 345 678")
    state(page, "failed")
    expect(page.locator("[data-report]")).to_contain_text("Xác nhận số điện thoại bằng mã trước khi gửi")
    page.get_by_role("button", name="Xác nhận số điện thoại").click()
    page.get_by_role("button", name="Nhận mã xác nhận").click()
    expect(page.locator("#contact-code")).to_be_visible()
    check = PhoneCheck.objects.get()
    PhoneCheck.objects.update(code_digest=digest_of(check, "123456"))
    page.locator("#contact-code").fill("111111")
    page.get_by_role("button", name="Xác nhận mã").click()
    expect(page.get_by_text("Mã không đúng")).to_be_visible()
    page.locator("#contact-code").fill("123456")
    page.get_by_role("button", name="Xác nhận mã").click()
    expect(page.get_by_text("đã được xác nhận trên máy này")).to_be_visible()
    send_it(page)
    state(page, "sent")
    assert Report.objects.get().reporter.confirmed


@pytest.mark.long
def test_a_face_that_was_covered_is_gone_from_the_file_also_by_keyboard(browser, site, town):
    face = Image.new("RGB", (800, 600), (20, 20, 20))
    for x in range(320, 480, 4):
        face.paste((250, 250, 250), (x, 240, x + 2, 360))  # fine stripes in the middle
    out = io.BytesIO()
    face.save(out, "PNG")
    page = browser.new_context(**PHONE).new_page()
    page.goto(f"{site}/phan-anh/soan/")
    page.set_input_files(
        "#photo-gallery", {"name": "a.png", "mimeType": "image/png", "buffer": out.getvalue()}
    )
    page.get_by_role("button", name="Che mặt, biển số").press("Enter")
    canvas = page.locator("canvas")
    expect(canvas).to_have_attribute("width", "800")
    canvas.focus()
    canvas.press("Enter")
    expect(page.get_by_text("Đã che 1 chỗ")).to_be_visible()
    page.get_by_role("button", name="Xong").press("Enter")
    # Chromium writes a canvas in its idle moments, on a busy machine for up to ten seconds before it insists.
    expect(page.locator("[data-editor]")).to_be_hidden()
    read_back = """Reports.all().then(rows => rows[0].photos[0].blob.arrayBuffer())
        .then(bytes => Array.from(new Uint8Array(bytes)))"""
    with Image.open(io.BytesIO(bytes(page.evaluate(read_back)))) as covered:
        greys = [covered.convert("L").getpixel((x, 300)) for x in range(340, 460)]
    assert max(greys) - min(greys) < 60  # the stripes were 230 apart


@pytest.mark.long
def test_drafts_are_kept_apart_and_signing_out_takes_what_was_written_under_the_account(browser, site, town):
    page = browser.new_context(**PHONE).new_page()
    page.on("dialog", lambda question: question.accept())
    cookies = town.sign_in(Client(), "an").cookies
    page.context.add_cookies([{"name": n, "value": c.value, "url": site} for n, c in cookies.items()])
    page.goto(f"{site}/phan-anh/soan/")
    page.evaluate("Reports.make({ answers: { title: 'Của khách' } })")
    owner = page.evaluate("Outbox.server().then(server => server.owner)")
    page.evaluate("owner => Reports.make({ owner: owner, answers: { title: 'Của An' } })", owner)
    page.goto(f"{site}/phan-anh/tren-may/")
    expect(page.locator("[data-report]")).to_have_count(2)
    page.locator("details.who > summary").click()
    page.get_by_role("button", name="Đăng xuất").click()
    page.wait_for_url(f"{site}/")
    page.goto(f"{site}/phan-anh/tren-may/")
    expect(page.locator("[data-report]")).to_have_count(1)
    expect(page.locator("[data-report]")).to_contain_text("Của khách")


def tab_to(page: Page, selector: str) -> None:
    """As far as the key leads; what it never reaches, a keyboard cannot use."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Tab never reaches {selector}")


def choose_by_arrows(page: Page, selector: str, value: str) -> None:
    """From the first choice of the focused list down to that one."""
    page.keyboard.press("Home")
    for _ in range(80):
        if page.locator(selector).input_value() == value:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"{value} is no choice of {selector}")


@pytest.mark.long
def test_a_report_is_written_and_sent_by_the_keyboard_alone(phone, site, town):
    page = phone.page
    phone.sign_in(town, "an")
    page.goto(f"{site}/phan-anh/soan/")
    tab_to(page, "[data-device]")
    page.keyboard.press("Space")
    expect(page.get_by_text("sai số khoảng")).to_be_visible()
    tab_to(page, ".chip")
    page.keyboard.press("Space")
    assert page.locator("#what-category").input_value() == page.locator(
        ".chip[aria-pressed=true]"
    ).get_attribute("data-category")
    tab_to(page, "#what-category")
    choose_by_arrows(page, "#what-category", "o-ga")
    tab_to(page, "#what-text")
    page.keyboard.type("Sâu lắm")
    tab_to(page, "button[type=submit]")
    page.keyboard.press("Enter")
    state(page, "sent")
    assert Report.objects.get().description == "Sâu lắm"


@pytest.mark.long
def test_the_app_s_home_stands_still_while_its_scripts_begin(browser, site, town):
    page = browser.new_context(**PHONE).new_page()
    script, waiting = re.compile(r"/near(\.\w+)?\.js"), list[Route]()
    page.route(script, lambda route: waiting.append(route))  # noqa: PLW0108 - it looks for attributes
    with page.expect_request(script):
        page.goto(f"{site}/phan-anh/", wait_until="commit")
    page.evaluate("document.fonts.ready")
    before = (listed := page.locator("[data-near-list]")).bounding_box()
    waiting[0].continue_()
    page.get_by_role("button", name="Dùng vị trí của máy").wait_for()
    assert before and listed.bounding_box() == before
