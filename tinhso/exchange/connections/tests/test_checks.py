"""A connection is tested by whoever has to do with it; what was found stays, in words that a technician can act on."""

import socket
import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from tinhso.casework.tests.makers import NOW
from tinhso.exchange.agreements.tests.makers import approved
from tinhso.exchange.connections import surroundings
from tinhso.exchange.connections.actions import check_connection as deed
from tinhso.exchange.connections.actions.check_connection import check_connection
from tinhso.exchange.connections.wording import lines, passed
from tinhso.exchange.models import ConnectionCheck, ServiceAddress
from tinhso.exchange.pages.refusals import ExchangeForbidden
from tinhso.exchange.policy.actions.issue_policy import issue_policy
from tinhso.exchange.registry.actions.place_service import place_service
from tinhso.exchange.registry.permissions import can_check_connection, can_read_checks
from tinhso.kernel.events.public import SYSTEM, EventRow
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.exchange.reach import Certificate, Ended, Reach

GOOD = Reach(Ended.ANSWERED, 12, Certificate("a.vn", "CA", timezone.now() + timedelta(days=90.5)), 404, 0)


@pytest.fixture
def placed(joined, monkeypatch, settings):
    """The service answers in production, and the policy says so; no network is touched."""
    settings.EXCHANGE_ADDRESS, settings.TIMESTAMP_URLS = "", []
    place(joined, "https://a.vn/api")
    joined.reach = GOOD
    monkeypatch.setattr(surroundings, "reach", lambda *_given, **_more: joined.reach)
    return joined


def place(town, url):
    place_service(service=town.service, environment="production", url=url, by=town.actor("dao"), now=NOW)
    return issue_policy(environment=ServiceAddress.Environment.PRODUCTION, by=SYSTEM, now=NOW)


def check(town, who="dao", *, minutes=0, environment="production"):
    now = NOW + timedelta(minutes=minutes)
    return check_connection(service=town.service, environment=environment, by=town.actor(who), now=now)


def tones(one):
    return {line.what: line.tone for line in lines(one)}


def test_a_good_connection_says_so_and_stays_written_down(placed):
    approved(placed, begins=NOW.date())
    one = check(placed)
    assert passed(one) and set(tones(one).values()) <= {"ok", ""}
    assert (one.days_left, one.status, one.agreements, one.in_policy) == (90, 404, 1, True)
    event = EventRow.objects.get(name="exchange.ConnectionChecked")
    assert event.payload["reached"] == "answered" and event.payload["service_id"] == placed.service.pk


@pytest.mark.long
@pytest.mark.parametrize("ended", [one for one in Ended if one != Ended.ANSWERED])
def test_every_way_to_fail_has_its_words_and_something_to_do(placed, ended):
    placed.reach = Reach(ended, 5)
    one = check(placed)
    assert not passed(one)
    (line,) = [line for line in lines(one) if line.tone == "late"]
    assert line.words == str(Ended(ended) and one.get_reached_display()) and line.advice


def test_a_certificate_that_ends_soon_or_ended_and_a_clock_that_is_off(placed):
    soon = Certificate("a.vn", "CA", timezone.now() + timedelta(days=20.5))
    placed.reach = Reach(Ended.ANSWERED, 5, soon, 200, 599)
    one = check(placed)
    assert tones(one)["Chứng thư TLS"] == "soon" and tones(one)["Đồng hồ"] == "late"
    assert "nhanh hơn 599 giây" in str([line.words for line in lines(one)])
    over = Certificate("a.vn", "CA", timezone.now() - timedelta(days=2.5))
    placed.reach = Reach(Ended.EXPIRED, 5, over)
    one = check(placed, minutes=1)
    assert tones(one)["Chứng thư TLS"] == "late" and "Hết hạn từ 3 ngày" in str([x.words for x in lines(one)])
    placed.reach = Reach(Ended.ANSWERED, 5, None, 501, 0)
    assert passed(check(placed, minutes=5))
    placed.reach = Reach(Ended.ANSWERED, 5, None, 502, -30)
    one = check(placed, minutes=6)
    assert tones(one)["Máy bên cung cấp"] == "late" and tones(one)["Đồng hồ"] == "soon"


def test_the_policy_the_plane_and_the_authority_of_stamps_are_looked_at(placed, settings, monkeypatch):
    newest = place(placed, "https://b.vn")
    settings.EXCHANGE_ADDRESS, settings.TIMESTAMP_URLS = "http://plane", ["http://tsa"]
    answers = {"answer": surroundings.PlaneAnswer("ready", newest.version)}
    monkeypatch.setattr(surroundings, "ask_plane", lambda: answers["answer"])
    one = check(placed)
    assert (
        tones(one)["Chính sách ở nơi chuyển tiếp"] == "ok" and tones(one)["Dịch vụ cấp dấu thời gian"] == "ok"
    )
    answers["answer"] = surroundings.PlaneAnswer("ready", newest.version - 1)
    assert tones(check(placed, minutes=1))["Chính sách ở nơi chuyển tiếp"] == "soon"
    answers["answer"] = surroundings.PlaneAnswer("away")
    assert tones(check(placed, minutes=2))["Chính sách ở nơi chuyển tiếp"] == "late"
    ServiceAddress.objects.update(url="https://c.vn")
    one = check(placed, minutes=3)
    assert not one.in_policy and tones(one)["Chính sách ở nơi chuyển tiếp"] == "late"


