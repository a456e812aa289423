"""A mother files a birth at 360 px with one thumb: from everyday words to the confirmation, then pays and is told by the page."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from playwright.sync_api import Browser, Locator

from tests.journeys import test_birth as birth
from tests.journeys import test_one_dossier as journey
from tests.journeys.test_one_dossier import Person, furnish, province, sign_in, signing
from tinhso.kernel.site.clock import HANOI
from tinhso.onestop.models import CollectionAccount, Dossier, FeeCharge
from tinhso.onestop.money.tests.money_makers import ACCOUNT, SECRET, message, post_message

__all__ = ["province", "signing"]
pytestmark = [pytest.mark.journey, pytest.mark.long, pytest.mark.django_db(transaction=True)]
START = datetime(2024, 3, 8, 9, 30, tzinfo=HANOI)
LATE = {"ngay_sinh_tre": "01/12/2023"}  # later than sixty days: a fee is owed
FIRST_HIT, FIRST_FIELD, HEADING = 260, 360, 120  # px from the top of a telephone's screen
STRETCH, THUMB = (
    246,
    44,
)  # px: the upper third, which a thumb reaches only by shifting its grip, and the least of what it hits


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    typed = {name: text for name, text in birth.TEXTS.items() if not name.endswith("_me")}
    monkeypatch.setattr(journey, "TEXTS", typed | LATE | {"dan_toc_me": "Kinh", "quoc_tich_me": "Việt Nam"})
    monkeypatch.setattr(journey, "CHOICES", birth.CHOICES)
    yield


def top_of(an: Person, what: str) -> float:
    box = an.page.locator(what).first.bounding_box()
    assert box, what
    return box["y"]


class Reach:
    """Where the thumb has to go: each step's button, how far below the top of its page it lies, and how high it is."""

    def __init__(self, an: Person) -> None:
        self.an = an
        self.notes: list[str] = []

    def press(self, words: str) -> None:
        self.note(self.an.page.get_by_role("button", name=words, exact=True).first, words)
        self.an.press(words)

    def follow(self, words: str) -> None:
        self.note(self.an.page.locator("main a", has_text=words).first, words)
        self.an.follow(words)

    def note(self, target: Locator, words: str) -> None:
        top, high = target.evaluate(
            "one => [one.getBoundingClientRect().top + scrollY, one.getBoundingClientRect().height]"
        )
        self.notes.append(f"{words}: {top:.0f} px, {high:.0f} px")
        assert top >= STRETCH and high >= THUMB, self.notes


def to_the_form(an: Person, thumb: Reach) -> None:
    """Typed and tapped: the first hit, the four facts, the commune."""
    an.open("/")
    an.page.locator('input[type="search"]').first.fill("lam giay khai sinh")
    an.page.keyboard.press("Enter")
    an.page.wait_for_selector(".hit")
    assert top_of(an, ".hit h2") <= FIRST_HIT
    an.page.locator(".hit h2 a").first.focus()
    an.page.keyboard.press("Enter")
    an.page.wait_for_selector("dl.key")
    assert top_of(an, "h1") <= HEADING
    assert an.page.locator("dl.key dt").all_inner_texts() == [
        "Cần gì",
        "Bao lâu",
        "Bao nhiêu tiền",
        "Nộp ở đâu",
    ]
    thumb.follow("Nộp hồ sơ")
    an.page.locator('select[name="unit"]').select_option(birth.COMMUNE)
    thumb.press("Bắt đầu điền")


def through_the_form(an: Person, thumb: Reach, folder: Path) -> None:
    for page in range(4):
        assert top_of(an, "h1") <= HEADING
        assert top_of(an, "main .fields input:visible, main .fields select:visible") <= FIRST_FIELD
        assert not an.page.locator(".bottom, .menu").filter(visible=True).count()
        birth.fill_page(an, folder / f"trang-{page}.png")
        if an.page.locator('[name="ho_ten_me"]').count():
            assert an.page.locator('[name="ho_ten_me"]').input_value() == "Lê Thị An"  # not asked twice
        thumb.press("Lưu và tiếp tục")


def paid(an: Person) -> None:
    """The page changes by itself within five seconds of the bank's message."""
    an.follow("Nộp tiền")
    an.page.wait_for_selector("[data-paying]")
    charge = FeeCharge.objects.get(dossier=Dossier.objects.latest("pk"))
    assert post_message(message(charge.pay_code, charge.rest)).status_code == 200
    an.page.wait_for_url("**/ho-so/*/")
    an.look()
    assert "Đã nộp" in an.page.locator("main").inner_text()


def test_a_birth_is_filed_and_paid_with_one_thumb(
    browser: Browser, province: str, answers: None, tmp_path: Path, settings: object
) -> None:
    settings.BANK_SECRET = SECRET  # type: ignore[attr-defined]
    furnish(START)
    an = sign_in(browser, province, "an", phone=True)
    thumb = Reach(an)
    to_the_form(an, thumb)
    through_the_form(an, thumb, tmp_path)
    thumb.press("Tiếp tục")  # without the paper: the next page names it
    assert "Chưa có giấy tờ: Giấy chứng sinh" in an.page.locator("main").inner_text()
    an.follow("Chưa có giấy tờ: Giấy chứng sinh")
    an.attach("giay_chung_sinh", "giay-chung-sinh.pdf")
    thumb.press("Tiếp tục")
    an.fill()
    desk = Dossier.objects.latest("pk").case.desk
    CollectionAccount.objects.create(
        agency=desk, bank="970415", bank_name="Ngân hàng thử", number=ACCOUNT, holder="UBND",
        valid=DateRange(date(2020, 1, 1), None), source="thử",
    )  # fmt: skip
    thumb.press("Nộp hồ sơ")
    (tmp_path / "reach.txt").write_text("\n".join(thumb.notes))
    text = an.page.locator("main").inner_text()
    assert "Việc tiếp theo" in text and "000.01.33.H56-240308-" in text
    an.page.screenshot(path=tmp_path / "da-nop.png", full_page=True)
    paid(an)


def test_who_signs_out_leaves_no_copy_of_what_was_typed(browser: Browser, province: str) -> None:
    """A copy stands in the browser while the server has not got it; the next person at the machine finds none."""
    furnish(START)
    an = sign_in(browser, province, "an", phone=True)
    to_the_form(an, Reach(an))
    an.page.route(
        "**/dien/**", lambda asked: asked.abort() if asked.request.method == "POST" else asked.continue_()
    )
    an.page.locator("main .fields input:visible:not([readonly])").first.type("Lê Thị")
    copies = "Object.keys(localStorage).filter(key => key.startsWith('draft '))"
    assert len(an.page.evaluate(copies)) == 1
    an.open("/")
    an.page.locator("details.who > summary").click()
    an.page.get_by_role("button", name="Đăng xuất").click()
    an.page.locator("a.who").wait_for()
    assert an.page.evaluate(copies) == []
