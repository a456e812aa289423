"""What the app is made of: manifest, service worker, icons, pages that a phone may keep."""

import json
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from PIL import Image, ImageChops, ImageStat

from tinhso.citizen.phone_app.emergency import emergency_numbers
from tinhso.citizen.phone_app.shell import FILES, ICONS, worker_script
from tinhso.citizen.tests.makers import as_json, set_up
from tinhso.kernel.site.slots import AreaOutline, AreaOutlines
from tinhso.lib.drawing.drum_icon import draw

pytestmark = pytest.mark.django_db
MARK = "X-Keep-Offline"


def test_the_manifest_has_what_an_installation_asks_for(client, town):
    answer = client.get("/manifest.webmanifest")
    assert answer["Content-Type"] == "application/manifest+json"
    data = json.loads(answer.content)
    assert data["short_name"] == "Mẫu-S" or data["short_name"]
    assert (data["display"], data["scope"], data["lang"]) == ("standalone", "/", "vi")
    for icon in data["icons"]:
        file = finders.find(icon["src"].removeprefix("/static/"))
        with Image.open(str(file)) as picture:
            assert f"{picture.width}x{picture.height}" == icon["sizes"]
    assert {icon["purpose"] for icon in data["icons"]} == {"any", "maskable"}
    assert data["share_target"]["action"] == "/phan-anh/chia-se/"
    for shortcut in data["shortcuts"]:
        assert client.get(shortcut["url"]).status_code == 200


@pytest.mark.parametrize("name", ICONS)
def test_the_icons_are_what_the_code_draws(name):
    kind, size = name.rsplit("-", 1)
    drawn = draw(int(size), maskable=kind == "maskable").convert("RGB")
    with Image.open(str(finders.find(f"citizen/icons/{name}.png"))) as icon:
        difference = ImageStat.Stat(ImageChops.difference(drawn, icon.convert("RGB"))).mean
    assert max(difference) < 2  # a later Pillow may smooth an edge a little differently


def test_the_worker_stands_at_the_root_is_never_kept_and_names_files_that_exist(client):
    answer = client.get("/sw.js")
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("text/javascript; charset=utf-8", "no-cache")
    missing = [name for name in FILES if not finders.find(name) and not name.startswith("fonts/")]
    assert not missing
    assert (
        'importScripts("/static/citizen/store.js", "/static/citizen/outbox.js", "/sw-thong-bao.js")'
        in worker_script()
    )


def test_only_pages_of_nobody_may_be_kept(town):
    set_up(town)
    visitor, an = Client(), town.sign_in(Client(), "an")
    for page in ("/", "/ngoai-tuyen/", "/phan-anh/soan/", "/ung-dung/"):
        assert visitor.get(page)[MARK] == "1", page
        assert MARK not in an.get(page), page
    for page in ("/thong-bao/", "/ho-so/", "/tai-khoan/"):
        assert MARK not in an.get(page), page


