"""The catalogue and its datasets as RDF in the terms of DCAT-AP 3.0.1."""

from collections.abc import Callable, Iterable

from django.urls import reverse
from rdflib import BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF, XSD

from tinhso.opendata.ckan import FORMATS
from tinhso.opendata.models import Dataset

VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
DCATAP = Namespace("http://data.europa.eu/r5r/")
THEMES = "http://publications.europa.eu/resource/authority/data-theme/"
FILES = "http://publications.europa.eu/resource/authority/file-type/"
FREQUENCY = "http://publications.europa.eu/resource/authority/frequency/"
LANGUAGE = URIRef("http://publications.europa.eu/resource/authority/language/VIE")
TYPES = {"csv": "CSV", "json": "JSON", "ndjson": "JSON", "xlsx": "XLSX", "parquet": "PARQUET"}
MEDIA = "https://www.iana.org/assignments/media-types/"
MEDIA_TYPES = {
    "csv": "text/csv",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
}
HOW_OFTEN = {1: "MONTHLY", 3: "QUARTERLY", 6: "BIENNIAL", 12: "ANNUAL"}
Url = Callable[[str], str]


def catalogue_of(datasets: Iterable[Dataset], url: Url, *, title: str) -> Graph:
    """The catalogue with all that is given."""
    graph = _graph()
    catalogue = URIRef(url(reverse("datasets")))
    graph.add((catalogue, RDF.type, DCAT.Catalog))
    graph.add((catalogue, DCTERMS.title, Literal(title, lang="vi")))
    graph.add((catalogue, DCTERMS.description, Literal(f"Dữ liệu mở của {title}", lang="vi")))
    graph.add((catalogue, FOAF.homepage, _document(graph, url(reverse("datasets")))))
    graph.add((catalogue, DCTERMS.language, LANGUAGE))
    graph.add((LANGUAGE, RDF.type, DCTERMS.LinguisticSystem))
    publisher = None
    for dataset in datasets:
        node = add_dataset(graph, dataset, url)
        graph.add((catalogue, DCAT.dataset, node))
        publisher = publisher or graph.value(node, DCTERMS.publisher)
    if publisher is not None:
        graph.add((catalogue, DCTERMS.publisher, publisher))
    return graph


def graph_of(dataset: Dataset, url: Url) -> Graph:
    graph = _graph()
    add_dataset(graph, dataset, url)
    return graph


def _graph() -> Graph:
    graph = Graph()
    for prefix, space in (
        ("dcat", DCAT),
        ("dct", DCTERMS),
        ("foaf", FOAF),
        ("vcard", VCARD),
        ("dcatap", DCATAP),
    ):
        graph.bind(prefix, space)
    return graph


def add_dataset(graph: Graph, dataset: Dataset, url: Url) -> URIRef:
    """A dataset, its publisher, contact, licence and distributions."""
    version = dataset.current
    assert version is not None
    node = URIRef(url(reverse("dataset", args=[dataset.slug])))
    graph.add((node, RDF.type, DCAT.Dataset))
    graph.add((node, DCTERMS.title, Literal(dataset.title, lang="vi")))
    graph.add((node, DCTERMS.description, Literal(dataset.told or dataset.title, lang="vi")))
    graph.add((node, DCTERMS.identifier, Literal(dataset.slug)))
    if dataset.opened_at:
        graph.add((node, DCTERMS.issued, Literal(dataset.opened_at.date(), datatype=XSD.date)))
    graph.add((node, DCTERMS.modified, Literal(version.published_at.date(), datatype=XSD.date)))
    graph.add((node, URIRef(f"{DCAT}version"), Literal(str(version.number))))
    graph.add((node, DCTERMS.language, LANGUAGE))
    graph.add((LANGUAGE, RDF.type, DCTERMS.LinguisticSystem))
    theme = URIRef(THEMES + dataset.theme.eu_theme)
    graph.add((node, DCAT.theme, theme))
    for word in dataset.keywords:
        graph.add((node, DCAT.keyword, Literal(word, lang="vi")))
    frequency = URIRef(FREQUENCY + HOW_OFTEN.get(dataset.months, "IRREG"))
    graph.add((node, DCTERMS.accrualPeriodicity, frequency))
    graph.add((frequency, RDF.type, DCTERMS.Frequency))
    graph.add((node, DCTERMS.publisher, _publisher(graph, dataset, url)))
    graph.add((node, DCAT.contactPoint, _contact(graph, dataset, url)))
    graph.add((node, DCAT.landingPage, _document(graph, str(node))))
    for kind in FORMATS:
        graph.add((node, DCAT.distribution, _distribution(graph, dataset, kind, url)))
    return node


def _publisher(graph: Graph, dataset: Dataset, url: Url) -> URIRef:
    agency = dataset.publisher
    node = URIRef(url(reverse("datasets")) + f"?co-quan={agency.code}")
    graph.add((node, RDF.type, FOAF.Agent))
    graph.add((node, FOAF.name, Literal(agency.name, lang="vi")))
    return node


def _contact(graph: Graph, dataset: Dataset, url: Url) -> BNode:
    node = BNode()
    graph.add((node, RDF.type, VCARD.Kind))
    graph.add((node, RDF.type, VCARD.Organization))
    graph.add((node, VCARD.fn, Literal(dataset.publisher.name, lang="vi")))
    if dataset.contact_email:
        graph.add((node, VCARD.hasEmail, URIRef(f"mailto:{dataset.contact_email}")))
    else:
        graph.add((node, VCARD.hasURL, URIRef(url(reverse("dataset", args=[dataset.slug])))))
    return node


def _document(graph: Graph, address: str) -> URIRef:
    node = URIRef(address)
    graph.add((node, RDF.type, FOAF.Document))
    return node


def _distribution(graph: Graph, dataset: Dataset, kind: str, url: Url) -> URIRef:
    version = dataset.current
    assert version is not None
    address = url(reverse("download_dataset", args=[dataset.slug, kind]))
    node = URIRef(address)
    graph.add((node, RDF.type, DCAT.Distribution))
    graph.add((node, DCTERMS.title, Literal(f"{dataset.title} ({kind.upper()})", lang="vi")))
    graph.add((node, DCAT.accessURL, URIRef(url(reverse("dataset", args=[dataset.slug])))))
    graph.add((node, DCAT.downloadURL, URIRef(address)))
    file_type = URIRef(FILES + TYPES[kind])
    graph.add((node, DCTERMS["format"], file_type))
    graph.add((file_type, RDF.type, DCTERMS.MediaTypeOrExtent))
    if kind in MEDIA_TYPES:
        media = URIRef(MEDIA + MEDIA_TYPES[kind])
        graph.add((node, DCAT.mediaType, media))
        graph.add((media, RDF.type, DCTERMS.MediaType))
    if kind == "parquet":
        graph.add((node, DCAT.byteSize, Literal(version.octets, datatype=XSD.nonNegativeInteger)))
    licence = URIRef(dataset.licence.url)
    graph.add((node, DCTERMS.license, licence))
    graph.add((licence, RDF.type, DCTERMS.LicenseDocument))
    graph.add((node, DCTERMS.modified, Literal(version.published_at.date(), datatype=XSD.date)))
    return node
