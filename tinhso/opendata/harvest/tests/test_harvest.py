"""Catalogues elsewhere: read by kind, nothing twice, no loop, what vanished is marked, hostile ones refused."""

import http.server
import json
import threading

import pytest
from django.conf import settings

from tinhso.kernel.people.public import SYSTEM
from tinhso.opendata.dataset.permissions import OpenDataForbidden
from tinhso.opendata.harvest.actions.enter_source import SourceRefused, enter_source
from tinhso.opendata.harvest.actions.harvest_source import harvest_source
from tinhso.opendata.harvest.plan import plan_of
from tinhso.opendata.harvest.reading import read_source
from tinhso.opendata.harvest.record import HarvestFailed
from tinhso.opendata.models import Dataset, Harvested, Intake
from tinhso.opendata.tests.makers import NOW, publishers

pytestmark = pytest.mark.django_db
TURTLE = """
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
<http://kia.vn/a> a dcat:Dataset ; dct:title "Market"@en, "Chợ huyện"@vi ; dct:description "Các chợ" ;
  dcat:keyword "chợ" ; dct:publisher <http://kia.vn/so> ; dct:identifier "cho-1" ;
  dcat:theme <http://publications.europa.eu/resource/authority/data-theme/HEAL> ;
  dct:license <https://creativecommons.org/licenses/by/4.0/> ;
  dcat:distribution [ dcat:downloadURL <http://kia.vn/a.csv> ; dcat:mediaType <http://www.iana.org/assignments/media-types/text/csv> ],
    [ dcat:accessURL <http://kia.vn/a.pdf> ; dct:title "Hướng dẫn" ] .
<http://kia.vn/so> a foaf:Agent ; foaf:name "Sở Kia" .
<http://kia.vn/b> a dcat:Dataset ; dct:title "Của ta" ; dct:description "x" ; dcat:landingPage <http://testserver.local/du-lieu/x/> .
"""


def package(number, **more):
    return {
        "id": f"id-{number}",
        "name": f"bo-{number}",
        "title": f"Bộ {number}",
        "notes": "<script>alert(1)</script>",
        "organization": {"title": "Sở Kia"},
        "tags": [{"name": "a"}],
        "resources": [{"id": f"r{number}", "url": f"http://kia.vn/{number}.csv", "format": "CSV"}],
        **more,
    }


class Elsewhere(http.server.BaseHTTPRequestHandler):
    answers: dict[str, tuple[str, bytes]] = {}
    packages: list[dict] = []

    def do_GET(self):
        path = self.path.partition("?")[0]
        if path == "/api/3/action/package_search":
            start = int(self.path.partition("start=")[2])
            found = self.packages[start : start + 100]
            kind, content = (
                "application/json",
                json.dumps({"success": True, "result": {"results": found}}).encode(),
            )
        else:
            kind, content = self.answers.get(path, ("text/plain", b""))
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *words):
        pass


