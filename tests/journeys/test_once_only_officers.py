"""Officers of once only, by plain clicks at 1366 and 360 px: the clerk notes how the person at the counter agreed and takes the paper
whose source is away, with its reason; the examiner reads each fact with its source and asks the source anew; a line of the register
holds once a second keeper has let it."""

from datetime import datetime

import pytest
from playwright.sync_api import Browser

from sandbox.population.tests.databases import BIRTHS, Databases
from tests.journeys import test_birth as birth
from tests.journeys.test_once_only import exchange, what_an_types
from tests.journeys.test_one_dossier import Person, deed, furnish, province, sign_in, signing
from tinhso.casework.public import State
from tinhso.kernel.site.clock import HANOI
from tinhso.onestop.catalogue.paper_sources import sources_on
from tinhso.onestop.models import Dossier, PaperSource, Procedure

__all__ = ["exchange", "province", "signing", "what_an_types"]
pytestmark = [pytest.mark.journey, pytest.mark.long, pytest.mark.django_db(transaction=True)]
START = datetime(2024, 3, 8, 9, 30, tzinfo=HANOI)
WIDE, NARROW = {"width": 1366, "height": 900}, {"width": 360, "height": 800}
PAPER, AWAY = "giay_chung_sinh", "Nguồn đang không trả lời."
REGISTER = "/quan-tri/nguon-thay-giay-to/"
MARRIAGE, CERTIFICATE, LINE = "1.000894", "xac_nhan_hon_nhan", "CSDL quốc gia về dân cư (tình trạng hôn nhân)"
TERMS = {
    "procedure": MARRIAGE,
    "title": LINE,
    "service": "cong-an-tinh/csdl-dan-cu/ca-nhan",
    "path": "/ca-nhan/{soDinhDanh}",
    "legal_basis": "NĐ 104/2022/NĐ-CP",
    "source": "Quyết định thử của tỉnh",
    "valid_from": "08/03/2024",
}


def at(browser: Browser, site: str, who: str, size: dict[str, int]) -> Person:
    found = sign_in(browser, site, who)
    found.page.set_viewport_size(size)  # type: ignore[arg-type]
    return found


def main_text(who: Person) -> str:
    return who.page.locator("main").inner_text()


def panel(who: Person) -> str:
    """What the counter's page says of the sources, with every answer opened."""
    return all_of(who, 'section[aria-labelledby="nguon"]')


def all_of(who: Person, part: str) -> str:
    """Its words, once everything in it has been unfolded."""
    for one in who.page.locator(f"{part} details").all():
        if one.get_attribute("open") is None:
            one.locator("summary").first.click()
    return who.page.locator(part).inner_text()


def start_entry(nga: Person) -> None:
    """From the search to the one page of the dossier, with what An has said of the child."""
    nga.open("/can-bo/tiep-nhan-moi/")
    nga.page.locator("#q").fill("khai sinh")
    nga.page.locator("#q").press("Enter")
    nga.page.locator(f'a[href$="/tiep-nhan-moi/{birth.CODE}/ban-giay/"]').first.click()
    nga.look()
    nga.follow("Nhập cả nội dung đơn")
    nga.page.locator('[name="id_number"]').fill("038190000001")
    nga.press("Tìm người nộp")
    nga.page.locator('select[name="unit"]').select_option(birth.COMMUNE)
    nga.press("Nhập hồ sơ")


def filled(nga: Person) -> None:
    unit = nga.page.locator('select[name="noi_o.unit"]')
    if unit.count():
        unit.select_option(birth.COMMUNE)
    for _ in range(2):  # choices open further questions
        nga.fill(**{"lien_he-phone": "0912345678", "lien_he-address": "Tiểu khu 3, thị trấn Hà Trung"})


def press_ask(nga: Person, way: str = "") -> None:
    if way:
        nga.page.locator(f'input[name="dong_y"][value="{way}"]').check()
    nga.press("Hỏi nguồn")


