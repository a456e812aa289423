"""The page of one's own devices, ending one or all others after being asked once more; administrators end sessions."""

import re
from datetime import timedelta
from time import time

import pytest
from django.contrib.sessions.exceptions import SessionInterrupted
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from tinhso.kernel.events.models import EventRow
from tinhso.kernel.people.agencies.administered_agencies import NotAnAdministrator, NotYourAgency
from tinhso.kernel.people.models import AccountSession, Post, User
from tinhso.kernel.people.session_store import SessionStore
from tinhso.kernel.people.sessions.actions.end_sessions import (
    NoSuchSession,
    end_all_sessions,
    end_session,
    end_sessions_of,
)
from tinhso.kernel.people.sessions.open_sessions import handle_of, sessions_of
from tinhso.kernel.people.sign_in.tests.test_sign_in import make_rule
from tinhso.kernel.people.tasks import forget_sessions
from tinhso.kernel.site import clock

PASSWORD = "tre-xanh-lang-Sy-1418"
PAGE, END, OTHERS = "/tai-khoan/phien/", "/tai-khoan/phien/ket-thuc/", "/tai-khoan/dang-xuat-noi-khac/"
REAUTHENTICATION_PAGE = "/tai-khoan/xac-nhan-lai/"
PHONE = "Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36"
LAPTOP = "Mozilla/5.0 (Windows NT 10.0; rv:125.0) Gecko/20100101 Firefox/125.0"


@pytest.fixture
def an(town) -> User:
    town.an.set_password(PASSWORD)
    town.an.save()
    town.binh.set_password(PASSWORD)
    town.binh.save()
    make_rule("local_citizen_login_allowed", True)
    return town.an


def signed_in(machine: str, name: str = "binh") -> Client:
    """An own browser that signed in by the page, so that it has its machine and times."""
    client = Client(HTTP_USER_AGENT=machine, REMOTE_ADDR="203.0.113.77")
    client.post("/dang-nhap/mat-khau/", {"login": name, "password": PASSWORD})
    assert "_auth_user_id" in client.session
    return client


def handles(client: Client) -> list[str]:
    return re.findall(r'name="phien" value="(\w+)"', client.get(PAGE).content.decode())


def confirmed(client: Client) -> Client:
    client.post(REAUTHENTICATION_PAGE, {"password": PASSWORD})
    return client


def test_the_page_names_each_device_in_plain_words_and_holds_no_address_of_the_network(
    an, django_assert_max_num_queries
):
    phone, laptop = signed_in(PHONE), signed_in(LAPTOP)
    with django_assert_max_num_queries(9):
        page = laptop.get(PAGE).content.decode()
    assert page.index("Firefox trên Windows") < page.index("thiết bị này") < page.index("Chrome trên Android")
    assert page.count("Đăng nhập lúc") == 2 and "203.0.113" not in page
    rows = AccountSession.objects.filter(account__username="binh")
    assert len(rows) == 2 and all("203.0.113" not in str(row.get_decoded()) for row in rows)
    assert "AppleWebKit" not in str([row.get_decoded() for row in rows])
    assert PAGE in laptop.get("/tai-khoan/").content.decode()
    assert phone.session.session_key not in page and laptop.session.session_key not in page


def test_ending_one_asks_once_more_and_then_does_what_was_asked(an):
    phone, laptop = signed_in(PHONE), signed_in(LAPTOP)
    (handle,) = handles(laptop)
    asked = laptop.post(END, {"phien": handle})
    assert asked.status_code == 302 and asked["Location"].startswith(REAUTHENTICATION_PAGE)
    assert phone.get("/tai-khoan/").status_code == 200
    wrong = laptop.post(asked["Location"], {"password": "sai"})
    assert wrong.status_code == 200 and "chưa đúng" in wrong.content.decode()
    done = laptop.post(asked["Location"], {"password": PASSWORD}, follow=True)
    assert "Đã đăng xuất thiết bị đó" in done.content.decode()
    assert phone.get("/tai-khoan/")["Location"].startswith("/dang-nhap/")
    assert laptop.get("/tai-khoan/").status_code == 200
    event = EventRow.objects.get(name="people.SessionEnded")
    assert event.payload["user"] == event.actor_id == User.objects.get(username="binh").pk
    second = laptop.post(END, {"phien": handle}, follow=True)
    assert "đã đăng xuất từ trước" in second.content.decode()
    assert EventRow.objects.filter(name="people.SessionEnded").count() == 1


