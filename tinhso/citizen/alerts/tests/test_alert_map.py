"""Alerts on the ground of every map: each area by the gravest that is meant for it, beside the words."""

from datetime import date, timedelta

import pytest
from django.test import Client

from tests.town import Town
from tinhso.citizen.alerts import alert_map as alert_maps
from tinhso.citizen.models import Alert, AlertArea
from tinhso.citizen.tests.life_makers import NOW
from tinhso.kernel.places.areas import Areas, PlacesOfADay, UnitArea
from tinhso.kernel.site import clock

pytestmark = pytest.mark.django_db
RING = (((105.0, 20.0), (106.0, 20.0), (105.0, 21.0)),)
LATER = 900_001


@pytest.fixture
def mapped_town(town: Town, monkeypatch):
    """Two areas: one that the town's first commune became a part of, and the second commune."""
    areas = [
        UnitArea(LATER, "1", "Phường Mới", 105.2, 20.2, None, RING),
        UnitArea(town.other_commune.pk, "2", "Phường Hàm Rồng", 105.6, 20.4, None, RING),
    ]
    before = {LATER: (town.commune.pk,)}
    places = PlacesOfADay(Areas(areas, True, "", date(2025, 7, 1)), before, {}, {}, {})
    monkeypatch.setattr(alert_maps, "places_of_day", lambda day: places)
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return town


def warn(code: str, level: int | None, *units) -> Alert:
    times = {"begins_at": NOW, "issued_at": NOW, "expires_at": NOW + timedelta(days=1)}
    made = Alert.objects.create(
        code=code, kind="weather", risk_level=level, severity="severe", weight=level or 1, headline=f"Mưa {code}",
        text="Mưa to", source="Đài", state="issued", **times,
    )  # fmt: skip
    AlertArea.objects.bulk_create([AlertArea(alert=made, unit=unit) for unit in units])
    return made


def test_an_area_bears_its_gravest_alert_also_where_its_commune_became_another(mapped_town):
    warn("CB-1", 1, mapped_town.commune, mapped_town.other_commune)
    warn("CB-3", 3, mapped_town.commune)
    page = Client().get("/canh-bao/").content.decode()
    assert 'class="map-shade risk-3" d="' in page and "<title>Phường Mới: Mưa CB-3</title>" in page
    assert "<title>Phường Hàm Rồng: Mưa CB-1</title>" in page
    assert page.count('<rect class="map-shade risk-') == 2  # the legend, in words beside
    alone = Client().get("/canh-bao/CB-3/").content.decode()
    assert "Phường Mới: Mưa CB-3" in alone and "Phường Hàm Rồng: Mưa" not in alone


def test_an_alert_for_the_whole_province_is_told_in_words_and_hides_no_other(mapped_town):
    warn("CB-9", None)
    assert '<svg class="ground"' not in Client().get("/canh-bao/CB-9/").content.decode()
    warn("CB-2", 2, mapped_town.commune)
    page = Client().get("/canh-bao/").content.decode()
    assert page.count('<path class="map-shade') == 1 and "Toàn tỉnh" in page and "cảnh báo khác" not in page


def test_without_an_alert_or_without_areas_there_is_no_map(mapped_town, monkeypatch):
    assert '<svg class="ground"' not in Client().get("/canh-bao/").content.decode()
    nothing = PlacesOfADay(Areas([], True, "", None), {}, {}, {}, {})
    monkeypatch.setattr(alert_maps, "places_of_day", lambda day: nothing)
    warn("CB-1", 1, mapped_town.commune)
    for page in ("/canh-bao/", "/canh-bao/CB-1/"):
        answer = Client().get(page)
        assert answer.status_code == 200 and '<svg class="ground"' not in answer.content.decode()


def test_the_map_of_reports_shows_where_alerts_are_below_its_pins(mapped_town, monkeypatch):
    monkeypatch.setattr("tinhso.citizen.public_pages.report_map.places_of_day", alert_maps.places_of_day)
    warn("CB-3", 3, mapped_town.commune)
    page = Client().get("/phan-anh/ban-do/").content.decode()
    assert (
        "<title>Phường Mới: Mưa CB-3</title>" in page and 'href="/canh-bao/">Cảnh báo đang hiệu lực' in page
    )
