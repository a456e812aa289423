"""What takes JSON or a signed body refuses a form with its own words, whatever read the form before the view."""

import pytest
from django.conf import settings as site_settings
from django.test import Client
from django.urls import reverse

OF_PAGES = ["files:begin_upload", "outbox_report", "outbox_phone"]
OF_MACHINES = ["portal_inbox", "linked_inbox", "notices:sms_in", "bank_message"]


@pytest.fixture
def browser(town):
    """With a CSRF cookie, and the secret of a page that waits to be sent again."""
    browser = Client(enforce_csrf_checks=True, raise_request_exception=False)
    browser.get("/dang-nhap/")
    browser.cookies[site_settings.RESEND_COOKIE_NAME] = "s" * 43
    return browser


@pytest.mark.django_db
@pytest.mark.parametrize("name", OF_PAGES + OF_MACHINES)
def test_a_form_is_refused(browser, settings, name):
    settings.TINHSO_SMS_SECRET = "s" * 32
    token = browser.cookies[site_settings.CSRF_COOKIE_NAME].value
    answer = browser.post(reverse(name), {"csrfmiddlewaretoken": token, "ver": "1"})
    assert answer.status_code in {400, 401, 403, 422}


@pytest.mark.django_db
@pytest.mark.parametrize("name", OF_PAGES)
@pytest.mark.parametrize("body", ["", "null", "[]", "{", '{"a": NaN}', '"\\u0000"'])
def test_what_is_no_object_is_refused(client, name, body):
    answer = client.post(reverse(name), body, content_type="application/json")
    assert answer.status_code in {400, 401, 403, 422}
