import logging

import pytest
from django.http import Http404, HttpResponse
from django.test import RequestFactory
from django.urls import ResolverMatch, reverse

from tinhso.config.middleware import (
    MACHINES,
    content_security_policy,
    mark_as_synthetic,
    path_without_secrets,
    readable_path,
    request_log,
)


def test_every_answer_carries_the_rules_of_content(client):
    answer = client.get("/healthz")
    rules = dict(rule.split(" ", 1) for rule in answer["Content-Security-Policy"].split("; "))
    assert rules["default-src"] == "'self'"
    assert rules["frame-ancestors"] == rules["object-src"] == rules["base-uri"] == "'none'"
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert "geolocation=(self)" in answer["Permissions-Policy"]


def test_an_origin_named_in_the_settings_may_be_sent_to(settings):
    settings.CSP_FORM_ACTION = ["https://dinhdanh.example"]
    assert "form-action 'self' https://dinhdanh.example" in content_security_policy()


@pytest.mark.parametrize(
    "path", ["/api/3/action/package_list", "/open311/v2/services.json", "/ngan-hang/bao-co/"]
)
def test_a_program_that_calls_by_plain_http_is_told_so_and_not_redirected(client, settings, path):
    settings.HTTPS = settings.SECURE_SSL_REDIRECT = True
    answer = client.post(path, {"api_key": "x"})
    assert (answer.status_code, answer.json()) == (403, {"error": "https_only"})
    assert client.get("/thu-tuc/")["Location"].startswith("https://")


def test_every_door_of_machines_is_known_to_the_refusal_of_plain_http():
    names = ["bank_message", "linked_inbox", "portal_inbox", "notices:sms_in"]
    paths = [*map(reverse, names), reverse("ckan_action", args=["package_list"])]
    assert not [path for path in paths if not path.startswith(MACHINES)]


def test_a_demo_is_not_indexed(client, settings):
    settings.DEMO = True
    assert client.get("/healthz")["X-Robots-Tag"] == "noindex, nofollow"


BEHIND_A_PROXY = ("HTTP_X_FORWARDED_PROTO", "https")


def test_only_behind_our_proxy_its_request_id_counts(client):
    assert (
        client.get("/healthz", headers={"X-Request-ID": "0123456789abcdef"})["X-Request-ID"]
        != "0123456789abcdef"
    )


def test_the_log_line_of_a_request_has_no_query_and_no_name(client, caplog, settings):
    settings.SECURE_PROXY_SSL_HEADER = BEHIND_A_PROXY
    with caplog.at_level(logging.INFO, "tinhso.request"):
        answer = client.get("/healthz?ten=Nguyen+Van+An", headers={"X-Request-ID": "0123456789abcdef"})
    line = next(record for record in caplog.records if record.name == "tinhso.request")
    assert (line.path, line.status, line.method, line.user_id) == ("/healthz", 200, "GET", None)
    assert answer["X-Request-ID"] == line.request_id == "0123456789abcdef"
    assert "Nguyen" not in str(line.__dict__["path"])


@pytest.mark.parametrize("given", ["short", "x" * 65, "có dấu và cách", 'quote"quote'])
def test_a_strange_request_id_is_replaced(given, settings):
    settings.SECURE_PROXY_SSL_HEADER = BEHIND_A_PROXY
    request = RequestFactory().get("/", HTTP_X_REQUEST_ID=given)
    request.resolver_match = None
    answer = request_log(lambda request: HttpResponse())(request)
    assert answer["X-Request-ID"] != given


def test_a_key_in_the_path_does_not_reach_the_log():
    match = ResolverMatch(lambda request: None, (), {"token": "s3cr3t", "code": "H56.1"}, "x")
    assert path_without_secrets("/xac-minh/s3cr3t/H56.1/", match) == "/xac-minh/*/H56.1/"


@pytest.mark.parametrize(
    ("given", "sent"),
    [
        ('attachment; filename="a.csv"', 'attachment; filename="DU-LIEU-MO-PHONG-a.csv"'),
        (
            "attachment; filename*=utf-8''H%E1%BB%93.pdf",
            "attachment; filename*=utf-8''DU-LIEU-MO-PHONG-H%E1%BB%93.pdf",
        ),
        ("inline; filename=a.xlsx", "inline; filename=DU-LIEU-MO-PHONG-a.xlsx"),
        ("attachment", "attachment"),
    ],
)
def test_every_file_of_a_demo_says_in_its_name_that_its_data_are_synthetic(given, sent):
    answer = HttpResponse(headers={"Content-Disposition": given})
    for _ in range(2):  # once is enough
        mark_as_synthetic(answer)
    assert answer["Content-Disposition"] == sent
    assert answer["X-Data-Notice"] == "DU LIEU MO PHONG"


def test_only_a_demo_marks_its_answers(client, settings):
    assert "X-Data-Notice" not in client.get("/healthz")
    settings.DEMO = True
    assert client.get("/healthz")["X-Data-Notice"] == "DU LIEU MO PHONG"


@pytest.mark.django_db
def test_a_request_longer_than_any_form_is_refused_unread(client):
    long = {"CONTENT_LENGTH": str(10 * 1024**3)}
    answer = client.generic("POST", "/tro-giup/", b"", "multipart/form-data; boundary=x", **long)
    assert answer.status_code == 413 and "130 MB" in answer.content.decode()


def test_what_is_looked_for_loses_its_nul_bytes_and_an_address_with_one_is_none():
    asked = []
    readable_path(lambda request: asked.append(request.GET))(
        RequestFactory().get("/?q=a%00b&q=%00&c%00=1&d=")
    )
    assert dict(asked[0].lists()) == {"q": ["ab", ""], "c": ["1"], "d": [""]}
    with pytest.raises(Http404):
        readable_path(asked.append)(RequestFactory().get("/a%00b/"))


def test_only_a_page_that_says_what_it_frames_may_frame_and_send_to_it(client, settings):
    settings.OFFICE_EDITOR = "https://office.example"
    assert "office.example" not in client.get("/healthz")["Content-Security-Policy"]
    rules = content_security_policy("https://office.example")
    assert "frame-src 'self' https://office.example" in rules and rules.count("office.example") == 2
