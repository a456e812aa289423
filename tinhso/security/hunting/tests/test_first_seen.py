"""Names that an agency's logs hold for the first time: reasons and counts in the queue, the name through an opening alone."""

from datetime import timedelta

import pytest

from tinhso.casework.tests.makers import NOW
from tinhso.security.hunting.reviewing import review_log
from tinhso.security.hunting.tests.makers import beacon, line, stored
from tinhso.security.models import LogSuspicion, SeenDomain
from tinhso.security.network_logs import seen_domains
from tinhso.security.network_logs.seen_domains import forget_domains, is_learning
from tinhso.security.tests.makers import let_through, listed, read_list

AT = "/can-bo/an-toan-thong-tin/"
HERE, DAY = "10.0.0.1", timedelta(days=1)


@pytest.fixture
def town(guarded):
    read_list(guarded, guarded.agency_a, "anh", f"name,ip\npc-1,{HERE}\n", since=NOW.date() - 60 * DAY)
    listed(guarded, "khac-han.example\n")
    let_through(guarded)
    return guarded


def asks(day, name, times=12, agency=None):
    return [line(day + timedelta(minutes=7 * n * n % 600), HERE, name) for n in range(times)]


def reviewed(town, lines):
    log = stored(town, lines, town.agency_a, "anh")
    review_log(log.pk, NOW)
    return LogSuspicion.objects.filter(network_log=log, kind="first_seen")


@pytest.mark.long
def test_the_first_logs_teach_then_a_new_name_waits_without_being_told(town, client):
    assert not reviewed(town, asks(NOW - 12 * DAY, "www.thuong-ngay.example"))
    assert SeenDomain.objects.count() == 1 and is_learning(town.agency_a.pk, (NOW - 8 * DAY).date(), 7)
    later = asks(NOW - 2 * DAY, "www.thuong-ngay.example") + asks(NOW - 2 * DAY, "a.moi-gap.example")
    one = reviewed(town, later + asks(NOW - 2 * DAY, "www.tinh.vn")).get()
    assert (one.target, one.agency, one.figures["names"], one.figures["times"]) == ("", town.agency_a, 1, 12)
    town.sign_in(client, "anh")
    pages = [
        client.get(f"{AT}nghi-van/").content.decode(),
        client.get(f"{AT}nghi-van/{one.code}/").content.decode(),
    ]
    for page in pages:
        assert "moi-gap" not in page and "1 tên miền mà nhật ký của cơ quan chưa từng có" in page
    assert client.post(f"{AT}nghi-van/{one.code}/bo-qua/", {"reason": "Phần mềm mới"}).status_code == 302
    page = client.get(f"{AT}nghi-van/").content.decode()
    assert "100 %" in page and "moi-gap" not in page
    assert not reviewed(town, asks(NOW - DAY, "b.moi-gap.example", 14))
    assert town.sign_in(client, "bach").get(f"{AT}nghi-van/{one.code}/").status_code == 404


def test_digests_go_with_their_days_and_those_of_another_key_teach_nothing(town, monkeypatch):
    seen_domains.add_domains(None, ["a" * 32, "b" * 32], NOW.date() - 20 * DAY, NOW.date() - 10 * DAY)
    seen_domains.add_domains(None, ["a" * 32], NOW.date() - 9 * DAY, NOW.date())
    row = SeenDomain.objects.get(digest="a" * 32)
    assert (row.since, row.last_on) == (NOW.date() - 20 * DAY, NOW.date())
    assert set(seen_domains.known_to(None)) == {"a" * 32, "b" * 32} and not seen_domains.known_to(
        town.agency_a.pk
    )
    assert not is_learning(None, NOW.date(), 7) and is_learning(town.agency_a.pk, NOW.date(), 7)
    assert forget_domains(NOW + 79 * DAY) == 0 and forget_domains(NOW + 81 * DAY) == 1
    monkeypatch.setattr(seen_domains, "digest_key", lambda: "khác")
    assert seen_domains.known_to(None) == [] and is_learning(None, NOW.date(), 7)


@pytest.mark.long
def test_a_log_of_another_kind_of_machine_is_reviewed_as_before(town):
    log = stored(town, beacon(HERE), town.agency_a, "anh")
    review_log(log.pk, NOW)
    assert set(LogSuspicion.objects.values_list("kind", flat=True)) == {"beacon"}
