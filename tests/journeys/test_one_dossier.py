"""One dossier from a search without accents to the verified result, with a supplement, under both rule sets.

The citizen on a phone of 360 px (once without JavaScript), officers on a desktop; real signing service, real jobs.
"""

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import ClassVar
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone
from playwright.sync_api import Browser, Page

from tests.machine import Poppler
from tinhso.casework.public import Case
from tinhso.demo.cast import create_cast
from tinhso.kernel.events.public import SYSTEM, EventRow, seal, verify
from tinhso.kernel.files.public import StoredFile, scan_file
from tinhso.kernel.files.tests.makers import PDF
from tinhso.kernel.people.public import User, actor_of, load_pack
from tinhso.kernel.site.clock import HANOI
from tinhso.kernel.site.models import Instance
from tinhso.onestop.catalogue.actions.load_catalogue import load_catalogue
from tinhso.onestop.catalogue.places import seats_for
from tinhso.onestop.data import reading
from tinhso.onestop.intake.actions.start_dossier import start_dossier
from tinhso.onestop.models import Dossier, Procedure, ProcedureVersion

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
ROOT = Path(__file__).resolve().parents[2]
CODE = "1.003659"
TEXTS = {
    "to_chuc.name": "Công ty TNHH Chuyển phát Sông Mẫu",
    "to_chuc.tax_code": "2800000013",
    "to_chuc.representative": "Lê Thị An",
    "to_chuc.position": "Giám đốc",
    "to_chuc.phone": "0912345678",
    "tru_so.detail": "Số 12 đường Lê Lợi",
    "ngay_cap_dkdn": "05/01/2020",
    "noi_cap_dkdn": "Sở Kế hoạch và Đầu tư",
    "von_dieu_le": "2.500.000.000",
    "nguoi_lien_he.full_name": "Lê Thị An",
    "nguoi_lien_he.phone": "0912345678",
    "nguoi_lien_he.email": "an@example.vn",
    "dia_ban": "toàn tỉnh",
    "thoi_han_de_nghi": "10",
    "so_lao_dong": "20",
    "so_phuong_tien": "5",
    "quy_trinh": "Thu gom, khai thác, vận chuyển, phát.",
    "thoi_gian_toan_trinh": "48",
    "an_toan": "Kiểm tra bưu gửi.",
    "khieu_nai": "Trả lời trong hai tháng.",
    "phone": "0912345678",
    "address": "Số 12 đường Lê Lợi",
}
CHOICES = {
    "loai_dich_vu": "thu_phat_nhanh",
    "phuong_thuc": "tu_to_chuc",
    "co_doi_tac_nuoc_ngoai": None,
    "co_diem_phuc_vu": None,
    "hinh_thuc_nhan": "online",
    "cam_doan": "",
    "dong_y_tra_cuu": "",
    "result_by": "online",
}
PAPERS = ["gcn_dkdn", "phuong_an", "mau_hop_dong", "bang_gia", "quy_dinh_boi_thuong"]


@dataclass
class Rules:
    """A rule set: the day of submission, and how the page says what the supplement does to the clock."""

    start: datetime
    own_portal: bool
    waiting: str
    after: str


OLD = Rules(
    datetime(2024, 3, 8, 8, 30, tzinfo=HANOI), True, "tính lại từ ngày nhận đủ hồ sơ", "Nhận đủ hồ sơ lúc"
)
NEW = Rules(datetime(2026, 3, 9, 8, 30, tzinfo=HANOI), False, "tính tiếp khi hết chờ", "Trừ thời gian")


