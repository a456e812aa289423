"""What `sign.js` says while the local signing service waits, is stopped, says no, is away or never answers."""

from pathlib import Path
from urllib.parse import parse_qs

import pytest
from django.template.loader import render_to_string

import tinhso

pytestmark = [pytest.mark.journey, pytest.mark.long]
SCRIPT = Path(tinhso.__file__).parent / "kernel/papers/static/papers/sign.js"
SITE, SERVICE = "http://site.test", "http://service.test"
ROW = '<div data-prepare="/chuan-bi" data-complete="/hoan-tat" data-ver="3">'


class Signing:
    """A page with one row to sign; `service` answers in turn, and what our server was sent is kept."""

    def __init__(self, page, service):
        self.page, self.service, self.sent = page, list(service), []
        page.clock.install()
        page.route("**/*", self.answer)
        page.goto(f"{SITE}/")
        page.click("[data-go]")

    def answer(self, route):
        url = route.request.url
        if url == f"{SITE}/":
            words = render_to_string("papers/sign_words.html", {"demo_signing": True})
            row = f"{ROW}{render_to_string('papers/sign_row.html')}</div>"
            token = '<input type="hidden" name="csrfmiddlewaretoken" value="t">'
            form = f'<form data-sign="{SERVICE}">{token}{row}{words}<button data-go>Ký</button></form>'
            html = f'<meta charset="utf-8">{form}<script>{SCRIPT.read_text()}</script>'
            route.fulfill(body=html, content_type="text/html")
        elif url.startswith(SITE):
            self.sent.append((url.removeprefix(SITE), parse_qs(route.request.post_data)))
            route.fulfill(json={"token": "T", "holder": "chi", "document_id": "1", "digest": "ab"})
        else:
            answer = self.service.pop(0) if len(self.service) > 1 else self.service[0]
            allow = {"Access-Control-Allow-Origin": "*", "Access-Control-Allow-Headers": "*"}
            if answer is None:
                route.abort()
            else:
                route.fulfill(json=answer, headers=allow)

    def says(self, words):
        self.page.locator("[data-told]", has_text=words).wait_for()

    def refused(self):
        return [fields["refused"] for path, fields in self.sent if "refused" in fields]


WAITING = {"status": "waiting", "request_id": "7"}


@pytest.fixture
def sign(browser):
    context = browser.new_context()
    yield lambda *service: Signing(context.new_page(), service)
    context.close()


def test_it_waits_for_the_pin_and_then_brings_the_signature(sign):
    signing = sign(WAITING, WAITING, {"status": "signed", "cms": "c2ln"})
    signing.says("Đang chờ phần mềm ký số")
    signing.page.clock.run_for(2000)
    signing.says("Đã ký.")
    assert signing.sent[-1][1]["cms"] == ["c2ln"]
    assert not signing.refused()


def test_a_service_that_never_answers_is_given_up_and_may_be_tried_again(sign):
    signing = sign(WAITING)
    signing.says("Đang chờ phần mềm ký số")
    signing.page.clock.fast_forward(181_000)
    signing.page.clock.run_for(1000)
    signing.says("Phần mềm ký số không trả lời kịp")
    assert signing.page.locator("[data-retry]").is_visible()
    assert signing.refused() == [["timeout"]]


def test_stop_ends_the_waiting(sign):
    signing = sign(WAITING)
    signing.says("Đang chờ phần mềm ký số")
    signing.page.click("[data-stop]")
    signing.page.clock.run_for(1000)
    signing.says("Đã dừng, chưa ký")
    assert signing.refused() == [["cancelled"]]


def test_what_the_service_refuses_is_said_in_its_words(sign):
    signing = sign({"status": "refused", "code": "wrong_pin", "message": "Mã PIN chưa đúng."})
    signing.says("Mã PIN chưa đúng.")
    assert signing.refused() == [["wrong_pin"]]


def test_a_service_that_is_away_is_named_and_the_servers_way_is_offered(sign):
    signing = sign(None)
    signing.says("Không kết nối được phần mềm ký số trên máy này")
    assert signing.page.locator("[data-server]").is_visible()
    assert signing.refused() == [["unavailable"]]