def test_a_plane_that_is_not_there_is_away_and_none_that_is_configured_is_none(placed, settings):
    assert surroundings.ask_plane().answer == "none" and surroundings.ask_stamps() == "none"
    settings.EXCHANGE_ADDRESS, settings.TIMESTAMP_URLS = "http://127.0.0.1:9", ["http://127.0.0.1:9"]
    placed.reach = Reach(Ended.REFUSED)
    assert surroundings.ask_plane().answer == "away" and surroundings.ask_stamps() == "away"


def test_a_plane_that_stops_in_its_answer_is_away(settings, monkeypatch):
    monkeypatch.setattr(surroundings, "SECONDS", 0.3)
    done = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:
        settings.EXCHANGE_ADDRESS = f"http://127.0.0.1:{server.getsockname()[1]}"

        def answer() -> None:
            line, _address = server.accept()
            with line:
                line.recv(4096)
                line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{")
                done.wait(20)

        thread = threading.Thread(target=answer)
        thread.start()
        assert surroundings.ask_plane().answer == "away"
        done.set()
        thread.join()


def test_who_has_nothing_to_do_with_it_tests_and_reads_nothing(placed):
    town = placed
    for who in ("hoa", "binh", "giang", "an", "emi"):
        assert not can_check_connection(town.service, town.actor(who), NOW)
        assert not can_read_checks(town.service, town.actor(who), NOW)
        with pytest.raises(ExchangeForbidden):
            check(town, who)
    assert can_read_checks(town.service, town.actor("tra"), NOW)
    assert not can_check_connection(town.service, town.actor("tra"), NOW)
    approved(town, begins=NOW.date())
    assert can_check_connection(town.service, town.actor("hoa"), NOW) and check(town, "cuc")


def test_where_there_is_no_address_too_soon_and_too_many_at_once(placed, monkeypatch):
    with pytest.raises(EntryRefused, match="chưa có địa chỉ"):
        check(placed, environment="test")
    check(placed)
    with pytest.raises(EntryRefused, match="15 giây"):
        check(placed)
    monkeypatch.setattr(deed.RUNNING_CHECKS, "acquire", lambda **_given: False)
    with pytest.raises(EntryRefused, match="lần kiểm tra khác"):
        check(placed, minutes=1)
    monkeypatch.undo()


def test_a_call_that_breaks_leaves_the_place_for_the_next(placed, monkeypatch):
    for minute in range(3):
        monkeypatch.setattr(surroundings, "call_provider", lambda _url: 1 // 0)
        with pytest.raises(ZeroDivisionError):
            check(placed, minutes=minute)
    monkeypatch.undo()
    monkeypatch.setattr(surroundings, "reach", lambda *_given, **_more: GOOD)
    assert check(placed)


def test_the_newest_fifty_stay(placed, monkeypatch):
    monkeypatch.setattr(deed, "NEWEST", 3)
    for minute in range(5):
        check(placed, minutes=minute)
    assert ConnectionCheck.objects.count() == 3
    assert ConnectionCheck.objects.first().checked_at == NOW + timedelta(minutes=4)


def test_a_sandbox_that_stands_in_is_called_in_a_demo_and_said(placed, settings):
    settings.EXCHANGE_STAND_INS = {"https://a.vn/api": "http://127.0.0.1:9"}
    assert check(placed).stand_in


def test_the_page_tests_shows_and_is_closed_to_others(placed, client, django_assert_max_num_queries):
    town, page = placed, f"/can-bo/chia-se-du-lieu/dich-vu/{placed.service.pk}/ket-noi/"
    town.sign_in(client, "hoa")
    assert client.get(page).status_code == client.post(page).status_code == 403
    town.sign_in(client, "dao")
    assert "Chưa kiểm tra lần nào" in client.get(page).content.decode()
    answer = client.post(page, {"environment": "production"}, follow=True).content.decode()
    assert "Trả lời sau 12 mili giây" in answer and "Gia hạn" not in answer
    second = client.post(page, {"environment": "production"}, follow=True).content.decode()
    assert "15 giây" in second
    assert "chưa có địa chỉ" in client.post(page, {"environment": "x" * 99}, follow=True).content.decode()
    with django_assert_max_num_queries(16):
        client.get(page)
    town.sign_in(client, "tra")
    seen = client.get(page).content.decode()
    assert "Trả lời sau" in seen and "Kiểm tra môi trường" not in seen
    assert client.post(page, {"environment": "production"}).status_code == 403
    sheet = f"/can-bo/chia-se-du-lieu/dich-vu/{town.service.pk}/"
    assert page in client.get(sheet).content.decode()


def test_the_days_are_of_the_real_clock(placed):
    placed.reach = Reach(Ended.ANSWERED, 5, Certificate("a", "b", datetime(2020, 1, 1, tzinfo=UTC)), 200, 0)
    assert check(placed).days_left < -2000
