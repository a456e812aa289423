"""The pages of the site as an old phone and a desktop show them: nothing overflows, axe finds nothing."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from psycopg import sql

pytestmark = [pytest.mark.journey, pytest.mark.long]
ROOT = Path(__file__).resolve().parents[2]
OTHERS = (
    "/giao-dien/",
    "/tro-giup/",
    "/ho-tro-nguoi-khuyet-tat/",
    "/bao-ve-du-lieu-ca-nhan/",
    "/khong-co-trang-nay/",
)
PAGES = ("/", *OTHERS)
SCREENS = [(360, 740, "light"), (360, 740, "dark"), (1280, 900, "light"), (1280, 900, "dark")]
INSTANCE = """insert into site_instance (id, name, owner, responsible, address, phone, email, province_code,
  ident_code, demo, clock_offset) values (1, 'Tỉnh Số', 'Ủy ban nhân dân tỉnh Mẫu', 'Chánh Văn phòng', 'Số 1',
  '0237 000 000', '', '38', 'H56', true, interval '-9 days')"""


def tinhso(*words: str) -> list[str]:
    return [sys.executable, "-m", "tinhso", *words]


@pytest.fixture(scope="module")
def database():
    """A database of its own on the suite's server, migrated, with a demo instance."""
    url = urlsplit(os.environ["DATABASE_URL"])
    name = f"look_{os.getpid()}"
    template = os.environ.get("TINHSO_TEST_TEMPLATE") or "template1"
    with psycopg.connect(urlunsplit(url), autocommit=True) as admin:
        admin.execute(
            sql.SQL("create database {} template {}").format(sql.Identifier(name), sql.Identifier(template))
        )
    mine = urlunsplit(url._replace(path=f"/{name}"))
    env = os.environ | {"DATABASE_URL": mine}
    try:
        subprocess.run(tinhso("migrate", "-v0"), env=env, cwd=ROOT, check=True)
        with psycopg.connect(mine) as connection:
            connection.execute(INSTANCE)
        yield mine
    finally:
        with psycopg.connect(urlunsplit(url), autocommit=True) as admin:
            admin.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))


@pytest.fixture(scope="module")
def address(database):
    """The site, served by a process of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    env = os.environ | {"DATABASE_URL": database, "PYTHONWARNINGS": "ignore"}
    words = tinhso("runserver", "--noreload", "--insecure", str(port))
    with subprocess.Popen(
        words, env=env, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            wait_for(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def wait_for(port: int) -> None:
    for _ in range(960):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.25)
    raise TimeoutError("the server did not start")


@pytest.mark.first_journey
@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_readable_on_a_phone_and_a_desktop(browser, address, path):
    from axe_playwright_python.sync_playwright import Axe

    for width, height, scheme in SCREENS:
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
        page = context.new_page()
        page.goto(address + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        found = Axe().run(page).response["violations"]
        assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found] == []
        context.close()


@pytest.mark.first_journey
def test_somebody_without_javascript_finds_english_and_the_way_back(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/tro-giup/")
    page.get_by_role("button", name="English").click()
    assert page.locator("html").get_attribute("lang") == "en"
    page.get_by_role("button", name="Tiếng Việt").click()
    assert page.locator("html").get_attribute("lang") == "vi"
    context.close()


def test_the_keyboard_leads_to_the_main_content_first(browser, address):
    page = browser.new_page()
    page.goto(address)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.close()


TARGETS = """() => Array.from(document.querySelectorAll("header a, header summary, .bottom > a, .bottom > details > summary, .foot a, .foot button, main .button, .moments a, .item"))
  .filter(one => one.offsetParent || getComputedStyle(one).position == "fixed")
  .map(one => [one.textContent.trim(), Math.round(one.getBoundingClientRect().height)]).filter(([, high]) => high < 44)"""
TOPS = """() => ({header: document.querySelector(".top").getBoundingClientRect().height,
  chrome: document.querySelector("main").getBoundingClientRect().top, bar: document.querySelector(".bottom").getBoundingClientRect().height,
  h1: document.querySelector("h1").getBoundingClientRect().top, small: Math.min(...Array.from(document.querySelectorAll("main *, header *, .bottom *"))
    .filter(one => one.offsetParent && one.childNodes.length && one.childNodes[0].nodeType == 3).map(one => parseFloat(getComputedStyle(one).fontSize)))})"""


@pytest.mark.first_journey
@pytest.mark.parametrize("path", PAGES)
def test_the_shell_keeps_its_budgets(browser, address, path):
    """Pixels of header, bar and heading on a phone and on a desktop, and what a thumb hits; nothing scrolls sideways at 320 px nor at the zoom of 200%."""
    context = browser.new_context(viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(address + path)
    tops = page.evaluate(TOPS)
    assert tops["header"] <= 48 and tops["bar"] <= 56 and tops["chrome"] <= 104
    assert tops["h1"] <= 120 and tops["small"] >= 12
    assert page.evaluate(TARGETS) == []
    for width in (320, 683):
        page.set_viewport_size({"width": width, "height": 640})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.set_viewport_size({"width": 1366, "height": 900})
    assert page.evaluate(TOPS)["header"] <= 56
    context.close()


def test_a_menu_opens_without_javascript_and_closes_by_escape_with_it(browser, address):
    page = browser.new_page(viewport={"width": 360, "height": 800})
    page.goto(address)
    more = page.locator(".bottom summary")
    more.click()
    assert page.locator(".bottom .sheet-of").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator(".bottom .sheet-of").is_visible()
    assert more.evaluate("one => one === document.activeElement")
    page.close()
