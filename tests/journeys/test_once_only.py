"""A birth is declared with the parents' data and the hospital's word from the sandbox databases, through a real plane, and no
paper of anybody; where the hospital's word is away, the page says why and the paper is asked for."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from sandbox.population.tests.databases import BIRTHS, CALLER, WORD, Databases, databases
from tests.journeys import test_birth as birth
from tests.journeys import test_one_dossier as journey
from tests.journeys.test_one_dossier import Person, furnish, province, sign_in, signing
from tinhso.casework.public import State
from tinhso.kernel.site.clock import HANOI
from tinhso.onestop.models import Dossier
from tinhso.onestop.once_only import asking

__all__ = ["province", "signing"]
pytestmark = [pytest.mark.journey, pytest.mark.long, pytest.mark.django_db(transaction=True)]
START = datetime(2024, 3, 8, 9, 30, tzinfo=HANOI)
ASKED_FOR = (
    "nguoi_yeu_cau.",
    "noi_o.",
    "ho_ten_tre",
    "ngay_sinh_tre",
    "dan_toc_tre",
    "quoc_tich_tre",
    "noi_sinh_tre",
)
ALSO = ("que_quan_tre", "phone", "address")


@pytest.fixture
def exchange(tmp_path: Path, settings: Any) -> Iterator[Databases]:
    asking.client.cache_clear()
    with databases(tmp_path / "plane") as found:
        settings.EXCHANGE_CLIENT = {"plane": found.address, "client": CALLER}
        settings.EXCHANGE_CLIENT_KEY = WORD
        yield found
    asking.client.cache_clear()


@pytest.fixture(autouse=True)
def what_an_types(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of either parent."""
    typed = {k: v for k, v in birth.TEXTS.items() if k.startswith(ASKED_FOR) or k in ALSO}
    choices = birth.CHOICES | {"truong_hop": "thong_thuong", "can_ban_sao": "false"}
    monkeypatch.setattr(journey, "TEXTS", typed | {"noi_ket_hon": "UBND phường Đông Vệ, năm 2019"})
    monkeypatch.setattr(journey, "CHOICES", choices)


def filled_to_the_papers(an: Person) -> str:
    an.open(f"/ho-so/nop/{birth.CODE}/")
    an.page.locator('select[name="unit"]').select_option(birth.COMMUNE)
    an.press("Bắt đầu điền")
    an.page.locator('input[name="dong_y"]').check()
    an.press("Lấy dữ liệu")
    assert "Đã lấy dữ liệu" in an.page.content()
    for _page in range(4):
        unit = an.page.locator('select[name="noi_o.unit"]')
        if unit.count():
            unit.select_option(birth.COMMUNE)
        an.fill()
        an.fill()
        an.press("Lưu và tiếp tục")
        assert not an.page.locator(".summary").count(), an.page.locator(".summary").inner_text()
    return an.page.url.rstrip("/").split("/")[-2]


def ask(an: Person, words: str = "Lấy dữ liệu") -> str:
    """What the page says of the paper about the birth afterwards."""
    an.press(f"{words} Giấy chứng sinh")
    an.page.wait_for_load_state()
    return an.page.locator("#p-giay_chung_sinh").inner_text()


def test_a_birth_is_declared_without_any_paper(browser: Browser, province: str, exchange: Databases) -> None:
    furnish(START)
    an = sign_in(browser, province, "an", phone=True)
    filled_to_the_papers(an)
    exchange.servers[BIRTHS].faults.set({"down": "1"})
    text = ask(an)
    assert "Nguồn đang không trả lời." in text and "Chưa có, bắt buộc" in text
    exchange.servers[BIRTHS].faults.set({"down": "0"})
    text = ask(an, "Lấy lại dữ liệu")
    assert "Không phải nộp: lấy từ dữ liệu" in text and "CSDL quốc gia về bảo hiểm" in text
    an.press("Tiếp tục")
    an.fill()
    an.press("Nộp hồ sơ")
    dossier = Dossier.objects.select_related("case").get()
    assert dossier.case.state == State.SUBMITTED and not dossier.attachments.exists()
    assert (
        dossier.answers["ho_ten_cha"] == "Trịnh Quốc Bảo" and dossier.answers["giay_to_cha"] == "038088000011"
    )
    nga = sign_in(browser, province, "nga")
    nga.open(f"/can-bo/ho-so/{dossier.case.code}/")
    assert "lấy từ dữ liệu" in nga.page.locator("main").inner_text()


def test_without_javascript_and_with_a_birthday_that_the_hospital_did_not_tell(
    browser: Browser, province: str, exchange: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    furnish(START)
    monkeypatch.setitem(journey.TEXTS, "ngay_sinh_tre", "02/03/2024")
    an = sign_in(browser, province, "an", script=False)
    filled_to_the_papers(an)
    text = ask(an)
    assert "tờ khai ghi 02/03/2024" in text and "Chưa có, bắt buộc" in text
    an.attach("giay_chung_sinh", "giay-chung-sinh.pdf")
    an.press("Tiếp tục")
    assert "Hồ sơ còn thiếu" not in an.page.content()
