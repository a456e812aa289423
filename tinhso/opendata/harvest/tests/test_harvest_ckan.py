"""A CKAN portal as it really answers (version 2.10): pages, extras, nulls, resources without an address, hostile ones."""

import json
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings

from tinhso.kernel.people.public import SYSTEM
from tinhso.lib.messages.public_fetch import AddressRefused
from tinhso.opendata.harvest import reading as harvest_reading
from tinhso.opendata.harvest.actions.enter_source import SourceRefused, enter_source
from tinhso.opendata.harvest.actions.harvest_source import harvest_source
from tinhso.opendata.harvest.reading import read_source
from tinhso.opendata.harvest.record import HarvestFailed
from tinhso.opendata.models import Dataset, Harvested, HarvestSource
from tinhso.opendata.tests.makers import NOW, publishers

pytestmark = pytest.mark.django_db
PORTAL = "https://data.kia.vn"
OFFICE = {
    "id": "8f2b3c1a-0d6e-4c53-9d0c-6a3b1f1f4b10",
    "name": "so-y-te",
    "title": "Sở Y tế",
    "type": "organization",
    "description": "",
    "image_url": "",
    "created": "2022-03-01T02:11:09.123456",
    "is_organization": True,
    "approval_status": "approved",
    "state": "active",
}


def resource(number, **more):
    return {
        "cache_last_updated": None,
        "cache_url": None,
        "created": "2024-01-02T03:04:05.678901",
        "datastore_active": True,
        "datastore_contains_all_records_of_source_file": True,
        "description": "",
        "format": "CSV",
        "hash": "",
        "id": f"res-{number}",
        "last_modified": "2024-01-02T03:04:05.600000",
        "metadata_modified": "2024-01-02T03:04:05.700000",
        "mimetype": "text/csv",
        "mimetype_inner": None,
        "name": f"Bảng {number}",
        "package_id": f"pkg-{number}",
        "position": 0,
        "resource_type": None,
        "size": 5120,
        "state": "active",
        "url": f"{PORTAL}/dataset/pkg-{number}/resource/res-{number}/download/bang-{number}.csv",
        "url_type": "upload",
    } | more


def package(number, **more):
    return {
        "author": None,
        "author_email": None,
        "creator_user_id": "3a1f…",
        "id": f"pkg-{number}",
        "isopen": True,
        "license_id": "cc-by",
        "license_title": "Creative Commons Attribution",
        "license_url": "http://www.opendefinition.org/licenses/cc-by",
        "maintainer": "",
        "maintainer_email": None,
        "metadata_created": "2024-01-02T03:04:05.000001",
        "metadata_modified": "2024-02-02T03:04:05.000001",
        "name": f"bo-du-lieu-{number}",
        "notes": "Cơ sở khám bệnh\r\n\r\n**theo huyện**",
        "num_resources": 1,
        "num_tags": 1,
        "organization": OFFICE,
        "owner_org": OFFICE["id"],
        "private": False,
        "state": "active",
        "title": f"Cơ sở khám bệnh {number}",
        "type": "dataset",
        "url": "https://soyte.kia.vn/",
        "version": None,
        "extras": [{"key": "spatial", "value": '{"type": "Point"}'}, {"key": "rong", "value": None}],
        "groups": [{"id": "g", "name": "y-te", "title": "Y tế", "display_name": "Y tế", "description": ""}],
        "resources": [resource(number)],
        "tags": [
            {"display_name": "y tế", "id": "t", "name": "y tế", "state": "active", "vocabulary_id": None}
        ],
        "relationships_as_subject": [],
        "relationships_as_object": [],
    } | more


@pytest.fixture
def portal(monkeypatch):
    """`portal.packages` as `package_search` gives them, never more than a page of 100; `portal.asked` what was asked."""
    found = SimpleNamespace(packages=[], asked=[], answer=None)

    def fetch(url, *, limits, local, accept):
        found.asked.append(url)
        asked = parse_qs(urlsplit(url).query)
        start, rows = int(asked["start"][0]), min(int(asked["rows"][0]), 100)
        result = {
            "count": len(found.packages),
            "facets": {},
            "results": found.packages[start : start + rows],
            "sort": "score desc, metadata_modified desc",
            "search_facets": {},
        }
        answer = {"help": f"{PORTAL}/api/3/action/help_show?name=package_search", "success": True}
        body = found.answer or json.dumps(answer | {"result": result}).encode()
        return SimpleNamespace(url=url, media_type="application/json"), body

    monkeypatch.setattr(harvest_reading, "fetch", fetch)
    return found


@pytest.fixture
def cast(town, tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "OPEN_DATA_ROOT", tmp_path)
    monkeypatch.setattr("tinhso.kernel.site.clock.now", lambda: NOW)
    return publishers(town)


def source_at(cast, url=PORTAL):
    given = {"title": "Cổng kia", "kind": "ckan", "theme": "y-te", "days": 7}
    return enter_source(agency=cast.town.agency_a, url=url, by=cast.dao, now=NOW, **given)


def run(source):
    return harvest_source(source=source, by=SYSTEM, now=NOW)


def read(packages, portal):
    portal.packages = packages
    return read_source(HarvestSource(kind="ckan", url=PORTAL))


