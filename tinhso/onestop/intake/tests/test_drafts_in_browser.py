"""The pages of a draft in Chromium: a finished upload is attached by itself, and a lost connection loses nothing typed."""

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from playwright.sync_api import expect

from tinhso.kernel.files.tests.makers import PDF

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(live_server, browser, shop):
    client = shop.town.sign_in(Client(), "an")
    page = browser.new_page()
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}])
    yield page
    page.close()
    connection.close()
    connection.close_pool()


@pytest.fixture
def draft(shop):
    return shop.start()


def choose(page, paper, name):
    page.set_input_files(f"#f-{paper}", {"name": name, "mimeType": "application/pdf", "buffer": PDF})


@pytest.mark.long
def test_a_finished_upload_is_attached_without_a_press(page, live_server, draft):
    page.goto(f"{live_server.url}/ho-so/{draft.case.code}/giay-to/")
    choose(page, "phuong_an", "phuong-an.pdf")
    expect(page.locator("#have-phuong_an .file")).to_contain_text("phuong-an.pdf")
    assert draft.attachments.get().paper == "phuong_an"
    assert page.locator("#p-phuong_an li").count() == 0
    page.locator("#have-phuong_an").get_by_role("button", name="Bỏ tệp này").click()
    expect(page.get_by_text("Đã bỏ tệp.")).to_be_visible()
    assert not draft.attachments.exists()


@pytest.mark.long
def test_what_arrived_but_could_not_be_attached_goes_with_the_next_button(page, live_server, draft):
    page.goto(f"{live_server.url}/ho-so/{draft.case.code}/giay-to/")
    page.evaluate("window.setTimeout = go => Promise.resolve().then(go)")
    page.route(f"**/ho-so/{draft.case.code}/giay-to/", lambda route: route.abort())
    choose(page, "phuong_an", "phuong-an.pdf")
    expect(page.locator("#p-phuong_an li")).to_contain_text("sẽ vào hồ sơ khi")
    assert not draft.attachments.exists()
    page.unroute(f"**/ho-so/{draft.case.code}/giay-to/")
    page.get_by_role("button", name="Tiếp tục").click()
    page.wait_for_url("**/kiem-tra/")
    assert draft.attachments.get().file.name == "phuong-an.pdf"


@pytest.mark.long
def test_without_the_network_the_answers_stay_on_the_page(page, live_server, shop, draft):
    page.goto(f"{live_server.url}/ho-so/{draft.case.code}/")
    page.fill('[name="muc_dich"]', "Gõ rất lâu")
    page.context.set_offline(True)
    page.get_by_role("button", name="Lưu và tiếp tục").click()
    expect(page.get_by_role("status").filter(has_text="mất mạng")).to_be_visible()
    assert page.input_value('[name="muc_dich"]') == "Gõ rất lâu"
    page.context.set_offline(False)
    expect(page.get_by_role("status").filter(has_text="Đã có mạng")).to_be_visible()
    assert shop.fresh(draft).answers["muc_dich"] == "Gõ rất lâu"
    page.get_by_role("button", name="Lưu và tiếp tục").click()
    page.wait_for_url("**/giay-to/")
