"""Stored logs are sealed, held against indicators that come later, looked at by people, and forgotten on their day."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from tests.town import make_officer
from tinhso.casework.tests.makers import NOW
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.files.public import Kind, read, store_made
from tinhso.kernel.people.roles import Head
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.hunting.logs import Hit, HuntRefused
from tinhso.lib.scan_reports.report import FindingKind
from tinhso.security.hunting import hunts, reviewing
from tinhso.security.hunting.actions.decide_suspicion import decide_suspicion
from tinhso.security.hunting.actions.file_hits import file_hits
from tinhso.security.hunting.actions.read_log_names import read_log_names
from tinhso.security.hunting.reviewing import review_log
from tinhso.security.hunting.tests.makers import (
    DAY,
    approved,
    beacon,
    line,
    log_row,
    requested,
    stored,
    suspicion,
)
from tinhso.security.intake.indicators import Indicator
from tinhso.security.models import HuntedIndicator, LogSuspicion, NetworkLog, ScanImport, SecurityFinding
from tinhso.security.network_logs.actions.store_network_log import store_network_log
from tinhso.security.network_logs.hunted import new_to, note_indicators
from tinhso.security.network_logs.retention import forget_logs
from tinhso.security.network_logs.sealed_files import SealedLog, opened_log
from tinhso.security.pages.refusals import SecurityForbidden
from tinhso.security.tasks import hunt_network_logs
from tinhso.security.tests.makers import imported, let_through, listed, read_list, reported, scanned

HERE, OTHER = "10.0.0.1", "10.9.0.1"


@pytest.fixture(autouse=True)
def town(guarded):
    listed(guarded, "thu-moi.example")
    let_through(guarded)
    read_list(guarded, guarded.agency_a, "anh", f"name,ip\npc,{HERE}\n")
    read_list(guarded, guarded.agency_b, "bach", f"name,ip\npb,{OTHER}\n")
    guarded.dat = make_officer("dat", "Lê Văn Đạt", guarded.committee, "Chánh Văn phòng", Head)
    guarded.ha = make_officer("ha", "Vũ Thị Hà", guarded.agency_a, "Trưởng phòng", Head)
    return guarded


def days(*names):
    """One machine, a name a day from five days ago on."""
    return [line(NOW - (5 - place) * DAY, HERE, name) for place, name in enumerate(names)]


@pytest.mark.long
def test_a_log_is_stored_sealed_and_what_comes_later_is_found_in_it_once(town, monkeypatch):
    log = stored(
        town,
        [*days("rieng-tu.example", "a.moi-biet.example"), line(NOW - 4 * DAY, HERE, "b.MOI-biet.example.")],
    )
    assert (log.rows, log.names, log.nameless, log.refusal) == (3, 3, 0, "")
    assert b"rieng-tu" not in read(log.file) and log.scan_import.file is None
    assert not SecurityFinding.objects.exists()
    assert hunts.hunt_stored_logs(NOW) == 0  # every indicator of the day was held against it when it came
    current = hunts.indicators_of_today()
    new = {("name", "moi-biet.example"): Indicator("name", "moi-biet.example", "Máy chủ điều khiển mới")}
    net = {("network", "203.0.113.0/24"): Indicator("network", "203.0.113.0/24", "Dải địa chỉ")}
    monkeypatch.setattr(hunts, "indicators_of_today", lambda: current | new | net)
    assert hunts.hunt_stored_logs(NOW + DAY) == 1
    one = SecurityFinding.objects.get()
    assert (one.kind, one.title, one.location, one.machine.name) == (
        "botnet",
        "Máy chủ điều khiển mới",
        "moi-biet.example",
        "pc",
    )
    assert (one.times, one.last_seen) == (1, NOW - 4 * DAY) and one.evidence.startswith("2 lần")
    assert hunts.hunt_stored_logs(NOW + 2 * DAY) == 0 and ScanImport.objects.count() == 2
    assert HuntedIndicator.objects.filter(since=NOW + DAY).count() == 2
    assert EventRow.objects.filter(name="security.LogHunted").count() == 1
    log.refresh_from_db()
    with pytest.raises(SecurityForbidden):
        file_hits(log=log, indicators=new, hits=[], looked=[], by=town.actor("anh"), now=NOW)


@pytest.mark.long
def test_a_later_log_without_the_contact_closes_what_an_earlier_one_shows(town, monkeypatch):
    stored(town, [line(NOW - 6 * DAY, HERE, "x.moi-biet.example")])
    stored(town, days("a.example", "b.example", "c.example"))
    new = {("name", "moi-biet.example"): Indicator("name", "moi-biet.example", "Mới")}
    monkeypatch.setattr(hunts, "indicators_of_today", lambda: new)
    assert hunts.hunt_stored_logs(NOW + DAY) == 1
    assert SecurityFinding.objects.get().state == "mended"


def test_a_log_that_is_too_old_is_held_against_the_list_and_not_stored(town):
    with pytest.raises(NetworkLog.DoesNotExist):
        stored(town, [line(NOW - 91 * DAY, HERE, "x.thu-moi.example")])
    assert SecurityFinding.objects.get().location == "thu-moi.example"


def test_a_log_that_cannot_be_sealed_says_so_and_who_may_not_store(town):
    source = stored(town, days("a.example")).scan_import
    NetworkLog.objects.all().delete()
    words = {"source": source, "started_at": NOW, "ended_at": NOW, "now": NOW}
    with pytest.raises(SecurityForbidden):
        store_network_log(sealed=SealedLog(b"x", 1, 1, 0), by=town.actor("anh"), **words)
    log = store_network_log(sealed=SealedLog(b"", 1, 0, 0, "Hết bộ nhớ"), by=town.actor("cuc"), **words)
    assert (log.file, log.refusal) == (None, "Hết bộ nhớ")
    with pytest.raises(HuntRefused):
        opened_log(log).__enter__()


@pytest.mark.long
def test_what_a_person_should_look_at_is_no_finding_before_somebody_decides(town):
    log = stored(town, beacon(HERE))
    assert review_log(log.pk, NOW) == 1 and review_log(log.pk, NOW) == 0
    one = LogSuspicion.objects.get()
    assert (one.kind, one.target, one.agency, one.machine.name) == (
        "beacon",
        "tram-lanh.example",
        town.agency_a,
        "pc",
    )
    assert not SecurityFinding.objects.exists()
    words = {"suspicion": one, "now": NOW}
    with pytest.raises(SecurityForbidden):
        decide_suspicion(finding=True, reason="x", by=town.actor("bach"), **words)
    with pytest.raises(EntryRefused, match="lý do"):
        decide_suspicion(finding=True, reason=" ", by=town.actor("anh"), **words)
    decide_suspicion(finding=True, reason="Không phải phần mềm cơ quan cài", by=town.actor("anh"), **words)
    found = SecurityFinding.objects.get()
    assert (found.kind, found.location, found.agency) == ("botnet", "tram-lanh.example", town.agency_a)
    with pytest.raises(EntryRefused, match="đã được"):
        decide_suspicion(finding=False, reason="x", by=town.actor("anh"), **words)
    assert EventRow.objects.filter(name="security.SuspicionDecided").count() == 1


def test_of_an_unregistered_machine_a_coordinator_alone_decides(town):
    one = suspicion(stored(town, days("a.example")), address="10.7.7.7")
    with pytest.raises(SecurityForbidden):
        decide_suspicion(suspicion=one, finding=False, reason="Máy in", by=town.actor("anh"), now=NOW)
    decided = decide_suspicion(suspicion=one, finding=False, reason="Máy in", by=town.actor("cuc"), now=NOW)
    assert decided.state == "dismissed" and not SecurityFinding.objects.exists()


@pytest.mark.long
def test_on_its_day_a_log_goes_with_what_nobody_decided(town):
    log = stored(town, days("a.example"))
    suspicion(log)
    dismissed = suspicion(log, address="10.0.0.2", state="dismissed", reason="Máy in", decided_at=NOW)
    assert forget_logs(NOW) == 0
    assert forget_logs(NOW + timedelta(days=86)) == 1
    log.refresh_from_db()
    dismissed.refresh_from_db()
    assert log.file is None and log.erased_at and log.rows == 1
    assert LogSuspicion.objects.get() == dismissed and "tram-lanh" not in dismissed.target
    assert EventRow.objects.filter(name="security.NetworkLogErased").count() == 1


def names(opening, town, who="cuc", now=NOW):
    return [one.name for one in read_log_names(opening=opening, by=town.actor(who), now=now).names]


@pytest.mark.long
def test_names_are_read_after_a_second_person_allowed_it_and_each_time_is_an_event(town):
    stored(town, [*days("rieng-tu.example", "b.example"), line(NOW - DAY, OTHER, "khac.example")])
    waiting = requested(town)
    with pytest.raises(EntryRefused, match="chưa được"):
        names(waiting, town)
    opening = approved(town)
    assert names(opening, town) == ["b.example", "rieng-tu.example"]
    assert names(approved(town, first=(NOW - 4 * DAY).date()), town) == ["b.example"]
    with pytest.raises(SecurityForbidden):
        names(opening, town, "dat")
    with pytest.raises(EntryRefused, match="đã hết"):
        names(opening, town, now=NOW + 8 * DAY)
    opening.refresh_from_db()
    assert opening.readings == 1 and EventRow.objects.filter(name="security.LogNamesRead").count() == 2


@pytest.mark.long
def test_an_agency_opens_names_of_its_machines_alone(town):
    stored(town, [*days("rieng-tu.example", "b.example"), line(NOW - DAY, OTHER, "khac.example")])
    stored(town, [line(NOW - 2 * DAY, HERE, "cua-b.example")], agency=town.agency_b, who="bach")
    with pytest.raises(EntryRefused, match="không phải"):
        requested(town, "anh", address=OTHER)
    assert names(approved(town, "anh", "ha"), town, "anh") == ["b.example", "rieng-tu.example"]
    read_list(
        town, town.agency_b, "bach", f"name,ip\npb2,{HERE}\n"
    )  # from then on nobody can say whose it was
    assert names(approved(town, "anh", "ha"), town, "anh") == []


def test_what_comes_back_is_new_to_the_logs_of_the_time_between(town):
    one, other = ("name", "moi-biet.example"), ("address", "203.0.113.7")
    assert note_indicators([one, other], NOW - 2 * DAY) == 2 and note_indicators([other], NOW - DAY) == 0
    log = log_row(town)
    assert new_to(log, [one, other]) == []
    assert note_indicators([one, other], NOW + DAY) == 1 and new_to(log, [one, other]) == [one]


def test_a_hunt_with_a_long_list_writes_down_what_a_finding_names_and_what_it_found(town, monkeypatch):
    monkeypatch.setattr("tinhso.security.intake.indicators.MOST_IN_SCOPE", 1)
    contact = reported(HERE, rule="b.example", kind=FindingKind.BOTNET, port=None, protocol="")
    imported(town, scanned(contact, at=NOW - 2 * DAY))
    new = {("name", name): Indicator("name", name, "Mới") for name in ("a.example", "b.example", "c.example")}
    hit = Hit(HERE, "name", "c.example", NOW - 2 * DAY, NOW - 2 * DAY, 1, 1)
    file_hits(log=log_row(town), indicators=new, hits=[hit], looked=[HERE], by=SYSTEM, now=NOW)
    assert ScanImport.objects.latest("pk").rules == ["b.example", "c.example"]


def test_a_review_that_ends_after_its_log_went_writes_nothing(town):
    log = log_row(town)
    NetworkLog.objects.filter(pk=log.pk).update(erased_at=NOW)
    sign = {"client": HERE, "kind": "beacon", "target": "x.example", "score": 1.0, "figures": {}, "first": 0, "last": 0}  # fmt: skip
    assert (
        reviewing._write(log.pk, [sign], reviewing.Domains([], NOW.date(), NOW.date()), NOW) == 0
        and not LogSuspicion.objects.exists()
    )


def test_a_log_whose_review_was_lost_is_reviewed_again(town, monkeypatch):
    sent = []
    monkeypatch.setattr(reviewing, "job", lambda name: SimpleNamespace(defer=lambda **words: sent.append(words["log_id"])))  # fmt: skip
    log = log_row(town)
    assert reviewing.review_lost_logs(NOW + DAY) == 0, "it has no rows that could be read"
    NetworkLog.objects.filter(pk=log.pk).update(
        file=store_made(b"x", name="x", kind=Kind.NETWORK_LOG, by=SYSTEM, now=NOW)
    )
    assert reviewing.review_lost_logs(NOW) == 0 and reviewing.review_lost_logs(NOW + DAY) == 1
    assert sent == [log.pk]


def test_a_log_that_cannot_be_written_stops_no_later_log_and_is_reported(town, monkeypatch):
    first, second = log_row(town), log_row(town)
    NetworkLog.objects.update(file=store_made(b"x", name="x.tar", kind=Kind.SCAN_REPORT, by=SYSTEM, now=NOW), hunted_at=NOW - DAY)  # fmt: skip
    new = {("name", "moi-biet.example"): Indicator("name", "moi-biet.example", "Mới")}
    monkeypatch.setattr(hunts, "indicators_of_today", lambda: new)
    monkeypatch.setattr(hunts, "_held_against", lambda *words: ([], []))
    written = []

    def write(*, log, **words):
        if log.pk == first.pk:
            raise ValueError("thử")
        written.append(log.pk)

    monkeypatch.setattr(hunts, "file_hits", write)
    reviewed = []
    monkeypatch.setattr("tinhso.security.tasks.review_lost_logs", reviewed.append)
    with pytest.raises(hunts.HitsUnwritten, match=first.code):
        hunt_network_logs(0)
    assert written == [second.pk] and reviewed