def test_an_answer_of_ckan_becomes_drafts_with_their_table(cast, portal):
    portal.packages = [package(1), package(2, organization=None, owner_org=None, notes=None, url=None)]
    source = source_at(cast)
    assert run(source) == {"make": 2}
    first, second = Dataset.objects.filter(harvested__source=source).order_by("title")
    assert first.keywords == ["y tế"] and "theo huyện" in first.description
    assert "Sở Y tế" in first.provenance and "opendefinition.org/licenses/cc-by" in first.provenance
    assert first.intakes.get().url.endswith("/download/bang-1.csv")
    assert "không nêu" in second.provenance and second.description == second.title
    assert run(source) == {"keep": 2}


def test_one_home_page_or_guide_for_all_makes_no_dataset_a_double(cast, portal):
    """Offices give their own first page, and the same guide, with each of their datasets."""
    guide = resource("g", id="g", format="PDF", url=f"{PORTAL}/huong-dan.pdf", mimetype=None, hash="5d41402a")
    page = f"{PORTAL}/so-y-te/gioi-thieu"
    portal.packages = [
        *(package(n, resources=[resource(n), guide]) for n in (1, 2)),
        *(package(n, url=page) for n in (3, 4)),
    ]
    source = source_at(cast)
    assert run(source) == {"make": 4}
    for one in portal.packages:  # the portal was set up anew
        one["id"] = f"new-{one['id']}"
    assert run(source) == {"keep": 4} and Harvested.objects.count() == 4
    portal.packages = [package(9, title="Trạm y tế", url=page), *portal.packages[:2]]
    assert run(source) == {"make": 1, "keep": 2, "missing": 2}


def test_what_a_portal_leaves_out_or_writes_wrongly_stops_nothing(cast, portal):
    portal.packages = [
        package(1, url="http://[::1", resources=[resource(1, url="http://[x/a.csv")]),
        package(2, resources=[resource(2, url=""), resource(3, url=None), "x", None]),
        package(3, resources=[resource(3, url=f"  {PORTAL}/ba.csv ", size=10**30, format=None, name=None)]),
        package(4, extras=None, tags=None, resources=None, title="", name="bon"),
        {"id": 5, "title": ["x"], "resources": {}, "organization": "Sở", "extras": [{"key": ["a"]}]},
        *("x", None, 7),
    ]
    source = source_at(cast)
    assert run(source) == {"make": 5}
    found = {one.remote_id: one for one in Harvested.objects.select_related("dataset")}
    assert not found["pkg-1"].dataset.landing_page and not found["pkg-2"].dataset.intakes.exists()
    assert found["pkg-3"].dataset.intakes.get().url == f"{PORTAL}/ba.csv"
    assert found["pkg-4"].dataset.title == "bon" and found["5"].dataset.title == "(không tên)"


def test_pages_are_turned_to_the_end(portal):
    records = read([package(n) for n in range(230)], portal)
    assert len(records) == 230 and len({one.remote_id for one in records}) == 230
    assert [parse_qs(urlsplit(one).query)["start"] for one in portal.asked] == [
        ["0"],
        ["100"],
        ["200"],
        ["300"],
    ]


@pytest.mark.parametrize(
    "end", ["", "/", "/dataset", "/dataset/?q=x", "/api/3", "/api/3/action/package_search"]
)
def test_whichever_page_of_a_portal_is_named_is_understood(portal, end):
    portal.packages = [package(1)]
    read_source(HarvestSource(kind="ckan", url=PORTAL + end))
    assert portal.asked[0].startswith(f"{PORTAL}/api/3/action/package_search?")


@pytest.mark.parametrize(
    "answer",
    [
        {"success": False, "error": {"__type": "Authorization Error", "message": "Access denied"}},
        {"success": True, "result": []},
        [],
        "x",
        None,
    ],
)
def test_an_answer_that_is_none_is_a_failure_in_words(portal, answer):
    portal.answer = json.dumps(answer).encode()
    with pytest.raises(HarvestFailed, match="giao diện CKAN"):
        read_source(HarvestSource(kind="ckan", url=PORTAL))
    portal.answer = b'{"result": {"results": null}}'
    with pytest.raises(HarvestFailed, match="Không thấy"):
        read_source(HarvestSource(kind="ckan", url=PORTAL))


def test_a_source_inside_our_network_is_refused_in_words_and_marks_nothing(cast, monkeypatch):
    """Where it is entered; and where the name was public then and leads inside when it is called, or redirects there."""
    with pytest.raises(SourceRefused, match="mạng nội bộ"):
        source_at(cast, "http://127.0.0.1:9000")
    source = source_at(cast)
    source.url = "http://127.0.0.1:9000"
    source.save(update_fields=["url"])
    assert run(source) == {}
    source.refresh_from_db()
    assert "mạng nội bộ" in source.message and source.ran_at == NOW

    def moved(url, **more):
        raise AddressRefused("Địa chỉ này dẫn vào mạng nội bộ hoặc mạng riêng nên không được gọi.")

    monkeypatch.setattr(harvest_reading, "fetch", moved)
    with pytest.raises(HarvestFailed, match="mạng nội bộ"):
        read_source(source)
