"""The catalogue for other programs: DCAT-AP, Croissant, schema.org, feeds, the map of addresses."""

import json
import xml.etree.ElementTree as ET

import pytest
from django.test import Client
from pyshacl import validate
from rdflib import Graph, Namespace
from rdflib.namespace import DCAT, RDF

from tinhso.opendata.catalogue.tests.dcat_shapes import shapes
from tinhso.opendata.models import Dataset

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated"),  # in rdflib's parser of JSON-LD
    pytest.mark.filterwarnings("ignore::DeprecationWarning:pyshacl"),
]
PAGE = "/du-lieu/xa-cua-thi-tran/"
NASTY = 'A<script>alert(1)</script>"&\x0b=cmd|x'


def get(address, **headers):
    return Client().get(address, headers=headers)


def conforms(graph):
    found, _graph, words = validate(graph, shacl_graph=shapes(), advanced=False, inplace=True)
    assert found, words


@pytest.mark.long
@pytest.mark.parametrize(("kind", "name"), [("ttl", "turtle"), ("rdf", "xml"), ("jsonld", "json-ld")])
def test_catalogue_and_dataset_conform_to_the_profile_whatever_is_typed(opened, kind, name):
    Dataset.objects.update(title=NASTY, description=NASTY, keywords=[NASTY], contact_email="a+b@x.vn")
    whole = Graph().parse(data=get(f"/dcat/catalog.{kind}").content, format=name)
    assert len(list(whole.subjects(RDF.type, DCAT.Dataset))) == 1
    conforms(whole)
    conforms(Graph().parse(data=get(f"/du-lieu/xa-cua-thi-tran.{kind}").content, format=name))
    paged = Graph().parse(data=get(f"/dcat/catalog.{kind}?page=1").content, format=name)
    conforms(paged)
    assert "hydra" in get("/dcat/catalog.ttl?page=1").content.decode()


def test_a_page_that_is_not_there_and_a_kind_that_is_not_there_are_not_found(opened):
    for address in (
        "/dcat/catalog.ttl?page=2",
        "/dcat/catalog.ttl?page=0",
        "/dcat/catalog.ttl?page=x",
        "/dcat/catalog.exe",
    ):
        assert get(address).status_code == 404
    for address in (PAGE + "phien-ban.exe", "/du-lieu/moi.exe", "/du-lieu/khong-co/croissant.json"):
        assert get(address).status_code == 404


def test_an_empty_catalogue_conforms_too(draft):
    conforms(Graph().parse(data=get("/dcat/catalog.ttl").content, format="turtle"))


@pytest.mark.parametrize(
    ("accept", "where"),
    [
        ("text/turtle", ".ttl"),
        ("application/rdf+xml;q=0.9, text/html;q=0.1", ".rdf"),
        ("application/ld+json", ".jsonld"),
    ],
)
def test_a_program_that_asks_for_rdf_is_sent_to_it(opened, accept, where):
    for page, name in (
        (PAGE, "/du-lieu/xa-cua-thi-tran"),
        ("/du-lieu/", "/dcat/catalog"),
        ("/dcat/catalog", "/dcat/catalog"),
    ):
        answer = get(page, accept=accept)
        assert (answer.status_code, answer["Location"]) == (303, name + where)
        assert "Accept" in answer["Vary"]


def test_a_browser_gets_the_page(opened):
    for accept in ("text/html,application/xhtml+xml,*/*;q=0.8", "*/*", ""):
        assert get(PAGE, accept=accept).status_code == 200


def test_croissant_and_schema_org_name_files_and_columns(opened):
    found = json.loads(get(PAGE + "croissant.json").content)
    assert found["conformsTo"] == "http://mlcommons.org/croissant/1.0"
    assert [f["name"] for f in found["recordSet"][0]["field"]][:2] == ["ma", "ten_xa"]
    assert all(f["contentUrl"].startswith("http://testserver/du-lieu/") for f in found["distribution"])
    assert json.loads(get(PAGE + "schema-org.json").content)["@type"] == "Dataset"


def test_what_search_engines_read_cannot_end_its_own_script(opened):
    Dataset.objects.update(title="</script><img src=x onerror=alert(1)>")
    page = get(PAGE).content.decode()
    block = page.split('<script type="application/ld+json">')[1].split("</script>")[0]
    assert json.loads(block)["name"] == "</script><img src=x onerror=alert(1)>"
    assert "<img src=x" not in page


ATOM = "{http://www.w3.org/2005/Atom}"


def test_feeds_are_well_made_whatever_is_typed(opened):
    Dataset.objects.update(title=NASTY, description=NASTY)
    atom = ET.fromstring(get("/du-lieu/moi.atom").content)
    assert atom.tag == ATOM + "feed" and all(
        atom.find(ATOM + tag) is not None for tag in ("id", "title", "updated")
    )
    entry = atom.find(ATOM + "entry")
    assert entry is not None and all(
        entry.find(ATOM + t) is not None for t in ("id", "title", "updated", "link")
    )
    rss = ET.fromstring(get("/du-lieu/moi.rss").content)
    assert rss.attrib["version"] == "2.0" and rss.find("channel/item/guid") is not None
    for kind in ("atom", "rss"):
        assert ET.fromstring(get(PAGE + f"phien-ban.{kind}").content) is not None


def test_the_map_of_addresses_lists_every_open_dataset(opened):
    urls = ET.fromstring(get("/du-lieu/sitemap.xml").content)
    assert any(one[0].text == "http://testserver" + PAGE for one in urls)


@pytest.mark.parametrize(("kind", "name"), [("rdf", "xml"), ("jsonld", "json-ld"), ("ttl", "turtle")])
def test_the_pages_of_the_catalogue_lead_to_each_other_in_one_kind(opened, monkeypatch, kind, name):
    monkeypatch.setattr("tinhso.opendata.catalogue.views.dcat.PAGE", 1)
    copy = Dataset.objects.get()
    copy.pk, copy.slug, copy.table = None, "ban-khac", None
    copy.save()
    graph = Graph().parse(data=get(f"/dcat/catalog.{kind}?page=1").content, format=name)
    hydra = Namespace("http://www.w3.org/ns/hydra/core#")
    [following] = graph.objects(None, hydra.next)
    assert str(following).endswith(f"/dcat/catalog.{kind}?page=2")
    assert [int(one) for one in graph.objects(None, hydra.itemsPerPage)] == [1]