def test_all_others_end_and_this_one_goes_on(an):
    phone, tablet, laptop = signed_in(PHONE), signed_in(PHONE), signed_in(LAPTOP)
    assert laptop.post(OTHERS)["Location"].startswith(REAUTHENTICATION_PAGE)
    assert phone.get("/tai-khoan/").status_code == 200
    confirmed(laptop).post(OTHERS)
    for ended in (phone, tablet):
        assert ended.get("/tai-khoan/").status_code == 302
    assert "Không có thiết bị nào khác" in laptop.get(PAGE).content.decode()
    assert AccountSession.objects.filter(account__username="binh").count() == 1
    assert EventRow.objects.filter(name="people.OtherSessionsEnded").count() == 1


def test_the_own_one_ends_by_signing_out_alone(an):
    laptop = confirmed(signed_in(LAPTOP))
    page = laptop.post(END, {"phien": handle_of(laptop.session.session_key)}, follow=True)
    assert "bấm Đăng xuất" in page.content.decode() and "_auth_user_id" in laptop.session


def test_nobody_sees_or_ends_a_session_of_somebody_else(an, town):
    mine, others = confirmed(signed_in(LAPTOP)), signed_in(PHONE, "an")
    assert "Chrome trên Android" not in mine.get(PAGE).content.decode()
    handle = handle_of(others.session.session_key)
    assert "từ trước" in mine.post(END, {"phien": handle}, follow=True).content.decode()
    assert others.get("/tai-khoan/").status_code == 200
    for actor in ("binh", "quan"):
        with pytest.raises(NoSuchSession):
            end_session(town.an, handle, by=town.actor(actor), now=clock.now())
    assert Client().get(PAGE)["Location"].startswith("/dang-nhap/")
    assert Client().post(END, {"phien": handle}).status_code == 401
    assert not EventRow.objects.filter(name="people.SessionEnded").exists()


@pytest.mark.long
@pytest.mark.parametrize("handle", ["", "x" * 5000, "\x00", "%00", "0" * 32])
def test_a_handle_that_is_none_ends_nothing(an, handle):
    laptop, phone = confirmed(signed_in(LAPTOP)), signed_in(PHONE)
    assert laptop.post(END, {"phien": handle}).status_code == 302
    assert phone.get("/tai-khoan/").status_code == 200


def test_what_a_new_password_or_its_age_ended_is_not_shown_as_open(an):
    laptop, _phone = signed_in(LAPTOP), signed_in(PHONE)
    old = signed_in(PHONE)
    session = old.session
    session["since"] = int(time()) - 13 * 3600
    session.save()
    assert len(handles(laptop)) == 1
    new = {"oldpassword": PASSWORD, "password1": "moi-tinh-song-Ma-77", "password2": "moi-tinh-song-Ma-77"}
    assert laptop.post("/tai-khoan/mat-khau/", new).status_code == 302
    assert handles(laptop) == []


def test_last_used_is_written_within_five_minutes_and_not_at_each_request(an, django_assert_max_num_queries):
    phone = signed_in(PHONE, "an")
    AccountSession.objects.update(seen_at=timezone.now() - timedelta(hours=1))
    phone.get("/tai-khoan/")
    assert AccountSession.objects.get(account=an).seen_at < timezone.now() - timedelta(minutes=59)
    session = phone.session
    session["used"] = int(time()) - 301
    session.save()
    AccountSession.objects.update(seen_at=timezone.now() - timedelta(hours=1))
    phone.get("/tai-khoan/")
    assert AccountSession.objects.get(account=an).seen_at > timezone.now() - timedelta(minutes=1)


def test_a_session_that_was_ended_does_not_come_back_under_another_key(an):
    laptop = signed_in(LAPTOP)
    under_way = SessionStore(laptop.session.session_key)
    assert under_way["_auth_user_id"]
    AccountSession.objects.all().delete()
    with pytest.raises(SessionInterrupted):
        under_way.cycle_key()
    assert not AccountSession.objects.exists()


