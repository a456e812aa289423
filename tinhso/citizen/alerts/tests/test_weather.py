"""Bulletins of the weather sandbox are relayed once, whatever the service does on the way."""

import threading
from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from sandbox.weather.bulletins import NotABulletin
from sandbox.weather.server import Server
from tests.town import Town, make_unit
from tinhso.citizen.alerts.actions.relay_bulletins import relay_bulletins
from tinhso.citizen.alerts.places import places_of
from tinhso.citizen.alerts.weather import NotRelayed, WeatherAway, bulletin_of, fetch
from tinhso.citizen.models import Alert
from tinhso.citizen.tests.life_makers import Office, make_rules
from tinhso.kernel.notices.public import Notice
from tinhso.kernel.places.public import AdminUnit, UnitSuccession
from tinhso.kernel.site.clock import HANOI

FORM = {
    "headline": "Mưa lớn",
    "text": "Mưa to",
    "kind": "weather",
    "level": "4",
    "hours": "6",
    "areas": "14797",
}


@pytest.fixture
def service(town: Town, settings) -> Iterator[Server]:
    make_rules()
    server = Server()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.WEATHER = {"url": server.url, "key": "sandbox"}
    yield server
    server.shutdown()
    server.server_close()


@pytest.mark.long
def test_a_bulletin_comes_once_with_source_hour_and_level(service, town):
    row = service.bulletins.issue(FORM)
    now = datetime.now(tz=HANOI)
    service.faults.set({"repeat": "1"})
    assert relay_bulletins(now=now) == 1
    assert relay_bulletins(now=now) == 0
    alert = Alert.objects.get()
    assert (alert.state, alert.risk_level, alert.bulletin_id) == ("issued", 4, row["id"])
    assert alert.bulletin_at == datetime.fromisoformat(str(row["issued_at"]))
    assert [unit.code for unit in alert.units.all()] == ["14797"]
    service.bulletins.issue(FORM | {"headline": "Mưa giảm", "level": "1", "replaces": str(row["id"])})
    assert relay_bulletins(now=datetime.now(tz=HANOI)) == 1
    alert.refresh_from_db()
    assert alert.state == "replaced"


@pytest.mark.long
@pytest.mark.parametrize("fault", ["busy", "lose", "lose_answer"])
def test_a_service_that_fails_is_asked_again(service, fault):
    service.bulletins.issue(FORM)
    now = datetime.now(tz=HANOI)
    service.faults.set({fault: "1"})
    assert relay_bulletins(now=now) == 0
    service.faults.set({fault: "0"})
    assert relay_bulletins(now=now) == 1


@pytest.mark.long
def test_a_wrong_key_and_what_is_no_bulletin_are_refused(service, settings, town):
    settings.WEATHER = settings.WEATHER | {"key": "sai"}
    with pytest.raises(WeatherAway):
        fetch(datetime.now(tz=HANOI))
    for wrong in ({"level": "6"}, {"headline": ""}, {"hours": "100"}, {"kind": "scam"}):
        with pytest.raises(NotABulletin):
            service.bulletins.issue(FORM | wrong)
    good, now = service.bulletins.issue(FORM), datetime.now(tz=HANOI)
    assert bulletin_of(good, now=now).content.risk_level == 4
    for change in ({"areas": ["99999"]}, {"level": 9}, {"source": ""}, {"issued_at": "hôm nay"}, {"id": ""}):
        with pytest.raises(NotRelayed):
            bulletin_of(good | change, now=now)


@pytest.mark.long
def test_one_unknown_code_silences_no_warning(service, town, client):
    office = Office(town)
    service.bulletins.issue(FORM | {"areas": "14797 99999"})
    now = datetime.now(tz=HANOI)
    assert relay_bulletins(now=now) == 1
    alert = Alert.objects.get()
    assert [unit.code for unit in alert.units.all()] == ["14797"]
    assert alert.unknown_areas == ["99999"]
    assert "99999" in client.get(f"/canh-bao/{alert.code}/").content.decode()
    notices = Notice.objects.filter(template="citizen.bulletin_partly_read")
    assert {notice.user for notice in notices} == {office.ha, office.kim}


def test_a_code_of_before_a_merger_names_what_came_of_the_unit(town):
    former = make_unit("20001", "Xã Cũ", "commune", "xa")
    AdminUnit.objects.filter(pk=former.pk).update(valid=DateRange(date(2004, 1, 1), date(2020, 1, 1)))
    UnitSuccession.objects.create(
        old=former, new=town.commune, on=date(2020, 1, 1), share=1, source="Nghị quyết thử"
    )
    assert places_of(["20001", "x"], on=town.day) == ((town.commune,), ("x",))


@pytest.mark.long
def test_a_bulletin_that_cannot_be_read_is_told_once_to_who_may_warn(service, town):
    office, now = Office(town), datetime.now(tz=HANOI)
    service.bulletins.issue(FORM | {"areas": "99999"})
    for _ in range(2):
        assert relay_bulletins(now=now) == 0
    notices = Notice.objects.filter(template="citizen.bulletin_not_read")
    assert sorted(notice.user.username for notice in notices) == ["ha", "kim"]
    assert office.ha.username == "ha"


@pytest.mark.long
def test_what_is_over_is_left_out(service):
    service.bulletins.issue(FORM)
    assert relay_bulletins(now=datetime.now(tz=HANOI) + timedelta(hours=7)) == 0
    assert not Alert.objects.exists()
