"""What somebody does with an own machine: signing in with its passkey, being told things on it."""

import os
import socket
import subprocess
from datetime import UTC, datetime
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import connection

from tests.journeys.test_look import ROOT, tinhso, wait_for
from tinhso.kernel.notices.actions.add_device import add_device
from tinhso.kernel.notices.public import make_push_key
from tinhso.kernel.site.models import Instance

PASSWORD = "tre-xanh-lang-Sy-1418"
pytestmark = [pytest.mark.journey, pytest.mark.long, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def people(town):
    """Bình has a password and one phone that is told things; written before the browser's own loop runs here."""
    Instance.objects.create(
        pk=1, name="Tỉnh Số", owner="UBND tỉnh", province_code="38", ident_code="H56", demo=False
    )
    make_push_key()
    town.binh.set_password(PASSWORD)
    town.binh.save()
    add_device(
        user=town.binh,
        endpoint="https://push.example.com/1",
        p256dh="x",
        auth="x",
        label="Chrome trên Android",
        by=town.actor("binh"),
        now=datetime(2024, 3, 8, 9, tzinfo=UTC),
    )
    return town


@pytest.fixture
def address(people):
    """The site by its name, for a number carries no passkeys: a process of its own on this test's database."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    parts = urlsplit(os.environ["DATABASE_URL"])
    mine = urlunsplit(parts._replace(path="/" + connection.settings_dict["NAME"]))
    env = os.environ | {"DATABASE_URL": mine, "PYTHONWARNINGS": "ignore"}
    words = tinhso("runserver", "--noreload", "--insecure", str(port))
    with subprocess.Popen(
        words, env=env, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            wait_for(port)
            yield f"http://localhost:{port}"
        finally:
            server.terminate()


@pytest.fixture
def page(address, browser):
    page = browser.new_page(
        viewport={"width": 360, "height": 740}, color_scheme="dark", service_workers="allow"
    )
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    yield page
    page.close()


def give_password(page, address: str) -> None:
    answer = page.goto(f"{address}/dang-nhap/mat-khau/")
    assert answer.status == 200, answer.text()
    page.get_by_label("Tên đăng nhập").fill("binh")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Đăng nhập").click()


def assert_clean(page) -> None:
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_an_officer_comes_back_with_the_password_and_a_passkey(page, address):
    problems: list[str] = []
    page.on("console", lambda line: problems.append(line.text) if "Content Security" in line.text else None)

    give_password(page, address)
    page.goto(f"{address}/tai-khoan/xac-thuc/khoa/them/")
    if page.get_by_label("Mật khẩu").count():
        page.get_by_label("Mật khẩu").fill(PASSWORD)
        page.get_by_role("button", name="Xác nhận").click()
    assert_clean(page)
    page.get_by_label("Tên khóa").fill("Máy bàn một cửa")
    page.get_by_role("button", name="Thêm").click()
    page.get_by_role("heading", name="Mã dự phòng").wait_for()
    page.goto(f"{address}/tai-khoan/xac-thuc/")
    assert page.get_by_text("Máy bàn một cửa").first.is_visible()
    assert_clean(page)

    page.context.clear_cookies()
    give_password(page, address)
    page.get_by_role("heading", name="Xác thực bước hai").wait_for()
    assert_clean(page)
    page.get_by_role("button", name="Dùng khóa truy cập").click()
    page.wait_for_url(lambda url: "/dang-nhap/" not in url)
    page.goto(f"{address}/can-bo/chon-vi-tri/")
    assert page.get_by_role("heading", level=1).inner_text() == "Chọn vị trí làm việc"
    assert problems == []


def test_the_page_of_notices_offers_this_machine_and_asks_nothing_by_itself(page, address):
    """Whether the browser may show notices is asked at the press of the button only."""
    give_password(page, address)
    page.goto(f"{address}/thong-bao/cai-dat/")
    assert page.get_by_role("button", name="Nhận thông báo trên máy này").is_visible()
    assert_clean(page)
    ready = "navigator.serviceWorker.ready.then(found => [found.scope, found.active.scriptURL])"
    assert page.evaluate(ready) == [f"{address}/", f"{address}/sw.js"]  # the app's own, for every page
    asked = "navigator.serviceWorker.ready.then(found => found.pushManager.getSubscription())"
    assert page.evaluate(asked) is None