def received(nga: Person, exchange: Databases) -> Dossier:  # noqa: F811
    """Without her word nothing is asked; with it her data come; the hospital's word is away, and its paper is taken."""
    start_entry(nga)
    assert "cần người nộp đồng ý" in panel(nga)
    press_ask(nga)
    assert "Chọn cách người nộp đã đồng ý" in main_text(nga) and not Dossier.objects.get().source_data
    press_ask(nga, "screen")
    assert "Đã lấy dữ liệu. Đọc lại cùng người nộp" in main_text(nga)
    assert "Trịnh Quốc Bảo" in panel(nga)
    filled(nga)
    nga.press("Lưu bản nháp")
    exchange.servers[BIRTHS].faults.set({"down": "1"})
    press_ask(nga)
    assert AWAY in nga.page.locator(f"#p-{PAPER}").inner_text()
    assert "lý do này được ghi vào hồ sơ" in panel(nga)
    filled(nga)
    nga.press("Nộp và tiếp nhận")
    assert "Chưa có giấy tờ: Giấy chứng sinh" in nga.page.locator(".summary").inner_text()
    nga.page.locator(f'[name="how_{PAPER}"]').select_option("submitted")
    nga.press("Nộp và tiếp nhận")
    dossier = Dossier.objects.select_related("case").get()
    assert dossier.case.state == State.IN_PROGRESS, main_text(nga)
    assert dossier.answers["ho_ten_cha"] == "Trịnh Quốc Bảo"
    return dossier


def facts_of(who: Person, code: str) -> str:
    who.open(f"/can-bo/ho-so/{code}/")
    return all_of(who, "#du-lieu-nguon")


@pytest.mark.parametrize(
    ("clerks", "examiners"), [(WIDE, NARROW), (NARROW, WIDE)], ids=["clerk-wide", "clerk-narrow"]
)
def test_the_clerk_notes_her_word_and_the_examiner_asks_what_was_away(
    browser: Browser,
    province: str,  # noqa: F811
    exchange: Databases,  # noqa: F811
    clerks: dict[str, int],
    examiners: dict[str, int],
) -> None:
    furnish(START)
    dossier = received(at(browser, province, "nga", clerks), exchange)
    code = dossier.case.code
    deed(browser, province, "nga", code, "Chuyển đến cơ quan giải quyết")
    thanh = at(browser, province, "thanh", examiners)
    facts = facts_of(thanh, code)
    assert "CSDL quốc gia về dân cư" in facts and "Trịnh Quốc Bảo" in facts and "NĐ 104/2022" in facts
    assert "đã đọc và đồng ý trên màn hình" in facts.lower() and AWAY in facts
    retry_button = "Hỏi lại nguồn Giấy chứng sinh"
    thanh.page.get_by_role("button", name=retry_button).click()
    thanh.look()
    assert "Chưa lấy lại được dữ liệu" in main_text(thanh)
    exchange.servers[BIRTHS].faults.set({"down": "0"})
    thanh.page.get_by_role("button", name=retry_button).click()
    thanh.look()
    assert "Số giấy chứng sinh" in facts_of(thanh, code)
    assert not thanh.page.get_by_role("button", name=retry_button).count()
    assert Dossier.objects.get().source_records()[PAPER].found


@pytest.mark.parametrize(("first", "second"), [(WIDE, NARROW), (NARROW, WIDE)], ids=["wide", "narrow"])
def test_a_line_of_the_register_holds_once_a_second_keeper_has_let_it(
    browser: Browser,
    province: str,  # noqa: F811
    first: dict[str, int],
    second: dict[str, int],
) -> None:
    furnish(START)
    procedure = Procedure.objects.get(code=MARRIAGE)
    quan = at(browser, province, "quan", first)
    quan.open(REGISTER)
    quan.follow("Thêm nguồn")
    quan.press("Ghi vào danh mục")
    assert "Ghi mã thủ tục." in quan.page.locator(".summary").inner_text()
    for name, text in TERMS.items():
        quan.page.locator(f'[name="{name}"]').fill(text)
    quan.page.locator('[name="paper"]').fill(CERTIFICATE)
    quan.page.locator('[name="shown_fields"]').fill("hoTen:Họ, chữ đệm và tên\ntinhTrangHonNhan:Tình trạng")
    quan.page.locator('[name="subject"]').select_option("applicant")
    quan.page.locator('[name="by_consent"]').check()
    quan.press("Ghi vào danh mục")
    made = PaperSource.objects.get(title=LINE)
    assert "người ghi không tự duyệt" in main_text(quan) and made.approved is None
    assert not quan.page.get_by_role("button", name="Duyệt nguồn này").count()
    assert CERTIFICATE not in sources_on(procedure.pk, START.date())
    quan.open(REGISTER)
    assert "chờ người thứ hai duyệt" in main_text(quan)
    hanh = at(browser, province, "hanh", second)
    hanh.open(f"{REGISTER}{made.pk}/")
    hanh.press("Không duyệt")
    assert "Ghi lý do." in main_text(hanh)
    hanh.press("Duyệt nguồn này")
    assert "Đã duyệt nguồn." in main_text(hanh) and "Vũ Văn Quản" in main_text(hanh)
    assert sources_on(procedure.pk, START.date())[CERTIFICATE].pk == made.pk
