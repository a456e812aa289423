"""From a figure to its seal in four clicks, and the proof on the last page recomputed by hand."""

from hashlib import sha256
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from playwright.sync_api import Browser, Page

from tests.journeys.test_every_desk_page import aside
from tinhso.indicators.cells.actions.refresh_cells import refresh_cells
from tinhso.indicators.public import load_indicators
from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.events.tests.makers import seal_now
from tinhso.kernel.site import clock
from tinhso.onestop.conftest import shop, signing_service  # noqa: F401 - fixtures
from tinhso.onestop.tests.makers import NOW, Shop

pytestmark = [pytest.mark.journey, pytest.mark.long, pytest.mark.django_db(transaction=True)]
FIGURE = "Hồ sơ đã giải quyết"


@pytest.fixture
def sealed(live_server: Any, shop: Shop, monkeypatch: pytest.MonkeyPatch) -> Any:  # noqa: F811
    """A dossier that was settled, counted and sealed; the address of the site and the code of the dossier."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    dossier = aside(lambda: shop.dossier("hand_over"))
    load_indicators(by=SYSTEM, now=NOW)
    refresh_cells(now=NOW, every=True)
    seal_now()
    yield live_server.url, dossier.case.code, shop
    connection.close()  # Playwright's loop has a context, and so a connection, of its own
    connection.close_pool()  # type: ignore[attr-defined]


def enter(browser: Browser, site: str, shop: Shop, name: str) -> Page:  # noqa: F811
    client = shop.town.sign_in(Client(), name)
    context = browser.new_context(viewport={"width": 360, "height": 740})
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": site}])
    return context.new_page()


def follow(page: Page, *links: str) -> int:
    """Click the first link of each of these words, in turn; how many clicks it took."""
    for words in links:
        page.get_by_role("link", name=words).first.click()
        page.wait_for_load_state()
    return len(links)


def says(page: Page, term: str) -> str:
    """What the page of an event says beside that term."""
    return str(page.locator(f'dt:has-text("{term}") + dd').first.text_content()).strip()


def check_proof(page: Page) -> None:
    """Leaf, way, root and seal are what SHA-256 makes of the body that the page prints."""
    body = page.locator("section:has(h2:text('Nội dung đã ghi')) p.code").text_content()
    assert body
    digest = sha256(b"\x00" + body.encode()).digest()
    assert says(page, "Lá =") == digest.hex()
    position, count = (int(part.replace(".", "")) for part in says(page, "Vị trí").split(" / "))
    at, width = position, count
    for node in page.locator("details li.code").all_text_contents():
        while at == width - 1 and at % 2 == 0:  # the last of an odd row goes up as it is
            at, width = at // 2, (width + 1) // 2
        other = bytes.fromhex(node.strip())
        digest = sha256(b"\x01" + (other + digest if at % 2 else digest + other)).digest()
        at, width = at // 2, (width + 1) // 2
    assert says(page, "Gốc cây băm") == digest.hex()
    sealed = sha256(bytes.fromhex(says(page, "Niêm phong trước")) + digest + count.to_bytes(8, "big"))
    assert says(page, "Niêm phong số") == sealed.hexdigest()
    assert page.get_by_text("Sự kiện này nằm nguyên vẹn trong niêm phong.").is_visible()


READERS = {"tra": "/so-lieu/", "emi": "/so-lieu/", "chi": "/dieu-hanh/", "sau": "/dieu-hanh/"}
"""An auditor and those who lead go by the events of the case, whoever takes part by the page of the dossier."""


def test_four_clicks_lead_from_a_figure_to_a_seal_that_verifies(browser: Browser, sealed: Any):
    site, code, seat = sealed
    for name, start in READERS.items():
        page = enter(browser, site, seat, name)
        page.goto(site + start)
        clicks = follow(page, FIGURE, "Xem từng dòng", code)
        page.locator("ol.timeline a, td a").first.click()
        page.wait_for_load_state()
        assert clicks + 1 == 4
        check_proof(page)
