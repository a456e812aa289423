"""A citizen calls a device their own: weeks of reading, a question before each deed; never an officer."""

from time import time

import pytest
from django.conf import settings
from django.contrib.auth.hashers import make_password

from tests.town import post
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.law.models import Rule
from tinhso.kernel.people.models import AccountSession, User
from tinhso.kernel.people.roles import Examiner
from tinhso.kernel.people.sessions.actions.end_sessions import end_other_sessions
from tinhso.kernel.people.sessions.actions.keep_own_device import NotRemembered, keep_own_device
from tinhso.kernel.site import clock

pytestmark = pytest.mark.django_db
PAGE, KEEP, DEED = "/tai-khoan/phien/", "/tai-khoan/phien/may-cua-toi/", "/thong-bao/da-doc/"
PASSWORD = "tre-xanh-lang-Sy-1418"
LONG_AGO = settings.SESSION_COOKIE_AGE + 60


@pytest.fixture
def phone(town, client, settings):
    """An's telephone, kept as her own, twelve hours after she signed in."""
    settings.DEMO = True
    days_allowed(30)
    User.objects.filter(pk=town.an.pk).update(password=make_password(PASSWORD))
    town.an.refresh_from_db()
    town.sign_in(client, "an")
    aged(client, 10)
    assert "Đây là máy của tôi" in client.get(PAGE).content.decode()
    asked = client.post(KEEP)["Location"]
    assert client.post(asked, {"password": PASSWORD}).status_code == 302
    assert "own_until" in client.session
    return client


def days_allowed(days):
    Rule.objects.filter(key="security.own_device_days").delete()
    Rule.objects.create(
        key="security.own_device_days",
        value=days,
        valid=("2020-01-01", None),
        source="Quy ước của chương trình",
    )


def aged(client, seconds):
    session = client.session
    session["since"] = int(time()) - seconds
    session["account_authentication_methods"] = []
    session.save()


@pytest.mark.long
def test_a_kept_device_reads_for_weeks_and_is_asked_once_more_before_a_deed(phone, town):
    aged(phone, LONG_AGO)
    assert phone.get("/cua-toi/").status_code == 200
    assert phone.get("/cua-toi/")["X-Keep-Offline"].startswith("own ")
    row = AccountSession.objects.get(pk=phone.session.session_key)
    assert time() + 29 * 86400 < row.expire_date.timestamp() <= time() + 30 * 86400
    asked = phone.post(DEED)
    assert asked.status_code == 302 and asked["Location"].startswith("/tai-khoan/xac-nhan-lai/")
    assert phone.post(DEED, headers={"Sec-Fetch-Mode": "cors"}).status_code == 401
    assert phone.post("/phan-anh/gui/so-dien-thoai/", {}).status_code == 422  # sending a report asks nobody
    second = phone.post(asked["Location"], {"password": PASSWORD})
    assert second.status_code == 302
    assert phone.post(DEED).status_code == 302 and phone.post(DEED)["Location"] != asked["Location"]


def test_it_ends_with_its_days(phone):
    assert EventRow.objects.get(name="people.OwnDeviceKept").payload["days"] == 30
    aged(phone, LONG_AGO)
    session = phone.session
    session["own_until"] = int(time()) - 1
    session.save()
    assert phone.get("/cua-toi/").status_code == 302


def test_it_ends_with_the_owners_word(phone):
    assert phone.post(KEEP, {"thoi": "1"}).status_code == 302
    aged(phone, LONG_AGO)
    assert phone.get("/cua-toi/").status_code == 302


def test_it_ends_from_another_machine(phone, town):
    aged(phone, LONG_AGO)
    end_other_sessions(town.an, by=town.actor("an"), now=clock.now())
    assert phone.get("/cua-toi/").status_code == 302


def test_whoever_is_given_a_post_keeps_no_device(phone, town):
    aged(phone, LONG_AGO)
    assert phone.get("/cua-toi/").status_code == 200
    post(town.an, town.agency_a, "Chuyên viên", Examiner).save(force_insert=True)
    assert phone.get("/cua-toi/").status_code == 302


def test_a_province_that_takes_the_days_back_ends_them_at_once(phone):
    aged(phone, LONG_AGO)
    days_allowed(0)
    assert phone.get("/cua-toi/").status_code == 302


def test_an_ordinary_session_and_its_pages_are_not_kept(town, client):
    town.sign_in(client, "an")
    assert "X-Keep-Offline" not in client.get("/cua-toi/")
    aged(client, LONG_AGO)
    assert client.get("/cua-toi/").status_code == 302


def test_officers_and_a_province_without_days_keep_nothing(town, client, settings):
    settings.DEMO = True
    days_allowed(30)
    with pytest.raises(NotRemembered):
        keep_own_device(town.binh, by=town.actor("binh"), now=clock.now())
    days_allowed(0)
    with pytest.raises(NotRemembered):
        keep_own_device(town.an, by=town.actor("an"), now=clock.now())
    town.sign_in(client, "an")
    assert "Đây là máy của tôi" not in client.get(PAGE).content.decode()
