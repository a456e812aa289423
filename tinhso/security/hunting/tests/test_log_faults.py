"""What could not be stored, hunted in or reviewed says so: on its line, in the picture and to who runs the instance."""

from datetime import timedelta

import pytest

from tinhso.casework.tests.makers import NOW
from tinhso.lib.hunting.logs import HuntRefused
from tinhso.lib.network_logs.tests.makers import conn_log
from tinhso.security.hunting import hunts, reviewing
from tinhso.security.hunting.reviewing import review_log
from tinhso.security.hunting.tests.makers import DAY, beacon, log_row, stored
from tinhso.security.intake.indicators import Indicator
from tinhso.security.models import LogSuspicion, NetworkLog
from tinhso.security.network_logs.retention import forget_logs
from tinhso.security.network_logs.upkeep import logs_at_fault
from tinhso.security.reporting.posture import posture_of
from tinhso.security.tests.makers import let_through, listed, read_list

AT, HERE = "/can-bo/an-toan-thong-tin/", "10.0.0.1"
WHY = "Chương trình chưa đọc được nhật ký này (thử)."


@pytest.fixture(autouse=True)
def town(guarded):
    listed(guarded, "thu-moi.example")
    let_through(guarded)
    read_list(guarded, guarded.agency_a, "anh", f"name,ip\npc,{HERE}\n")
    return guarded


def refuse(*words, **more):
    raise HuntRefused(WHY)


def faults_on_pages(now=NOW):
    """Of the picture of the province, of agency-less logs, and of the doctor."""
    return posture_of(None, now).logs_at_fault, [(one.level, WHY in one.sentence) for one in logs_at_fault()]


@pytest.mark.long
def test_a_conn_log_of_zeek_is_stored_reviewed_and_waits_for_a_person(town):
    log = stored(town, conn_log((NOW - 3 * DAY).timestamp()).splitlines())
    assert log.names == 0 and review_log(log.pk, NOW) == 1
    one = LogSuspicion.objects.get()
    assert (one.kind, one.target) == ("beacon", "203.0.113.9 cổng 443")
    assert faults_on_pages() == (0, [("good", False)])


@pytest.mark.long
def test_what_cannot_be_reviewed_says_so_everywhere_until_a_night_could(town, client, monkeypatch):
    log = stored(town, beacon(HERE))
    with monkeypatch.context() as patched:
        patched.setattr(reviewing, "review", refuse)
        assert review_log(log.pk, NOW) == 0
    assert faults_on_pages() == (1, [("wrong", True)])
    town.sign_in(client, "cuc")
    pages = "nhat-ky-mang/", "bao-cao-quet/", f"bao-cao-quet/{log.scan_import.code}/"
    for page in pages:
        words = client.get(AT + page).content.decode()
        assert WHY in words and "Đang lưu, đã niêm" not in words, page
    for page in ("buc-tranh/", "man-hinh/"):
        assert "không xem xét được" in client.get(AT + page).content.decode(), page
    assert review_log(log.pk, NOW) == 1 and faults_on_pages() == (0, [("good", False)])
    for page in pages:
        assert WHY not in client.get(AT + page).content.decode(), page


def test_a_log_of_which_nobody_heard_for_a_day_is_at_fault_too(town):
    log = stored(town, beacon(HERE))
    assert not NetworkLog.objects.at_fault(NOW).exists()
    assert NetworkLog.objects.at_fault(NOW + DAY).get() == log


def test_a_log_that_cannot_be_hunted_in_is_at_fault_until_it_can(town, monkeypatch):
    log = stored(town, beacon(HERE))
    new = {("name", "moi-biet.example"): Indicator("name", "moi-biet.example", "Mới")}
    monkeypatch.setattr(hunts, "indicators_of_today", lambda: new)
    with monkeypatch.context() as patched:
        patched.setattr(hunts, "hunt", refuse)
        assert hunts.hunt_stored_logs(NOW + DAY) == 0
    log.refresh_from_db()
    assert log.hunt_refusal == WHY and NetworkLog.objects.at_fault(NOW).get() == log
    hunts.hunt_stored_logs(NOW + 2 * DAY)
    assert not NetworkLog.objects.at_fault(NOW).exists()


def test_a_log_that_could_not_be_stored_is_at_fault_until_its_day_is_over(town):
    log = log_row(town)
    NetworkLog.objects.filter(pk=log.pk).update(refusal=WHY)
    assert faults_on_pages() == (1, [("wrong", True)])
    assert forget_logs(NOW + timedelta(days=90)) == 1 and faults_on_pages() == (0, [("good", False)])