@pytest.fixture
def signing(tmp_path, live_server):
    """The signing service as a process of its own, with tokens of the cast."""
    holders = [
        {"id": "chi", "name": "Hoàng Văn Chi", "kind": "person"},
        {"id": "so-tttt", "name": "Sở Thông tin và Truyền thông", "kind": "agency"},
        {"id": "so-khcn", "name": "Sở Khoa học và Công nghệ", "kind": "agency"},
        {"id": "loc", "name": "Trương Văn Lộc", "kind": "person"},
        {"id": "ubnd-xa-15271", "name": "Ủy ban nhân dân thị trấn Hà Trung", "kind": "agency"},
    ]
    (tmp_path / "holders.json").write_text(json.dumps(holders))
    words = ["--port", "0", "--state", str(tmp_path / "sign"), "--holders", str(tmp_path / "holders.json")]
    words += ["--origin", live_server.url]
    with subprocess.Popen(
        [sys.executable, "-m", "sandbox.signing_service", *words], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        url = process.stdout.readline().split(" at ")[1].split(",")[0]
        yield url, tmp_path / "sign/ca/root.crt"
        process.terminate()


@pytest.fixture
def province(live_server, signing, tmp_path, monkeypatch, settings):
    """The province pack, its everyday procedures and the cast, as the demo has them; the site answers to itself."""
    settings.DEMO = True
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.SITE_URL = live_server.url
    settings.SIGNING_SERVICE_URL = settings.LOCAL_SIGNING_URL = signing[0]
    settings.TRUST_ROOTS, settings.CSP_CONNECT = [str(signing[1])], [signing[0]]
    everyday = {row["code"] for row in reading.rows("everyday.csv")}
    rows = [row for row in reading.procedures() if row.code in everyday]
    monkeypatch.setattr(reading, "procedures", lambda: rows)
    yield live_server.url
    connection.close()  # Playwright's loop has a context, and so a connection, of its own
    connection.close_pool()  # what the server's threads gave back; else the database cannot be dropped


def furnish(at: datetime) -> None:
    names = {"name": "Tỉnh Số", "owner": "UBND tỉnh Mẫu", "province_code": "38", "ident_code": "H56"}
    Instance.objects.create(pk=1, demo=True, clock_offset=at - timezone.now(), **names)
    load_pack(settings.PROVINCE_PACK, by=SYSTEM, now=at)
    load_catalogue(by=SYSTEM, now=at)
    create_cast(now=at)


def move_clock(at: datetime) -> None:
    Instance.objects.update(clock_offset=at - timezone.now())


def run_jobs(at: datetime) -> None:
    """What the workers would do meanwhile: every file that waits for its scan gets it."""
    for file in StoredFile.objects.pending():
        scan_file(file.pk, now=at)


@dataclass
class Person:
    """Somebody at a browser: `an.open("/")`. Every page opened is tried for its width and with axe; where it is not to be
    `every_page`, with axe once for each address and number of forms, whoever opened it."""

    page: Page
    site: str
    script: bool = True
    every_page: ClassVar[bool] = False
    tried: ClassVar[set[tuple[str, int, int]]] = set()

    def open(self, path: str) -> None:
        self.page.goto(path if path.startswith("http") else self.site + path)
        self.look()

    def look(self) -> None:
        size = self.page.viewport_size
        assert size
        if not self.script:
            return
        self.page.wait_for_load_state()  # a page that has only begun has no element yet
        assert self.page.evaluate("document.documentElement.scrollWidth") <= size["width"], self.page.url
        shape = re.sub(r"/[^/]*\d{3}[^/]*/", "/*/", urlsplit(self.page.url).path)
        kind = (shape, size["width"], int(self.page.evaluate("document.forms.length")))
        if kind in self.tried and not self.every_page:
            return
        self.tried.add(kind)
        from axe_playwright_python.sync_playwright import Axe

        found = Axe().run(self.page).response["violations"]
        assert [(r["id"], r["nodes"][0]["html"]) for r in found] == [], self.page.url

    def press(self, name: str) -> None:
        button = self.page.get_by_role("button", name=name, exact=True).first
        if self.script and self.page.locator("form[data-draft]").count():
            with self.page.expect_navigation():  # only after what was typed has been kept
                button.click()
        else:
            button.click()
        self.look()

    def follow(self, name: str) -> None:
        self.page.get_by_role("link", name=name, exact=True).first.click()
        self.look()

    def fill(self, **also: str) -> None:
        """Everything on this page that we know an answer to."""
        for name, text in (TEXTS | also).items():
            box = self.page.locator(f'[name="{name}"]')
            if box.count() and box.first.is_visible() and box.first.is_editable():  # identity is locked
                box.first.fill(text)
        for name, value in CHOICES.items():
            self.choose(name, value)
        unit = self.page.locator('select[name="tru_so.unit"]')
        if unit.count():
            unit.select_option(index=1)

    def choose(self, name: str, value: str | None) -> None:
        boxes = self.page.locator(f'input[name="{name}"]')
        if not boxes.count():
            return
        if value:
            self.page.locator(f'input[name="{name}"][value="{value}"]').check()
        else:
            (boxes.last if value is None else boxes.first).check()

    def attach(self, paper: str, name: str) -> None:
        part = self.page.locator(f"#p-{paper}")
        part.locator('input[type="file"]').set_input_files(
            {"name": name, "mimeType": "application/pdf", "buffer": PDF + name.encode()}
        )
        if not self.script:  # else a file that has arrived is attached by itself
            part.get_by_role("button", name="Gửi tệp").click()
        self.page.wait_for_selector(f"#p-{paper} .file")
        self.look()


def sign_in(
    browser: Browser, site: str, username: str, *, phone: bool = False, script: bool = True
) -> Person:
    size = {"width": 360, "height": 740} if phone else {"width": 1280, "height": 900}
    context = browser.new_context(viewport=size, java_script_enabled=script)  # type: ignore[arg-type]
    who = Person(context.new_page(), site, script)
    who.open("/dang-nhap/")
    who.page.locator(f'form:has(input[value="{username}"]) button').click()
    return who


def draft_of_the_national_portal(at: datetime) -> Dossier:
    """Since 01/7/2025 citizens file at the national portal; its draft comes in by the action."""
    an, procedure = User.objects.get(username="an"), Procedure.objects.get(code=CODE)
    agency, desk = seats_for(procedure, "province", None, at.date())
    assert an.person
    return start_dossier(
        version=ProcedureVersion.objects.of(procedure, at.date()),
        level="province",
        agency=agency,
        desk=desk,
        person=an.person,
        by=actor_of(an, on=at.date()),
        now=at,
        client_key=uuid4(),
        source=Case.Source.NATIONAL_PORTAL,
    )


def hand_in(an: Person, rules: Rules) -> str:
    """Search, read, fill, attach, send; the lasting code."""
    an.open("/")
    an.page.locator('input[type="search"]').first.fill("giay phep buu chinh")
    an.page.locator('input[type="search"]').first.press("Enter")
    an.page.locator(f'a[href="/thu-tuc/{CODE}/"]').first.click()
    an.look()
    if rules.own_portal:
        an.follow("Nộp hồ sơ")
        an.press("Bắt đầu điền")
    else:
        assert an.page.get_by_role("link", name="Nộp hồ sơ tại Cổng Dịch vụ công quốc gia").count()
        an.open(f"/ho-so/{draft_of_the_national_portal(rules.start).case.code}/")
    for _ in range(4):
        an.fill()
        an.press("Lưu và tiếp tục")
        assert not an.page.locator(".summary").count(), an.page.locator(".summary").inner_text()
    for paper in PAPERS:
        an.attach(paper, f"{paper}.pdf")
    an.press("Tiếp tục")
    an.fill()
    an.press("Nộp hồ sơ")
    return an.page.url.rstrip("/").rsplit("/", 1)[1]


def deed(browser: Browser, site: str, who: str, code: str, button: str, **words: str) -> Person:
    """One officer opens the dossier from the worklist and does one deed."""
    officer = sign_in(browser, site, who)
    officer.open("/can-bo/")
    officer.page.locator(f'a[href="/can-bo/ho-so/{code}/"]').first.click()
    officer.look()
    form = officer.page.locator(f'form:has(button:text-is("{button}"))').first
    part = officer.page.locator(f'details:has(> summary:text-is("{button}"))')
    if part.count() and part.get_attribute("open") is None:
        part.locator("summary").first.click()
    for name, text in words.items():
        box = form.locator(f'[name="{name}"]').first
        if name == "officer":
            box.select_option(box.locator("option", has_text=text).first.get_attribute("value"))
        else:
            box.fill(text)
    form.get_by_role("button", name=button, exact=True).click()
    officer.page.wait_for_url("**/can-bo/")  # a signature is fetched from the own machine before
    officer.look()
    officer.page.context.close()
    return officer


def take_the_fee(officer: Person) -> None:
    """On the page of a charge: the whole rest in cash, for a receipt."""
    officer.press("Thu và cấp biên lai")
    assert officer.page.get_by_role("link", name="biên lai").count(), officer.page.locator(
        "main"
    ).inner_text()


def pay_at_the_desk(browser: Browser, site: str, who: str, code: str) -> None:
    """What is due before acceptance, from the page of the dossier."""
    officer = sign_in(browser, site, who)
    officer.open(f"/can-bo/ho-so/{code}/")
    officer.follow("Khoản thu của hồ sơ này")
    take_the_fee(officer)
    officer.page.context.close()


@pytest.mark.long
@pytest.mark.first_journey
def test_a_dossier_under_the_old_rules(browser, province, poppler):
    the_whole_way(browser, province, poppler, OLD)


@pytest.mark.long
def test_a_dossier_under_the_new_rules(browser, province, poppler, monkeypatch):
    monkeypatch.setattr(Person, "every_page", True)
    the_whole_way(browser, province, poppler, NEW)


@pytest.mark.long
def test_the_citizens_part_without_javascript(browser, province):
    furnish(OLD.start)
    an = sign_in(browser, province, "an", phone=True, script=False)
    code = hand_in(an, OLD)
    assert Case.objects.get(code=code).state == "submitted"


def the_whole_way(browser: Browser, site: str, poppler: Poppler, rules: Rules) -> None:
    furnish(rules.start)
    an = sign_in(browser, site, "an", phone=True)
    code = hand_in(an, rules)
    at = rules.start + timedelta(hours=1)
    run_jobs(at)
    move_clock(at)
    pay_at_the_desk(browser, site, "binh", code)
    deed(browser, site, "binh", code, "Tiếp nhận hồ sơ")
    promised = Case.objects.get(code=code).due_at
    deed(browser, site, "binh", code, "Chuyển đến cơ quan giải quyết")
    deed(browser, site, "chi", code, "Phân công", officer="Trịnh Thị Emi")
    at += timedelta(days=3)
    move_clock(at)
    deed(browser, site, "emi", code, "Yêu cầu bổ sung (mẫu 02)", text="Thiếu mẫu biểu trưng")
    at += timedelta(days=7)
    move_clock(at)
    assert rules.waiting in why(an, code)
    supply(an, code)
    run_jobs(at)
    assert rules.after in why(an, code)
    due = Case.objects.get(code=code).due_at
    assert promised and due and due >= promised + timedelta(days=6)
    deed(browser, site, "emi", code, "Trình ký kết quả", finding="Đủ điều kiện cấp phép")
    deed(browser, site, "chi", code, "Ký duyệt")
    deed(browser, site, "van", code, "Vào số, đóng dấu, phát hành")
    deed(browser, site, "binh", code, "Trả kết quả")
    proof_of_the_result(an, code, poppler)
    proof_of_the_log(code)


def why(an: Person, code: str) -> str:
    """What stands under "Vì sao hẹn ngày này?"."""
    an.open(f"/ho-so/{code}/")
    an.page.get_by_text("Vì sao hẹn ngày này?").first.click()
    an.look()
    return an.page.locator('details:has(summary:text-is("Vì sao hẹn ngày này?"))').inner_text()


def supply(an: Person, code: str) -> None:
    an.open(f"/ho-so/{code}/")
    an.follow("Bổ sung hồ sơ")
    an.attach("mau_bieu_trung", "bieu-trung.pdf")
    an.press("Tiếp tục")
    an.fill()
    an.press("Gửi bổ sung")


def proof_of_the_result(an: Person, code: str, poppler: Poppler, signer: str = "Hoàng Văn Chi") -> None:
    """pdfsig finds two valid signatures, and none after one flipped byte; the site says the same in both ways."""
    an.open(f"/ho-so/{code}/")
    with an.page.expect_download() as coming:
        an.page.get_by_role("link", name="Tải kết quả (PDF)").click()
    good, bad = poppler.folder / "good.pdf", poppler.folder / "bad.pdf"
    coming.value.save_as(good)
    content = bytearray(good.read_bytes())
    assert poppler.signatures(good.read_bytes()).count("Signature is Valid") == 2
    content[len(content) // 4] ^= 1
    bad.write_bytes(content)
    assert "Signature is Valid" not in poppler.signatures(bytes(content))
    an.follow("Xác minh chữ ký")
    assert signer in an.page.locator("main").inner_text()
    for file, untouched in ((good, True), (bad, False)):
        an.open("/xac-minh/")
        an.page.locator("#id_tep").set_input_files(file)
        an.page.locator('form:has(#id_tep) button[type="submit"]').click()
        an.look()
        text = an.page.locator("main").inner_text()
        assert ("Mọi chữ ký đều hợp lệ, nội dung chưa bị sửa." in text) == untouched


def proof_of_the_log(code: str) -> None:
    """Clean after sealing; one row changed by hand by a superuser is named."""
    seal()
    assert verify().ok, verify().lines
    row = EventRow.objects.filter(case_id=Case.objects.get(code=code).pk).last()
    assert row
    with connection.cursor() as cursor:
        cursor.execute("alter table kernel_event disable trigger user")
        cursor.execute("update kernel_event set actor_id = 1 + coalesce(actor_id, 0) where id = %s", [row.pk])
        cursor.execute("alter table kernel_event enable trigger user")
        cursor.execute("alter table kernel_event disable trigger kernel_event_keep_all")
    found = verify()
    assert not found.ok
    assert any(str(row.pk) in line for line in found.lines), found.lines
