"""The map page, drawn by the server: pins with numbers, a part of the province, the list beside it, overdue ones, pictures."""

from datetime import timedelta

import pytest
from django.test import Client

from tinhso.casework.public import Case
from tinhso.citizen.desk.actions.set_visibility import hide_report, withhold_photo
from tinhso.citizen.models import Report, ReportPhoto
from tinhso.citizen.public_pages.public_list import Filter
from tinhso.citizen.public_pages.report_map import open_counts, report_map
from tinhso.citizen.reports.published_pictures import pictures_of
from tinhso.citizen.tests.makers import picture, send, set_up
from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.files.public import Kind, store_made, sweep_pictures
from tinhso.kernel.places.models import AdminUnit
from tinhso.kernel.site import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def published(town):
    """Three published reports in the town and one in the hills; communes have centres."""
    AdminUnit.objects.filter(pk=town.commune.pk).update(lat=19.8067, lon=105.7852, area_km2=25)
    AdminUnit.objects.filter(pk=town.other_commune.pk).update(lat=20.5, lon=104.7, area_km2=120)
    AdminUnit.objects.communes().filter(lat=None).update(lat=19.5, lon=105.5, area_km2=40)
    category, now = set_up(town), clock.now()
    for n in range(3):
        send(town, category, now=now - timedelta(days=n), lat=19.8067 + n / 10_000)
    send(town, category, now=now, commune=town.other_commune, lat=20.5, lon=104.7)
    Report.objects.update(visibility="published", published_at=now)
    return list(Report.objects.order_by("pk"))


def test_pins_carry_number_name_and_a_way_closer(published, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        page = Client().get("/phan-anh/ban-do/").content.decode()
    assert ">3</text>" in page and "khung=" in page
    assert page.count('id="map-ground"') == 1
    assert "Ranh giới gần đúng" in page
    assert f"/phan-anh/{published[3].case.code}/" in page  # one alone leads to its page


@pytest.mark.long
def test_a_part_of_the_map_shows_what_lies_in_it(published):
    page = Client().get("/phan-anh/ban-do/?khung=105.7,19.7,105.9,19.9").content.decode()
    assert published[0].case.code in page and published[3].case.code not in page
    assert "Cả tỉnh" in page
    for wrong in ("1,2", "a,b,c,d", "106,19,105,20", "105,19,105,19", "-180,-90,180,90"):
        whole = Client().get(f"/phan-anh/ban-do/?khung={wrong}")
        assert whole.status_code == 200 and "Cả tỉnh" not in whole.content.decode()


def test_overdue_ones_are_red_counted_and_narrow_the_list(published):
    now = clock.now()
    Case.objects.filter(pk=published[0].case_id).update(
        due_at=now - timedelta(days=1), first_due_at=now - timedelta(days=1)
    )
    assert open_counts(now) == {"open": 4, "late": 1}
    pins = report_map(Filter(), box=None, now=now, on=now.date()).drawing.pins
    assert sorted(pin.tone for pin in pins) == ["late", "open"]
    page = Client().get("/phan-anh/?trang-thai=late").content.decode()
    assert published[0].case.code in page and published[1].case.code not in page


def test_what_was_closed_long_ago_is_not_on_the_map(published):
    now = clock.now()
    ids = [row.case_id for row in published]
    Case.objects.filter(pk__in=ids).update(state="done", settled_at=now, finished_at=now, outcome="answered")
    Report.objects.filter(pk=published[3].pk).update(sent_at=now - timedelta(days=200))
    found = report_map(Filter(), box=None, now=now, on=now.date())
    assert found.count == 3 and {pin.tone for pin in found.drawing.pins} == {"done"}


def test_without_any_point_the_map_is_there_and_says_so(town):
    set_up(town)
    page = Client().get("/phan-anh/ban-do/").content.decode()
    assert "Chưa có phản ánh nào ở đây." in page


@pytest.fixture
def pictured(published, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    file = store_made(picture(), name="a.jpg", kind=Kind.JPG, by=SYSTEM, now=clock.now())
    photo = ReportPhoto.objects.create(report=published[0], file=file, added_at=clock.now())
    sweep_pictures(now=clock.now())
    return photo


def test_the_list_shows_pictures_until_they_are_withheld(pictured, town, django_capture_on_commit_callbacks):

    (found,) = pictures_of([pictured.report_id])[pictured.report_id]
    assert found.small in Client().get("/phan-anh/").content.decode()
    near = Client().get("/phan-anh/gan-day.json?rong=1&lat=19.807&lon=105.785").json()["reports"]
    assert found.small in [one["picture"] for one in near]
    with django_capture_on_commit_callbacks(execute=True):
        withhold_photo(photo=pictured, hidden=True, by=town.actor("binh"), now=clock.now())
    assert pictures_of([pictured.report_id]) == {}
    assert Client().get(found.small).status_code == 404
    withhold_photo(photo=pictured, hidden=False, by=town.actor("binh"), now=clock.now())
    sweep_pictures(now=clock.now())
    second = pictures_of([pictured.report_id])[pictured.report_id][0]
    reasons = {"ly-do": "Lý do"}
    hide_report(
        report=pictured.report, reason="ly-do", reasons=reasons, by=town.actor("binh"), now=clock.now()
    )
    assert Client().get(second.small).status_code == 404


def test_the_page_without_a_position_offers_communes(client, town):
    page = client.get("/phan-anh/gan-toi/").content.decode()
    assert f'value="{town.commune.code}"' in page
