"""A birth registered from a phone: typed "lam giay khai sinh", filled, handed in, registered, signed, handed over, verified."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from sandbox.civil_status.server import Server
from tests.journeys import test_one_dossier as journey
from tests.journeys.test_civil_status import REGISTER, register, software
from tests.journeys.test_one_dossier import (
    Person,
    deed,
    furnish,
    proof_of_the_result,
    province,
    sign_in,
    signing,
)
from tests.machine import Poppler
from tinhso.casework.public import Case, State
from tinhso.kernel.site.clock import HANOI
from tinhso.onestop.models import HandOver, LinkedPart

__all__ = ["province", "signing", "software"]
pytestmark = [pytest.mark.journey, pytest.mark.long, pytest.mark.django_db(transaction=True)]
START = datetime(2024, 3, 8, 9, 30, tzinfo=HANOI)
CODE, COMMUNE = "1.001193", "15271"
TEXTS = {
    "nguoi_yeu_cau.full_name": "Lê Thị An",
    "nguoi_yeu_cau.id_number": "038190000001",
    "nguoi_yeu_cau.birth_date": "02/5/1990",
    "nguoi_yeu_cau.phone": "0912345678",
    "noi_o.detail": "Tiểu khu 3",
    "ho_ten_tre": "Lê Minh Khôi",
    "ngay_sinh_tre": "01/3/2024",
    "dan_toc_tre": "Kinh",
    "quoc_tich_tre": "Việt Nam",
    "noi_sinh_tre": "Bệnh viện Đa khoa huyện Hà Trung",
    "que_quan_tre": "Thị trấn Hà Trung, Thanh Hóa",
    "ho_ten_me": "Lê Thị An",
    "nam_sinh_me": "1990",
    "dan_toc_me": "Kinh",
    "quoc_tich_me": "Việt Nam",
    "noi_cu_tru_me": "Tiểu khu 3, thị trấn Hà Trung",
    "giay_to_me": "038190000001",
    "so_ban_sao": "2",
    "phone": "0912345678",
    "address": "Tiểu khu 3, thị trấn Hà Trung",
}
CHOICES = {
    "quan_he_tre": "me",
    "gioi_tinh_tre": "nam",
    "sinh_o_dau": "co_so_y_te",
    "giay_to_sinh": "chung_sinh",
    "truong_hop": "chua_ro_cha",
    "can_ban_sao": "true",
    "cam_doan": "",
    "dong_y_tra_cuu": "",
    "result_by": "desk",
}


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What An knows, in place of the postal company's answers."""
    monkeypatch.setattr(journey, "TEXTS", TEXTS)
    monkeypatch.setattr(journey, "CHOICES", CHOICES)
    yield


def fill_page(an: Person, picture: Path) -> None:
    """This page of the form; choices that open further questions come first."""
    unit = an.page.locator('select[name="noi_o.unit"]')
    if unit.count():
        unit.select_option(COMMUNE)
    an.fill()
    an.fill()
    an.page.screenshot(path=picture, full_page=True)


def hand_in(an: Person, folder: Path) -> str:
    """From the words to the lasting code."""
    an.open("/")
    an.page.locator('input[type="search"]').first.fill("lam giay khai sinh")
    an.page.locator('input[type="search"]').first.press("Enter")
    an.look()
    an.page.screenshot(path=folder / "1-tim.png")
    first = an.page.locator("main .hit h2 a").first
    assert first.get_attribute("href") == f"/thu-tuc/{CODE}/"
    first.click()
    an.look()
    an.page.screenshot(path=folder / "2-thu-tuc.png", full_page=True)
    an.follow("Nộp hồ sơ")
    an.page.locator('select[name="unit"]').select_option(COMMUNE)
    an.page.screenshot(path=folder / "3-bat-dau.png", full_page=True)
    an.press("Bắt đầu điền")
    for page in range(4):
        if page == 1:  # nothing chosen yet: each gap is named
            an.press("Lưu và tiếp tục")
            assert "Nhập họ, chữ đệm, tên của trẻ" in an.page.locator(".summary").inner_text()
            an.page.screenshot(path=folder / "5-thieu.png", full_page=True)
        fill_page(an, folder / f"4-trang-{page + 1}.png")
        an.press("Lưu và tiếp tục")
        assert not an.page.locator(".summary").count(), an.page.locator(".summary").inner_text()
    an.attach("giay_chung_sinh", "giay-chung-sinh.pdf")
    an.page.screenshot(path=folder / "6-giay-to.png", full_page=True)
    an.press("Tiếp tục")
    an.fill()
    an.page.screenshot(path=folder / "7-kiem-tra.png", full_page=True)
    an.press("Nộp hồ sơ")
    an.page.screenshot(path=folder / "8-da-nop.png", full_page=True)
    return an.page.url.rstrip("/").rsplit("/", 1)[1]


def test_a_birth_is_registered_from_a_phone_and_due_the_same_day(
    browser: Browser, province: str, software: Server, answers: None, tmp_path: Path, poppler: Poppler
) -> None:
    furnish(START)
    an = sign_in(browser, province, "an", phone=True)
    code = hand_in(an, tmp_path)
    assert code.startswith("000.01.33.H56-240308-")
    journey.run_jobs(START)
    deed(browser, province, "nga", code, "Tiếp nhận hồ sơ")
    case = Case.objects.get(code=code)
    assert case.step == "forward"
    assert case.due_at and case.due_at.astimezone(HANOI).date() == date(2024, 3, 8)
    deed(browser, province, "nga", code, "Chuyển đến cơ quan giải quyết")
    assert Case.objects.get(code=code).step == "examine"
    deed(browser, province, "thanh", code, REGISTER)  # no certificate before the register has its number
    register(software, START)
    deed(browser, province, "thanh", code, "Trình ký kết quả", finding="Đủ giấy tờ, đúng thẩm quyền")
    assert Case.objects.get(code=code).step == "sign"
    assert "Trình lãnh đạo Ủy ban nhân dân ký" in state_on_page(an, code)
    deed(browser, province, "loc", code, "Ký duyệt")
    deed(browser, province, "ven", code, "Vào số, đóng dấu, phát hành")
    deed(browser, province, "nga", code, "Trả kết quả", collected_by="Lê Thị An", id_number="0001")
    ends(an, code, poppler)


def state_on_page(an: Person, code: str) -> str:
    """The citizen's own page tells where it is."""
    an.open(f"/ho-so/{code}/")
    return an.page.locator("main").inner_text()


def ends(an: Person, code: str, poppler: Poppler) -> None:
    """Who collected the certificate is written down; the citizen reads, downloads and verifies it."""
    handed = HandOver.objects.get(dossier__case__code=code)
    assert (handed.how, handed.collector, handed.collected_by) == ("desk", "applicant", "Lê Thị An")
    assert Case.objects.get(code=code).state == State.DONE
    page = state_on_page(an, code)
    assert LinkedPart.objects.get(dossier__case__code=code, kind="civil_status").number in page
    assert "Giấy khai sinh" in page and "Đã trả kết quả" in page, page
    proof_of_the_result(an, code, poppler, "Trương Văn Lộc")
