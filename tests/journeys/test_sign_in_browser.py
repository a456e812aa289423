"""A head signs twenty results in one go on the own machine, one refusal is signed again, the clerk seals one."""

import os

import pytest
from django.test import Client
from pytest_django.live_server_helper import LiveServer

from tinhso.casework.public import Case
from tinhso.kernel.files.public import read
from tinhso.kernel.papers.public import Paper
from tinhso.onestop.results.tests import signing_makers as make

pytestmark = [pytest.mark.journey, pytest.mark.long]
HOW_MANY = 20


@pytest.fixture
def service(tmp_path):
    with make.signing_service(tmp_path / "signing") as server:
        yield server


@pytest.fixture
def address(transactional_db, service, settings, tmp_path, monkeypatch):
    """The site in this process, its pages allowed to talk to the signing service and the other way round."""
    monkeypatch.setitem(
        os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "1"
    )  # the browser's loop runs in this thread
    make.use_service(settings, service, tmp_path / "files")
    server = LiveServer("127.0.0.1")
    service.origin = server.url
    yield server.url
    server.stop()


@pytest.fixture
def dossiers(address, town):
    version = make.make_version()
    return [make.waiting_for_the_head(town, version) for _ in range(HOW_MANY)]


def page_of(browser, address, town, name):
    cookies = town.sign_in(Client(), name).cookies
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_cookies(
        [{"name": key, "value": morsel.value, "url": address} for key, morsel in cookies.items()]
    )
    return context.new_page()


def test_twenty_in_one_go_with_one_refusal_then_the_seal(browser, address, town, service, dossiers, poppler):
    from playwright.sync_api import expect

    page = page_of(browser, address, town, "chi")
    page.goto(f"{address}/can-bo/cho-ky/")
    page.get_by_role("button", name="Ký các kết quả đã chọn").click()
    expect(page.get_by_text("Đánh dấu ít nhất một văn bản.")).to_be_visible()
    page.get_by_label("Chọn tất cả").check()
    service.jobs.fail_next({"holder": "chi", "failure": "token_unplugged"})
    page.get_by_role("button", name="Ký các kết quả đã chọn").click()
    expect(page.locator("tr[data-state=done]")).to_have_count(HOW_MANY - 1, timeout=180_000)
    failed = page.locator("tr[data-state=failed]")
    assert "Hãy cắm lại thiết bị" in failed.inner_text()
    assert Case.objects.filter(step="sign").count() == 1
    page.get_by_role("button", name="Dừng").wait_for(state="hidden")
    failed.get_by_role("button", name="Ký lại").click()
    expect(page.locator("tr[data-state=done]")).to_have_count(HOW_MANY)
    assert Case.objects.filter(step="issue").count() == HOW_MANY
    assert Paper.objects.filter(state=Paper.State.SIGNED).count() == HOW_MANY
    seal(page_of(browser, address, town, "van"), address, dossiers[0])
    issued = Paper.objects.get(state=Paper.State.ISSUED)
    seal_three(page_of(browser, address, town, "van"), address)
    assert poppler.signatures(read(issued.file)).count("Signature Validation: Signature is Valid.") == 2


def seal_three(page, address):
    """The clerk's batch: numbers go on from the one before, in the order of the rows."""
    from playwright.sync_api import expect

    page.goto(f"{address}/can-bo/cho-dong-dau/")
    rows = page.locator("tr[data-prepare]")
    for n in range(3):
        rows.nth(n).get_by_role("checkbox").check()
    page.get_by_role("button", name="Vào số, đóng dấu, phát hành các văn bản đã chọn").click()
    expect(page.locator("tr[data-state=done]")).to_have_count(3)
    for n, number in enumerate(("02", "03", "04")):
        expect(rows.nth(n)).to_contain_text(f"Đã phát hành, số {number}/GP-SA.")
    assert sorted(Paper.objects.exclude(number=None).values_list("number", flat=True)) == [1, 2, 3, 4]


def seal(page, address, dossier):
    page.goto(f"{address}/can-bo/ho-so/{dossier.case.code}/")
    page.get_by_role("button", name="Vào số, đóng dấu, phát hành").click()
    page.wait_for_url("**/can-bo/")
