"""Đang quá hạn is one number on every page: past its due moment now, or at the end of the period that is asked for."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tinhso.casework.radar.radar import radar
from tinhso.casework.tests.makers import NOW, make_case
from tinhso.indicators.cells.amounts import EVERYTHING, Scope
from tinhso.indicators.figures.batch_reader import BatchReader
from tinhso.indicators.figures.figures import compared, read, read_by, read_months
from tinhso.indicators.figures.trace import checked
from tinhso.indicators.models import IndicatorVersion
from tinhso.indicators.public import load_indicators, refresh_cells
from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.site import clock
from tinhso.lib.periods import Period
from tinhso.onestop.models import Dossier
from tinhso.onestop.tests.makers import make_version

TODAY = Period.parse(NOW.date().isoformat())
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def desk(town, monkeypatch):
    """At nine in the morning: two overdue since yesterday and since eight, one due at five this afternoon, one tomorrow,
    one that was withdrawn after its due moment, one that was settled in time, one late that has its result."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    version = make_version(town)

    def make(due, **fields):
        given = {"kind": "dossier", "agency": town.agency_a, "accepted_at": NOW - 90 * DAY, "due_at": due}
        given |= {"opened_at": NOW - 90 * DAY, "submitted_at": NOW - 90 * DAY}
        case = make_case(**given | {"state": "in_progress", "step": "examine"} | fields)
        Dossier.objects.create(case=case, version=version, level="province", applicant_name="Lê Thị An")

    for due in (NOW - DAY, NOW - HOUR, NOW + 8 * HOUR, NOW + DAY):
        make(due)
    make(NOW - DAY, state="withdrawn", finished_at=NOW - HOUR, outcome="withdrawn")
    done = {"state": "done", "outcome": "granted"}
    make(NOW - 60 * DAY, settled_at=NOW - 61 * DAY, finished_at=NOW - 61 * DAY, timeliness="early", **done)
    make(NOW - 70 * DAY, settled_at=NOW - 60 * DAY, finished_at=NOW - 60 * DAY, timeliness="late", **done)
    load_indicators(by=SYSTEM, now=NOW)
    refresh_cells(now=NOW, every=True)
    return town


def overdue():
    return IndicatorVersion.objects.newest().get(indicator__code="onestop.overdue")


@pytest.mark.long
def test_what_is_due_later_today_is_not_overdue_yet(desk):
    version = overdue()
    for period in (TODAY, Period.parse("2024"), Period.parse("202403"), Period.parse("20240308")):
        assert read(version, period).value == 2, period
    assert radar([desk.agency_a.pk], month=NOW.date(), now=NOW)[0].late == 2


@pytest.mark.long
def test_every_way_to_read_it_says_the_same(desk):
    version, agency = overdue(), desk.agency_a.pk
    assert {key: one.value for key, one in read_by(version, TODAY, "agency").items()} == {agency: 2}
    assert read(version, TODAY, Scope(agencies=frozenset({agency}))).value == 2
    assert read(version, TODAY, Scope(agencies=frozenset({desk.agency_b.pk}))).value == 0
    months = [Period.parse("202402"), Period.parse("202403")]
    assert [one.value for one in read_months(version, months)] == [0, 2]
    held = BatchReader.read([version], [TODAY], EVERYTHING, months[:1])
    assert read(version, TODAY, held=held).value == 2
    assert [one.value for one in read_months(version, months[:1], held=held)] == [0]
    found, traced = checked(compared(version, TODAY, NOW.date()))
    assert (found.now.value, traced.state) == (2, "matched")


@pytest.mark.long
def test_at_the_end_of_a_period_that_is_over_its_last_moment_counts(desk):
    version = overdue()
    expected = {"2023": 1, "202401": 0, "20240307": 2}  # yesterday the withdrawn one was there too
    assert {code: read(version, Period.parse(code)).value for code in expected} == expected


@pytest.mark.long
def test_the_moment_counts_when_it_comes_although_nothing_was_recorded(desk, monkeypatch):
    version = overdue()
    monkeypatch.setattr(clock, "now", lambda: NOW + 9 * HOUR)
    found, traced = checked(compared(version, TODAY, NOW.date()))
    assert (found.now.value, traced.state) == (3, "matched")


@pytest.mark.long
def test_pages_show_the_same_number(desk, client):
    assert (
        "Hồ sơ đang quá hạn: 2" not in client.get("/so-lieu/").content.decode()
    )  # two are too few for everybody
    officer = desk.sign_in(client, "sau")
    page = officer.get(reverse("figure", args=["dang-qua-han"])).content.decode()
    assert "số gộp không khớp" not in page.lower()
    assert "<dd>2 (2 dòng)" in page or "2 (2 dòng)" in page
    board = client.get(reverse("executive")).content.decode()
    assert "đang có 2 hồ sơ quá hạn" in board