def test_rows_of_sessions_that_are_over_go_at_night_and_visitors_leave_no_account(an):
    signed_in(LAPTOP)
    over = SessionStore()
    over.create()
    AccountSession.objects.filter(pk=over.session_key).update(expire_date=timezone.now() - timedelta(1))
    assert AccountSession.objects.get(pk=over.session_key).account is None
    forget_sessions(0)
    assert list(AccountSession.objects.values_list("account__username", flat=True)) == ["binh"]


def test_an_administrator_ends_the_sessions_of_an_officer_who_may_sign_in_again(an, town, client):
    here = signed_in(LAPTOP)
    town.sign_in(client, "quan")
    address = f"/quan-tri/tai-khoan/{town.binh.pk}/ket-thuc-phien/"
    assert address in client.get("/quan-tri/tai-khoan/").content.decode()
    assert "1 phiên" in client.post(address, follow=True).content.decode()
    assert here.get("/tai-khoan/").status_code == 302
    event = EventRow.objects.get(name="people.SessionsEnded")
    assert (event.payload["user"], event.payload["sessions"]) == (town.binh.pk, 1)
    assert event.actor_id == town.quan.pk
    signed_in(LAPTOP)
    assert client.post(f"/quan-tri/tai-khoan/{town.quan.pk}/ket-thuc-phien/")["Location"] == PAGE
    assert client.post(f"/quan-tri/tai-khoan/{town.an.pk}/ket-thuc-phien/").status_code == 404


def test_no_stranger_ends_sessions_of_others(an, town, client):
    for stranger in ("an", "binh", "chi"):
        town.sign_in(client, stranger)
        for path in (f"{town.binh.pk}/ket-thuc-phien/", "ket-thuc-moi-phien/"):
            assert client.post(f"/quan-tri/tai-khoan/{path}").status_code == 403
    now = clock.now()
    for deed in (
        lambda by: end_sessions_of(town.an, by=by, now=now),
        lambda by: end_all_sessions(by=by, now=now),
    ):
        with pytest.raises(NotAnAdministrator):
            deed(town.actor("chi"))
    Post.objects.filter(pk=town.posts["quan"].pk).update(agency=town.agency_b)
    with pytest.raises(NotYourAgency):
        end_sessions_of(town.binh, by=town.actor("quan"), now=now)
    with pytest.raises(NotYourAgency):
        end_all_sessions(by=town.actor("quan"), now=now)


def test_the_administrator_of_the_province_ends_every_session_after_being_asked(an, town):
    town.quan.set_password(PASSWORD)
    town.quan.save()
    quan, phone, visitor = signed_in(LAPTOP, "quan"), signed_in(PHONE, "an"), SessionStore()
    visitor.create()
    session = quan.session
    session["second_factor"] = True
    session.save()
    address = "/quan-tri/tai-khoan/ket-thuc-moi-phien/"
    assert address in quan.get("/quan-tri/tai-khoan/").content.decode()
    asked = quan.get(address)["Location"]
    assert asked.startswith(REAUTHENTICATION_PAGE)
    shown = quan.post(asked, {"password": PASSWORD}, follow=True)
    assert "kể cả ông/bà" in shown.content.decode()
    assert quan.post(address)["Location"] == "/dang-nhap/"
    for ended in (quan, phone):
        assert ended.get("/tai-khoan/").status_code == 302
    assert EventRow.objects.get(name="people.AllSessionsEnded").payload["sessions"] == 2
    assert SessionStore().exists(visitor.session_key)


def test_the_command_ends_those_of_one_account_or_of_all(an, capsys):
    phone = signed_in(PHONE, "an")
    call_command("end_sessions", "--account", "an")
    assert "1 phiên" in capsys.readouterr().out and phone.get("/tai-khoan/").status_code == 302
    with pytest.raises(CommandError):
        call_command("end_sessions", "--account", "khong-co-ai")
    with pytest.raises(CommandError):
        call_command("end_sessions")
    signed_in(LAPTOP)
    call_command("end_sessions", "--all")
    assert not AccountSession.objects.filter(account__isnull=False).exists()
    assert EventRow.objects.filter(name="people.AllSessionsEnded").count() == 1


def test_the_list_of_an_account_is_bounded(an, town):
    AccountSession.objects.bulk_create(
        AccountSession(
            pk=f"{number:040d}",
            account=town.an,
            seen_at=timezone.now(),
            expire_date=timezone.now() + timedelta(1),
        )
        for number in range(150)
    )
    assert sessions_of(town.an) == []  # none of them was signed in: their data open nothing