@pytest.fixture(scope="module")
def server():
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere) as found:
        threading.Thread(target=found.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{found.server_port}"
        found.shutdown()


@pytest.fixture
def cast(town, tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "OPEN_DATA_ROOT", tmp_path)
    monkeypatch.setattr(settings, "FETCH_LOCAL", True)
    monkeypatch.setattr(settings, "SITE_URL", "http://testserver.local")
    monkeypatch.setattr("tinhso.kernel.site.clock.now", lambda: NOW)
    return publishers(town)


def source_at(cast, url, kind="ckan"):
    given = {"title": "Cổng kia", "kind": kind, "theme": "xa-hoi", "days": 7}
    return enter_source(agency=cast.town.agency_a, url=url, by=cast.dao, now=NOW, **given)


def run(source):
    counts = harvest_source(source=source, by=SYSTEM, now=NOW)
    source.refresh_from_db()
    return counts


def test_ckan_is_taken_over_and_a_second_run_changes_nothing(cast, server):
    Elsewhere.packages = [package(1), package(2)]
    source = source_at(cast, server)
    assert [str(one.deed) for one in plan_of(source, read_source(source))] == ["make", "make"]
    assert not Harvested.objects.exists(), "a preview writes nothing"
    assert run(source) == {"make": 2}
    made = Dataset.objects.get(title="Bộ 1")
    assert (made.state, made.theme.code) == ("draft", "xa-hoi") and "Sở Kia" in made.provenance
    assert made.intakes.get().source == Intake.Source.HARVEST
    assert run(source) == {"keep": 2} and Intake.objects.count() == 2


def test_ids_that_change_elsewhere_make_no_duplicate(cast, server):
    Elsewhere.packages = [package(1), package(2)]
    source = source_at(cast, server)
    run(source)
    for one in Elsewhere.packages:
        one["id"] = f"new-{one['id']}"
    assert run(source) == {"keep": 2}
    assert Harvested.objects.filter(remote_id__startswith="new-").count() == 2
    Elsewhere.packages[0]["notes"] = "Mô tả mới"
    assert run(source) == {"change": 1, "keep": 1}
    changed = Dataset.objects.get(title="Bộ 1")
    assert changed.editions.get().content["description"] == "Mô tả mới"


def test_what_vanished_is_marked_and_comes_back(cast, server):
    Elsewhere.packages = [package(1), package(2)]
    source = source_at(cast, server)
    run(source)
    Elsewhere.packages = [package(1)]
    assert run(source) == {"keep": 1, "missing": 1}
    missing = Harvested.objects.get(remote_id="id-2")
    assert missing.missing_since == NOW and Dataset.objects.filter(pk=missing.dataset_id).exists()
    Elsewhere.packages = []
    run(source)
    assert "Không thấy bộ dữ liệu nào" in source.message
    assert Harvested.objects.get(remote_id="id-1").missing_since is None, "an outage marks nothing"
    Elsewhere.packages = [package(1), package(2)]
    run(source)
    assert Harvested.objects.get(remote_id="id-2").missing_since is None


def test_loops_and_what_another_source_has_are_left_out(cast, server):
    Elsewhere.packages = [
        package(1, url="http://testserver.local/du-lieu/a/"),
        package(2, extras=[{"key": "harvest_url", "value": "http://testserver.local/dcat/catalog.ttl"}]),
        package(3, extras=[{"key": "identifier", "value": "x"}]),
        package(4, title="Khác", extras=[{"key": "identifier", "value": "x"}]),
    ]
    source = source_at(cast, server)
    assert run(source) == {"loop": 2, "make": 1, "twice": 1}
    other = source_at(cast, f"{server}/")
    assert run(other) == {"loop": 2, "twice": 2}


def test_our_own_address_is_no_source_and_only_the_data_officer_names_one(cast, server):
    with pytest.raises(SourceRefused, match="chính cổng này"):
        source_at(cast, "http://testserver.local/")
    with pytest.raises(SourceRefused):
        source_at(cast, "ftp://kia.vn/")
    with pytest.raises(OpenDataForbidden):
        enter_source(
            agency=cast.town.agency_a,
            title="x",
            kind="ckan",
            url=server,
            theme="y-te",
            days=7,
            by=cast.emi,
            now=NOW,
        )


def test_dcat_as_turtle(cast, server):
    Elsewhere.answers = {"/c.ttl": ("text/turtle", TURTLE.encode())}
    source = source_at(cast, f"{server}/c.ttl", "dcat")
    assert run(source) == {"make": 1, "loop": 1}
    made = Dataset.objects.get(title="Chợ huyện")
    assert (made.theme.code, made.licence.code, made.keywords) == ("y-te", "cc-by-4.0", ["chợ"])
    assert [one.title for one in made.distributions.all()] == ["Hướng dẫn"]


NAMELESS = """
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
[] a dcat:Dataset ; dct:title "Chợ phiên" ; dct:identifier "cho-9" ; dcat:theme [ rdfs:label "Kinh tế" ] ;
  dct:publisher [ a rdfs:Resource ] ; dct:accrualPeriodicity [ rdfs:label "year" ] ; dct:source [ ] ;
  dcat:distribution [ dcat:accessURL <http://kia.vn/9> ; dct:format [ a dct:IMT ; rdf:value "CSV" ] ; dcat:mediaType "text/csv" ] .
"""


def test_what_has_no_address_in_a_catalogue_is_known_by_its_words_at_every_reading(cast, server):
    Elsewhere.answers = {"/n.ttl": ("text/turtle", NAMELESS.encode())}
    source = source_at(cast, f"{server}/n.ttl", "dcat")
    [first], [second] = read_source(source), read_source(source)
    assert first == second
    assert (first.remote_id, first.theme, first.publisher, first.origins) == ("cho-9", "Kinh tế", "", ())
    assert (first.files[0].format, first.files[0].media_type) == ("CSV", "text/csv")
    Elsewhere.answers = {"/n.ttl": ("text/turtle", NAMELESS.replace('"cho-9"', '"cho-9').encode())}
    with pytest.raises(HarvestFailed, match=r"dòng \d"):
        read_source(source)


@pytest.mark.long
@pytest.mark.parametrize(
    ("kind", "content", "words"),
    [
        ("application/ld+json", b'{"@context": "http://169.254.169.254/x", "@id": "a"}', "JSON-LD"),
        ("application/ld+json", b'{"@context": [{"@import": "http://10.0.0.1/"}]}', "JSON-LD"),
        ("application/ld+json", b'{"@context": [["http://10.0.0.1/"]], "@id": "a"}', "JSON-LD"),
        ("application/ld+json", b'{"@context": {"t": {"@context": [[["file:///x"]]]}}, "t": {}}', "JSON-LD"),
        (
            "application/rdf+xml",
            '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'.encode(
                "utf-16"
            ),
            "DOCTYPE",
        ),
        (
            "application/rdf+xml",
            b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
            "DOCTYPE",
        ),
        ("application/rdf+xml", b"<?xml version='1.0'?><a>", "RDF"),
        ("text/turtle", b"<a> <b>", "RDF"),
        ("text/turtle", b"\xff\xfe\x00", "RDF"),
    ],
)
def test_hostile_rdf_is_refused_in_words(cast, server, kind, content, words):
    Elsewhere.answers = {"/x": (kind, content)}
    with pytest.raises(HarvestFailed, match=words):
        read_source(source_at(cast, f"{server}/x", "dcat"))


def test_dcat_as_json_ld_and_rdf_xml(cast, server):
    from rdflib import Graph

    graph = Graph().parse(data=TURTLE, format="turtle")
    types = {"/c.rdf": ("application/rdf+xml", "xml"), "/c.jsonld": ("application/ld+json", "json-ld")}
    Elsewhere.answers = {
        path: (kind, graph.serialize(format=form).encode()) for path, (kind, form) in types.items()
    }
    for path in types:
        records = read_source(source_at(cast, f"{server}{path}", "dcat"))
        assert {one.title for one in records} == {"Chợ huyện", "Của ta"}


def test_a_plain_list_of_files(cast, server):
    content = "# ghi chú\nhttp://kia.vn/a.csv\tSố liệu A\nb.xlsx,Số liệu B\njavascript:alert(1)\n".encode()
    Elsewhere.answers = {"/list.txt": ("text/plain", content)}
    records = read_source(source_at(cast, f"{server}/list.txt", "files"))
    assert [(one.title, one.files[0].url) for one in records] == [
        ("Số liệu A", "http://kia.vn/a.csv"),
        ("Số liệu B", f"{server}/b.xlsx"),
    ]


@pytest.mark.long
def test_the_pages_show_a_preview_and_run_it_by_a_job(cast, server, client):
    Elsewhere.packages = [package(1)]
    source = source_at(cast, server)
    cast.town.sign_in(client, "emi")
    page = client.get(f"/can-bo/du-lieu-mo/nguon/{source.pk}/?xem-truoc=1")
    assert "tạo mới" in page.content.decode() and b"<script>alert" not in page.content
    assert client.post(f"/can-bo/du-lieu-mo/nguon/{source.pk}/").status_code == 403
    assert client.get("/can-bo/du-lieu-mo/nguon/").status_code == 200
    cast.town.sign_in(client, "bao")
    assert client.get(f"/can-bo/du-lieu-mo/nguon/{source.pk}/").status_code in (403, 404)


TWINS = """
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> . @prefix foaf: <http://xmlns.com/foaf/0.1/> .
[] a dcat:Dataset ; dct:title "Chợ" ; dct:description "Năm 2023" ; dct:publisher [ foaf:name "Sở Kia" ] ;
  dcat:distribution [ dcat:downloadURL <http://kia.vn/2023.csv> ] .
"""


def test_two_datasets_of_one_title_without_an_address_are_two(cast, server):
    Elsewhere.answers = {"/t.ttl": ("text/turtle", TWINS.encode())}
    source = source_at(cast, f"{server}/t.ttl", "dcat")
    assert run(source) == {"make": 1}
    second = TWINS.partition("[]")[2].replace("2023", "2024")
    Elsewhere.answers = {"/t.ttl": ("text/turtle", f"{TWINS}[]{second}".encode())}
    assert run(source) == {"keep": 1, "make": 1}
    assert run(source) == {"keep": 2}
    changed = f"{TWINS}[]{second}".replace("Năm 2024", "Năm 2024, bản sửa")
    Elsewhere.answers = {"/t.ttl": ("text/turtle", changed.encode())}
    assert run(source) == {"keep": 1, "change": 1}
    descriptions = Dataset.objects.filter(title="Chợ").values_list("description", flat=True)
    assert sorted(descriptions) == ["Năm 2023", "Năm 2024"]


def test_two_packages_of_one_title_and_office_are_two_and_the_same_one_listed_twice_is_one(cast, server):
    Elsewhere.packages = [
        package(1, title="Chợ"),
        package(2, title="Chợ"),
        package(1, id="id-3", title="Chợ", name="bo-1"),
    ]
    source = source_at(cast, server)
    assert run(source) == {"make": 2, "twice": 1}
    assert run(source) == {"keep": 2, "twice": 1}
