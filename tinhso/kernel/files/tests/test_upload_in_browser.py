"""The file field in Chromium: a large photo shrinks and goes up in pieces, a refusal is said, a bad network is retried."""

import io
import os

import pytest
from django.db import connection
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.test import RequestFactory
from PIL import Image
from playwright.sync_api import Page, Route, expect

from tinhso.kernel.events.public import Actor
from tinhso.kernel.files.models import StoredFile
from tinhso.kernel.files.public import PHOTOS, read, upload_ticket

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def form_page(csrf: str) -> str:
    field = render_to_string(
        "files/upload_field.html",
        {"name": "anh", "id": "anh", "ticket": upload_ticket(PHOTOS, by=Actor()), "multiple": True},
    )
    token = f'<input type="hidden" name="csrfmiddlewaretoken" value="{csrf}">'
    return f'<!doctype html><meta charset="utf-8"><form><label for="anh">Ảnh</label>{token}{field}</form>'


@pytest.fixture
def page(live_server, browser):
    request = RequestFactory().get("/")
    csrf = get_token(request)
    page = browser.new_page()
    cookie = {"name": "csrftoken", "value": request.META["CSRF_COOKIE"], "url": live_server.url}
    page.context.add_cookies([cookie])
    page.route("**/thu-nghiem/", lambda route: route.fulfill(body=form_page(csrf), content_type="text/html"))
    page.goto(f"{live_server.url}/thu-nghiem/")
    yield page
    page.close()
    connection.close()  # Playwright's loop has a context, and so a connection, of its own
    connection.close_pool()  # what the server's threads gave back; else the database cannot be dropped


def noisy_photo(side: int) -> bytes:
    """Noise does not compress: several pieces even after shrinking."""
    out = io.BytesIO()
    Image.frombytes("RGB", (side, side), os.urandom(side * side * 3)).save(out, format="JPEG", quality=85)
    return out.getvalue()


def choose(page: Page, content: bytes, name: str = "nha.jpg") -> None:
    page.set_input_files("#anh", {"name": name, "mimeType": "image/jpeg", "buffer": content})


@pytest.mark.long
def test_a_large_photo_shrinks_and_arrives_though_the_network_fails_once(page):
    failed: list[str] = []

    def fail_once(route: Route) -> None:
        if route.request.method == "PATCH" and not failed:
            failed.append(route.request.url)
            route.abort()
        else:
            route.continue_()

    page.route("**/tep/*/", fail_once)
    choose(page, noisy_photo(2600))
    expect(page.locator("li")).to_contain_text("lên máy chủ")
    file = StoredFile.objects.get(pk=page.locator("input[name=anh_tep]").input_value())
    with Image.open(io.BytesIO(read(file))) as picture:
        assert picture.size == (2000, 2000)
    assert failed
    assert page.locator("#anh").evaluate("field => field.files.length") == 0


@pytest.mark.long
def test_a_refusal_is_said_beside_the_file(page):
    choose(page, b"MZ" + b"\0" * 100)
    expect(page.locator("li")).to_contain_text("là chương trình máy tính")
    assert page.locator("input[name=anh_tep]").count() == 0


@pytest.mark.long
def test_without_the_network_the_file_stays_in_the_form(page):
    page.evaluate("window.setTimeout = go => Promise.resolve().then(go)")
    page.route("**/tep/", lambda route: route.abort())
    choose(page, b"\xff\xd8\xff" + b"\0" * 100)
    expect(page.locator("li")).to_contain_text("cùng biểu mẫu")
    assert page.locator("#anh").evaluate("field => field.files.length") == 1
