"""What every answer carries, errors and refusals too: pages, files and embeds are in the crawl of `tinhso/demo/tests`."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver


def check(answer: HttpResponse, status: int) -> None:
    assert answer.status_code == status
    policy = answer["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert answer["X-Request-ID"]


@pytest.fixture
def visitor(db: None) -> Client:
    return Client(raise_request_exception=False)


def test_a_strange_host_is_400(visitor: Client):
    check(visitor.get("/", HTTP_HOST="elsewhere.example"), 400)


def test_what_is_for_others_is_403(visitor: Client, town):
    check(town.sign_in(visitor, "an").get("/can-bo/"), 403)


def test_a_form_without_its_token_is_403(town):
    client = Client(enforce_csrf_checks=True)
    town.sign_in(client, "an")
    for address in ("/dang-xuat/", "/tai-khoan/dang-xuat-noi-khac/", "/ngon-ngu/"):
        check(client.post(address), 403)


def test_what_is_nowhere_is_404(visitor: Client):
    check(visitor.get("/khong-co/"), 404)


def test_a_deed_that_is_only_looked_at_is_405(visitor: Client):
    check(visitor.get("/dang-nhap/vai/", HTTP_ACCEPT="text/html"), 405)


def test_a_body_too_long_is_413(visitor: Client, settings):
    settings.MOST_REQUEST_BYTES = 10
    check(visitor.post("/dang-nhap/", {"username": "x" * 20}), 413)


@pytest.mark.long
def test_too_many_tries_are_429(visitor: Client):
    for _ in range(60):
        visitor.get("/xac-minh/x/")
    check(visitor.get("/xac-minh/x/"), 429)


@pytest.mark.parametrize("status", [500, 503])
def test_what_fails_inside_is_500_or_503(visitor: Client, monkeypatch: pytest.MonkeyPatch, status: int):
    def view(request: Any) -> HttpResponse:
        if status == 500:
            raise RuntimeError("đứt dây")
        return HttpResponse(status=503)

    monkeypatch.setattr(get_resolver().url_patterns[0], "callback", view)
    check(visitor.get("/healthz"), status)


def test_a_machine_by_plain_http_is_refused_with_the_same_headers(visitor: Client, settings):
    settings.HTTPS = True
    check(visitor.get("/api/thu-tuc/x"), 403)
