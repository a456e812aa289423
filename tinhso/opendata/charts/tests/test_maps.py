"""Maps of open data lie on the province's ground, move by links, and show files of GeoJSON too."""

import json
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.test import Client

from tinhso.kernel.files.models import StoredFile
from tinhso.kernel.files.public import store_upload
from tinhso.kernel.people.public import SYSTEM
from tinhso.kernel.places.public import places_of_day
from tinhso.lib.drawing.ground_map import Mark
from tinhso.opendata.charts.map_window import map_window
from tinhso.opendata.conftest import NOW
from tinhso.opendata.models import Distribution
from tinhso.opendata.resources.actions.propose_resource import Proposal, ResourceRefused, propose_resource
from tinhso.opendata.resources.forms import FILES
from tinhso.opendata.tests.version_maker import make_version

pytestmark = pytest.mark.django_db
COLUMNS = [("ten", "Tên", "text"), ("vi_do", "Vĩ độ", "number"), ("kinh_do", "Kinh độ", "number")]


def moved(given, marks):
    return map_window("Thử", marks, QueryDict(given), places_of_day(NOW.date()))


def test_the_window_fits_the_places_and_moves_by_links(town):
    near = [Mark("point", [(105.770, 19.810)], "A"), Mark("point", [(105.775, 19.812)], "B")]
    whole = moved("", [])
    assert whole.drawing.box is None and whole.outside == 0
    close = moved("nhan=ten", near)
    box = close.drawing.box
    assert box.west < 105.770 and box.east > 105.775 and box.south < 19.810 and box.north > 19.812
    links = dict(close.moves)
    assert all("nhan=ten" in url and url.endswith("#ban-do") for url in links.values())
    nearer = moved(links["Phóng to"].removeprefix("?").removesuffix("#ban-do"), near).drawing.box
    assert nearer.east - nearer.west == pytest.approx((box.east - box.west) / 2, abs=1e-3)
    aside = moved(links["Sang trái"].removeprefix("?").removesuffix("#ban-do"), near)
    assert aside.drawing.box.west < box.west and "Vừa đủ các điểm" in dict(aside.moves)
    for odd in (
        "khung=a,b,c,d",
        "khung=1,2,3",
        "khung=nan,1,2,3",
        "khung=95,1,99,2",
        "khung=19,105,19,106",
        "khung=",
    ):
        assert moved(odd, near).drawing.box == box
    assert moved("", [*near, Mark("point", [(19.81, 20.0)], "C")]).outside == 1


def test_the_map_page_has_ground_and_says_what_lies_elsewhere(opened):
    rows = "values ('A & <b>', 19.81, 105.77), ('B', 19.9, 105.8), ('Đổi chỗ', 20.1, 19.81)"
    make_version(opened, f"select * from ({rows}) t(ten, vi_do, kinh_do)", COLUMNS, now=NOW)
    address = f"/du-lieu/{opened.slug}/ban-do/"
    shown = Client().get(f"{address}?kieu=diem&nhan=ten").text
    assert 'svg class="ground"' in shown and shown.count('class="map-point"') == 3
    assert "A &amp; &lt;b&gt;" in shown and "<b>" not in shown.split("<svg", 1)[1].split("</svg>")[0]
    assert "1 điểm nằm ngoài bản đồ của tỉnh" in shown and "Phóng to" in shown
    framed = Client().get(f"/nhung{address}?khung=19.7,105.6,20.0,105.9").text
    assert 'svg class="ground"' in framed and "Phóng to" not in framed
    assert Client().get(f"{address}?kieu=diem&ngay=hom-qua").status_code == 400


def shown_file(opened, content, **more):
    upload = SimpleUploadedFile("vung.geojson", content, "application/geo+json")
    file = store_upload(upload, by=SYSTEM, now=NOW, rules=FILES)
    proposal = Proposal(kind="file", title="Vùng trồng", file_id=file.pk)
    made = propose_resource(dataset=opened, proposal=proposal, by=SYSTEM, now=NOW)
    StoredFile.objects.update(state="clean")
    Distribution.objects.filter(pk=made.pk).update(state="published", **more)
    return made


def test_a_geojson_file_is_shown_with_its_properties_and_limits(opened):
    ring = [[105.7, 19.8], [105.8, 19.8], [105.8, 19.9], [105.7, 19.8]]
    features = [
        {
            "type": "Feature",
            "properties": {"ten": "Khu <1>"},
            "geometry": {"type": "Polygon", "coordinates": [ring]},
        },
        {
            "type": "Feature",
            "properties": {"ten": "Ngược"},
            "geometry": {"type": "Point", "coordinates": [19.8, 105.7]},
        },
    ]
    content = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    made = shown_file(opened, content)
    assert made.findings == [] and made.is_geojson
    address = f"/du-lieu/{opened.slug}/tep/{made.uid}/xem/"
    assert address in Client().get(f"/du-lieu/{opened.slug}/").text
    page = Client().get(address).text
    assert "Vẽ 1 trong 2 đối tượng" in page and "không nằm trên Trái Đất" in page
    assert "Khu &lt;1&gt;" in page and "map-area" in page and "Ngược" in page
    assert Client().get(f"{address}?ngay=xx").status_code == 400
    assert Client().get(f"/du-lieu/{opened.slug}/tep/{uuid4()}/xem/").status_code == 404
    Distribution.objects.filter(pk=made.pk).update(state="withdrawn")
    assert Client().get(address).status_code == 410


def test_broken_geojson_is_refused_and_personal_data_in_it_is_found(opened):
    with pytest.raises(ResourceRefused) as refused:
        shown_file(opened, b'{"type": "FeatureCollection", "features": [')
    assert refused.value.field == "file"
    person = {"ch\\u1ee7": "Nguy\\u1ec5n V\\u0103n An", "cccd": "038090001234"}
    feature = {"type": "Feature", "properties": person, "geometry": None}
    assert shown_file(opened, json.dumps(feature).encode()).findings