def test_a_page_comes_compressed_but_a_persons_not_beside_a_query_of_somebody(town):
    set_up(town)
    visitor, an = Client(headers={"Accept-Encoding": "gzip"}), Client(headers={"Accept-Encoding": "gzip"})
    town.sign_in(an, "an")
    small = visitor.get("/phan-anh/soan/")
    assert small["Content-Encoding"] == "gzip" and len(small.content) < 12_000
    assert an.get("/phan-anh/soan/")["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in an.get("/phan-anh/soan/?x=doan")


def test_a_message_to_a_visitor_is_not_kept(client):
    client.post("/ngon-ngu/", {"language": "vi"})
    assert client.get("/phan-anh/chia-se/").status_code == 405
    answer = client.post("/phan-anh/chia-se/")
    assert answer["Location"] == "/phan-anh/soan/"


def test_the_offline_page_has_the_numbers_that_can_be_dialled(client):
    page = client.get("/ngoai-tuyen/").content.decode()
    for one in emergency_numbers():
        assert f'href="tel:{one.number}"' in page and one.source


def test_public_pages_belong_to_the_app_and_the_desk_does_not(client, town):
    assert 'rel="manifest"' in client.get("/").content.decode()
    desk = town.sign_in(Client(), "binh").get("/can-bo/", follow=True).content.decode()
    assert 'rel="manifest"' not in desk


def test_the_wizard_offers_the_categories_and_communes_of_today(client, town, django_assert_max_num_queries):
    set_up(town)
    client.get("/phan-anh/soan/")
    with django_assert_max_num_queries(8):
        page = client.get("/phan-anh/soan/").content.decode()
    assert 'value="o-ga"' in page and 'data-question="mau" data-required' in page
    assert f'value="{town.commune.code}"' in page


def test_the_key_tells_accounts_apart_and_not_whose_they_are(town):
    word = town.sign_in(Client(), "an").get("/phan-anh/gui/khoa/").json()["owner"]
    assert word and word != town.sign_in(Client(), "dung").get("/phan-anh/gui/khoa/").json()["owner"]
    assert Client().get("/phan-anh/gui/khoa/").json()["owner"] == ""
    assert str(town.an.pk) not in {word} and town.an.username not in word


def test_the_ground_of_the_map_is_geojson(client, town):
    data = client.get("/phan-anh/ban-do/nen.json").json()
    assert data["type"] == "FeatureCollection"


def test_the_ground_of_the_map_is_borders_where_somebody_keeps_them(client, town, monkeypatch):
    ring = [[105.0, 19.0], [106.0, 19.0], [106.0, 20.0], [105.0, 19.0]]
    here = (town.commune.code, town.commune.name)
    outlines = [
        AreaOutline(*here, "M0 0Z", 9, "nguồn thử", lambda: [ring]),
        AreaOutline("1", "Xã của tỉnh khác", "M0 0Z", 9, "nguồn thử", lambda: [ring]),
        AreaOutline("2", "Xã Không", "", 9),
    ]
    monkeypatch.setattr("tinhso.kernel.places.areas.all_of", lambda kind: [AreaOutlines(lambda: outlines)])
    data = client.get("/phan-anh/ban-do/nen.json").json()
    assert data["source"].startswith("Ranh giới 1 xã, phường")
    areas = [one["properties"]["name"] for one in data["features"] if one["properties"]["kind"] == "area"]
    assert areas == [town.commune.name]
    assert data["features"][0]["geometry"]["coordinates"] == [[ring]]


LATER = {  # than Chrome 80
    *(
        "??=",
        "||=",
        "&&=",
        ".at(",
        ".replaceAll(",
        ".replaceChildren(",
        "structuredClone(",
        "crypto.randomUUID",
    ),
    *(".hasOwn(", "Promise.any(", "AbortSignal.timeout(", ".toSorted(", ".findLast(", "static {"),
    *("class ", "#private"),
}
SCRIPTS = ("citizen/app.js", "site/tinhso.js", "notices/push.js")


@pytest.mark.parametrize("name", SCRIPTS)
def test_scripts_use_nothing_that_the_baseline_browser_lacks(name):
    """Chrome 80: none of these words in any script of the same folder; classes, whose fields came later, not at all."""
    files = list(Path(str(finders.find(name))).parent.glob("*.js"))
    assert files
    for file in files:
        text = re.sub(r"/\*.*?\*/", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert not [word for word in LATER if word in text], file.name


def test_the_styles_of_the_app_use_nothing_that_the_baseline_browser_lacks():
    """Chrome 80 knows no gap between flex boxes, no layers, no nesting."""
    for file in Path(str(finders.find("citizen/reports.css"))).parent.glob("*.css"):
        text = file.read_text(encoding="utf-8")
        assert not re.search(r"@layer|@container|:has\(|:is\(|:where\(|inset:|aspect-ratio:|(?m:^\s*&)", text)
        for rule in re.findall(r"\{([^{}]*)\}", text):
            assert not ("flex" in rule and re.search(r"(?<!grid-)gap:", rule)), file.name


def test_what_is_typed_reaches_the_desk_by_the_outbox(town):
    """The shape that `outbox.js` sends is the one that the server reads."""
    set_up(town)
    client = town.sign_in(Client(), "an")
    body = {
        "key": "7a4e1d00-0000-4000-8000-0000000000aa",
        "category": "o-ga",
        "description": "Sâu",
        "address": "",
        "commune": town.commune.code,
        "lat": None,
        "lon": None,
        "attributes": {},
        "anonymous": True,
        "photos": [],
    }
    first, second = (as_json(client, "/phan-anh/gui/don/", body) for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json()["code"] == second.json()["code"]
