"""An agency asks that bodies of calls are stored: refused for a service with personal data, agreed for another, and each side reads
what a call said, by plain clicks at 1366 and 360 px."""

import base64
import json
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser

from tests.journeys.test_agreement_used import AT, decide, joined, person, staffed
from tests.journeys.test_one_dossier import Person
from tinhso.casework.tests.makers import NOW
from tinhso.exchange.calls.tests.test_stored_bodies import ANSWERED, ASKED, came, prices
from tinhso.exchange.models import Agreement, StoredBodies
from tinhso.kernel.events.public import EventRow
from tinhso.kernel.site.models import Instance

__all__ = ["joined", "prices", "staffed"]
pytestmark = [pytest.mark.journey, pytest.mark.long, pytest.mark.django_db(transaction=True)]
TERMS = {
    "legal_basis": "NĐ 47/2020/NĐ-CP",
    "purpose": "Đối chiếu giá đã hỏi",
    "per_second": "5",
    "per_day": "100",
    "concurrent": "2",
    "begins": "08/03/2024",
    "ends": "07/03/2025",
}


def applied(hoa: Person, service: int, *, refused: bool) -> None:
    """With the box ticked; what is refused stays on the page, and the box stays ticked."""
    hoa.open(f"{AT}dich-vu/{service}/de-nghi/")
    hoa.page.locator('select[name="consumer"]').select_option(index=1)
    hoa.page.locator('select[name="kind"]').select_option("specific")
    hoa.page.locator('input[name="operations"]').first.check()
    for name, text in TERMS.items():
        hoa.page.locator(f'[name="{name}"]').fill(text)
    hoa.page.locator('[name="fields_needed"]').fill("name" if refused else "")
    hoa.page.locator('input[name="stores_bodies"]').check()
    hoa.page.locator("main form button[type=submit]").click()
    hoa.look()
    if refused:
        assert "không giữ nội dung lời gọi" in hoa.page.locator(".summary").inner_text()
        assert hoa.page.locator('input[name="stores_bodies"]').is_checked()


def downloaded(who: Person) -> dict[str, str]:
    with who.page.expect_download() as found:
        who.page.get_by_role("button", name="Tải nội dung").click()
    return dict(json.loads(Path(found.value.path()).read_text()))


def test_bodies_are_stored_by_agreement_and_read_by_its_sides(
    browser: Browser,
    live_server: Any,
    prices: Any,  # noqa: F811
    tmp_path: Path,
) -> None:
    names = {"name": "Tỉnh Số", "owner": "UBND tỉnh Mẫu", "province_code": "38", "ident_code": "H56"}
    defaults = names | {"demo": True, "clock_offset": NOW - timezone.now()}
    Instance.objects.update_or_create(pk=1, defaults=defaults)
    hoa, dao, chi, cuc = (
        person(browser, prices, live_server.url, who) for who in ("hoa", "dao", "chi", "cuc")
    )
    dao.page.set_viewport_size({"width": 360, "height": 800})
    applied(hoa, prices.service.pk, refused=True)
    hoa.page.screenshot(path=tmp_path / "1-tu-choi.png", full_page=True)
    applied(hoa, prices.prices.pk, refused=False)
    agreement = Agreement.objects.select_related("case").get()
    sheet = f"{AT}thoa-thuan/{agreement.case.code}/"
    decide(dao, sheet, "tham-dinh", "Thẩm định đạt")
    decide(chi, sheet, "duyet", "Duyệt chia sẻ")
    assert "Có, mã hóa" in chi.page.locator("main").inner_text()
    call = came(prices, tmp_path, agreement)
    for number, who in enumerate((hoa, dao), start=2):
        who.open(f"{AT}loi-goi/{call.pk}/")
        who.page.screenshot(path=tmp_path / f"{number}-loi-goi.png", full_page=True)
        found = downloaded(who)
        assert [base64.b64decode(found[name]) for name in ("request", "response")] == [ASKED, ANSWERED]
    assert EventRow.objects.filter(name="exchange.BodiesRead").count() == 2
    cuc.open(f"{AT}loi-goi/{call.pk}/")
    assert not cuc.page.get_by_role("button", name="Tải nội dung").count()
    StoredBodies.objects.all().delete()
    hoa.open(f"{AT}loi-goi/{call.pk}/")
    assert "Nội dung đã giữ" not in hoa.page.locator("main").inner_text()
