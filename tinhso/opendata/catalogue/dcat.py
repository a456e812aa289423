"""The catalogue and its datasets as RDF in the terms of DCAT-AP 3.0.1.

Every node that the profile gives a class carries it in the same document, so that a page of the catalogue and the
document of one dataset each conform by themselves.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import quote

from django.urls import reverse
from rdflib import BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF, RDFS, SKOS, XSD

from tinhso.kernel.people.public import Agency
from tinhso.lib.dates import local
from tinhso.lib.messages.xml_text import xml_text
from tinhso.lib.numbers import vn_number
from tinhso.opendata.catalogue.resources import address_of_link, kinds_of, links_of
from tinhso.opendata.catalogue.series import former_slugs
from tinhso.opendata.dataset.table_names import current_of, file_of_table, newest_of, page_of_table, tables_of
from tinhso.opendata.models import Dataset, DataTable, Distribution, Theme

VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
DCATAP = Namespace("http://data.europa.eu/r5r/")
DCAT_SERIES = Namespace("http://www.w3.org/ns/dcat#")  # what rdflib's DCAT does not know yet
ADMS = Namespace("http://www.w3.org/ns/adms#")
HYDRA = Namespace("http://www.w3.org/ns/hydra/core#")
AUTHORITY = "http://publications.europa.eu/resource/authority/"
LANGUAGE = URIRef(f"{AUTHORITY}language/VIE")
PUBLIC = URIRef(f"{AUTHORITY}access-right/PUBLIC")
STABLE = URIRef(f"{AUTHORITY}planned-availability/STABLE")
THEMES = URIRef(f"{AUTHORITY}data-theme")
VIETNAM = URIRef(f"{AUTHORITY}country/VNM")
TYPES = {
    "csv": "CSV",
    "json": "JSON",
    "ndjson": "JSON",
    "xlsx": "XLSX",
    "parquet": "PARQUET",
    "geojson": "GEOJSON",
}
MEANT_FOR = {
    "csv": "văn bản phân cách bằng dấu phẩy, UTF-8, từng ký tự như trong bảng",
    "json": "một mảng các đối tượng",
    "ndjson": "mỗi dòng một đối tượng JSON",
    "xlsx": "mở bằng Excel, LibreOffice",
    "parquet": "dạng cột, cho công cụ phân tích",
    "geojson": "các điểm theo vĩ độ, kinh độ (WGS 84)",
}
MEDIA = "https://www.iana.org/assignments/media-types/"
MEDIA_TYPES = {
    "csv": "text/csv",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
    "geojson": "application/geo+json",
}
Url = Callable[[str], str]
Node = TypeVar("Node", URIRef, BNode)


@dataclass(frozen=True)
class Part:
    """One page of the catalogue: its number from 1, how many there are, how many datasets the whole has and a page at most,
    and in which kind of RDF it is written, for the pages beside it are asked in the same."""

    number: int
    last: int
    total: int
    kind: str = "ttl"
    size: int = 100


def catalogue_of(
    datasets: Iterable[Dataset], url: Url, *, title: str, publisher: Agency | None, part: Part | None = None
) -> Graph:
    """The catalogue with all that is given; `part` says where a page of it stands."""
    graph = _graph()
    catalogue = URIRef(url(reverse("datasets")))
    graph.add((catalogue, RDF.type, DCAT.Catalog))
    _say(graph, catalogue, DCTERMS.title, title)
    _say(graph, catalogue, DCTERMS.description, f"Dữ liệu mở của {title}")
    graph.add((catalogue, FOAF.homepage, _document(graph, url(reverse("datasets")) + "#trang-chu")))
    graph.add((catalogue, DCTERMS.language, _kind(graph, LANGUAGE, DCTERMS.LinguisticSystem)))
    graph.add((catalogue, DCTERMS.spatial, _kind(graph, VIETNAM, DCTERMS.Location)))
    graph.add((catalogue, DCAT.themeTaxonomy, _kind(graph, THEMES, SKOS.ConceptScheme)))
    _say(graph, THEMES, DCTERMS.title, "Data theme", "en")
    services = _services(graph, url)
    for service in services:
        graph.add((catalogue, DCAT.service, service))
    newest, first, datasets = None, None, list(datasets)
    former = former_slugs(datasets)
    for dataset in datasets:
        node = add_dataset(graph, dataset, url)
        _in_series(graph, node, dataset, former.get(dataset.pk, ""), url)
        graph.add((catalogue, DCAT.dataset, node))
        for service in services:
            graph.add((service, DCAT.servesDataset, node))
        publisher = publisher or dataset.publisher
        newest = max(newest or dataset.changed_at, dataset.changed_at)
        first = min(filter(None, (first, dataset.opened_at)), default=None)
    if publisher is not None:
        agent = _agent(graph, publisher, url)
        for node in (catalogue, *services):
            graph.add((node, DCTERMS.publisher, agent))
    if first is not None and (part is None or part.last == 1):
        graph.add((catalogue, DCTERMS.issued, Literal(local(first).date(), datatype=XSD.date)))
    if newest is not None:
        graph.add((catalogue, DCTERMS.modified, Literal(newest.date(), datatype=XSD.date)))
    if part is not None:
        _paged(graph, part, url)
    return graph


def graph_of(dataset: Dataset, url: Url) -> Graph:
    graph = _graph()
    node = add_dataset(graph, dataset, url)
    _in_series(graph, node, dataset, former_slugs([dataset]).get(dataset.pk, ""), url)
    return graph


def _graph() -> Graph:
    graph = Graph()
    for prefix, space in (
        *(("dcat", DCAT), ("dct", DCTERMS), ("foaf", FOAF), ("vcard", VCARD), ("dcatap", DCATAP)),
        *(("adms", ADMS), ("hydra", HYDRA), ("skos", SKOS)),
    ):
        graph.bind(prefix, space)
    return graph


def _paged(graph: Graph, part: Part, url: Url) -> None:
    """Where this page stands among the others, in the words of hydra."""
    address = url(reverse("catalogue_graph", args=[part.kind]))
    view = URIRef(f"{address}?page={part.number}")
    graph.add((view, RDF.type, HYDRA.PagedCollection))
    graph.add((view, RDF.type, HYDRA.PartialCollectionView))
    graph.add((view, HYDRA.totalItems, Literal(part.total)))
    graph.add((view, HYDRA.itemsPerPage, Literal(part.size)))
    places = {"first": 1, "last": part.last, "previous": part.number - 1, "next": part.number + 1}
    for name, number in places.items():
        if 1 <= number <= part.last:
            graph.add((view, HYDRA[name], URIRef(f"{address}?page={number}")))


def _services(graph: Graph, url: Url) -> list[URIRef]:
    """The two ways in which programs ask: CKAN's actions and our own API."""
    services = [
        ("api/3/action/", "Giao diện CKAN Action API", reverse("ckan_action", args=["status_show"])),
        ("api/du-lieu/", "Giao diện REST", reverse("openapi_json")),
    ]
    found = []
    for path, title, description in services:
        node = URIRef(url(f"/{path}"))
        graph.add((node, RDF.type, DCAT.DataService))
        _say(graph, node, DCTERMS.title, title)
        graph.add((node, DCAT.endpointURL, node))
        graph.add((node, DCAT.endpointDescription, URIRef(url(description))))
        found.append(node)
    return found


def add_dataset(graph: Graph, dataset: Dataset, url: Url) -> URIRef:
    """A dataset, its publisher, contact, licence and distributions."""
    version = newest_of(dataset)
    node = URIRef(url(reverse("dataset", args=[dataset.slug])))
    graph.add((node, RDF.type, DCAT.Dataset))
    _say(graph, node, DCTERMS.title, dataset.title)
    _say(graph, node, DCTERMS.description, dataset.public_description or dataset.title)
    graph.add((node, DCTERMS.identifier, Literal(str(node))))
    if dataset.opened_at:
        graph.add((node, DCTERMS.issued, Literal(local(dataset.opened_at).date(), datatype=XSD.date)))
    graph.add((node, DCTERMS.modified, Literal(local(version.published_at).date(), datatype=XSD.date)))
    graph.add((node, URIRef(f"{DCAT}version"), Literal(str(version.number))))
    notes = f"Thêm {version.added} dòng, bớt {version.removed} dòng so với phiên bản trước"
    _say(graph, node, ADMS.versionNotes, notes)
    graph.add((node, DCTERMS.language, _kind(graph, LANGUAGE, DCTERMS.LinguisticSystem)))
    graph.add((node, DCTERMS.accessRights, _kind(graph, PUBLIC, DCTERMS.RightsStatement)))
    _coverage(graph, node, dataset)
    graph.add((node, DCAT.theme, _theme(graph, dataset.theme)))
    for word in dataset.keywords:
        _say(graph, node, DCAT.keyword, word)
    frequency = URIRef(f"{AUTHORITY}frequency/{dataset.frequency}")
    graph.add((node, DCTERMS.accrualPeriodicity, _kind(graph, frequency, DCTERMS.Frequency)))
    graph.add((node, DCTERMS.publisher, _agent(graph, dataset.publisher, url)))
    graph.add((node, DCAT.contactPoint, _contact(graph, dataset, url)))
    graph.add((node, DCAT.landingPage, _document(graph, f"{node}#trang")))
    for table in tables_of(dataset):
        for kind in kinds_of(current_of(table)):
            graph.add((node, DCAT.distribution, _distribution(graph, dataset, table, kind, url)))
    for link in links_of(dataset):
        graph.add((node, DCAT.distribution, _linked(graph, dataset, link, url)))
    return node


def _in_series(graph: Graph, node: URIRef, dataset: Dataset, former: str, url: Url) -> None:
    """The series of the dataset with what a series must say, and which dataset came before (DCAT 3)."""
    if (series := dataset.series) is None:
        return
    whole = _kind(graph, URIRef(url(reverse("series", args=[series.slug]))), DCAT_SERIES["DatasetSeries"])
    _say(graph, whole, DCTERMS.title, series.title)
    _say(graph, whole, DCTERMS.description, f"{series.title}: các bộ dữ liệu cùng loại, mỗi kỳ một bộ")
    graph.add((whole, DCTERMS.publisher, _agent(graph, dataset.publisher, url)))
    graph.add((node, DCAT_SERIES["inSeries"], whole))
    if former:
        graph.add((node, DCAT_SERIES["prev"], URIRef(url(reverse("dataset", args=[former])))))


def _coverage(graph: Graph, node: URIRef, dataset: Dataset) -> None:
    """Which place and time the data tell of, and where they come from."""
    place = (
        _kind(graph, BNode(), DCTERMS.Location)
        if dataset.spatial
        else _kind(graph, VIETNAM, DCTERMS.Location)
    )
    if dataset.spatial:
        _say(graph, place, SKOS.prefLabel, dataset.spatial)
    graph.add((node, DCTERMS.spatial, place))
    if dataset.temporal_from or dataset.temporal_to:
        period = _kind(graph, BNode(), DCTERMS.PeriodOfTime)
        for what, day in ((DCAT.startDate, dataset.temporal_from), (DCAT.endDate, dataset.temporal_to)):
            if day:
                graph.add((period, what, Literal(day, datatype=XSD.date)))
        graph.add((node, DCTERMS.temporal, period))
    if dataset.provenance:
        statement = _kind(graph, BNode(), DCTERMS.ProvenanceStatement)
        _say(graph, statement, RDFS.label, dataset.provenance)
        graph.add((node, DCTERMS.provenance, statement))


def _linked(graph: Graph, dataset: Dataset, link: Distribution, url: Url) -> BNode:
    """A further file, link or service; its format is told only where it is one of those that we know the code of."""
    node = BNode()
    graph.add((node, RDF.type, DCAT.Distribution))
    _say(graph, node, DCTERMS.title, link.title)
    if link.description:
        _say(graph, node, DCTERMS.description, link.description)
    where = address(url(address_of_link(dataset, link)) if link.file_id else link.url)
    graph.add((node, DCAT.accessURL, where))
    if link.file_id:
        graph.add((node, DCAT.downloadURL, where))
    if (kind := link.format.lower()) in TYPES:
        found = _kind(graph, URIRef(f"{AUTHORITY}file-type/{TYPES[kind]}"), DCTERMS.MediaTypeOrExtent)
        graph.add((node, DCTERMS["format"], found))
    if link.octets is not None:
        graph.add((node, DCAT.byteSize, Literal(link.octets, datatype=XSD.nonNegativeInteger)))
    graph.add((node, DCTERMS.license, _kind(graph, URIRef(dataset.licence.url), DCTERMS.LicenseDocument)))
    graph.add((node, DCTERMS.modified, Literal(local(link.changed_at).date(), datatype=XSD.date)))
    return node


def address(text: str) -> URIRef:
    """An address of others as RDF can hold it: what no address may have is written in percent."""
    return URIRef(quote(text, safe="%/:=&?~#+!$,;'@()*[]"))


def _theme(graph: Graph, theme: Theme) -> URIRef:
    node = _kind(graph, URIRef(f"{THEMES}/{theme.eu_theme}"), SKOS.Concept)
    _say(graph, node, SKOS.prefLabel, theme.name)
    return node


def _agent(graph: Graph, agency: Agency, url: Url) -> URIRef:
    node = URIRef(url(reverse("datasets")) + f"?co-quan={quote(agency.code)}")
    _say(graph, node, FOAF.name, agency.name)
    return _kind(graph, node, FOAF.Agent)


def _contact(graph: Graph, dataset: Dataset, url: Url) -> BNode:
    node = BNode()
    graph.add((node, RDF.type, VCARD.Kind))
    graph.add((node, RDF.type, VCARD.Organization))
    _say(graph, node, VCARD.fn, dataset.contact_name or dataset.publisher.name)
    if dataset.contact_email:
        graph.add((node, VCARD.hasEmail, URIRef(f"mailto:{quote(dataset.contact_email, safe='@+')}")))
    else:
        graph.add((node, VCARD.hasURL, URIRef(url(reverse("dataset", args=[dataset.slug])))))
    return node


def _kind(graph: Graph, node: Node, kind: URIRef) -> Node:
    graph.add((node, RDF.type, kind))
    return node


def _document(graph: Graph, address: str) -> URIRef:
    return _kind(graph, URIRef(address), FOAF.Document)


def _say(graph: Graph, node: URIRef | BNode, what: URIRef, words: str, language: str = "vi") -> None:
    graph.add((node, what, Literal(xml_text(words), lang=language)))


def _distribution(graph: Graph, dataset: Dataset, table: DataTable, kind: str, url: Url) -> URIRef:
    version = current_of(table)
    address = url(file_of_table(dataset, table.number, kind))
    node = URIRef(address)
    graph.add((node, RDF.type, DCAT.Distribution))
    _say(graph, node, DCTERMS.title, f"{table.shown_title} ({kind.upper()})")
    rows, columns = vn_number(version.rows), len(version.columns)
    words = f"Mọi dòng của phiên bản {version.number}: {rows} dòng, {columns} cột; {MEANT_FOR[kind]}"
    words = f"{table.description}. {words}" if table.description else words
    _say(graph, node, DCTERMS.description, words)
    if dataset.opened_at:
        graph.add((node, DCTERMS.issued, Literal(local(dataset.opened_at).date(), datatype=XSD.date)))
    graph.add((node, DCAT.accessURL, URIRef(url(page_of_table(dataset, table.number)))))
    graph.add((node, DCAT.downloadURL, URIRef(address)))
    file_type = _kind(graph, URIRef(f"{AUTHORITY}file-type/{TYPES[kind]}"), DCTERMS.MediaTypeOrExtent)
    graph.add((node, DCTERMS["format"], file_type))
    if kind in MEDIA_TYPES:
        media = _kind(graph, URIRef(MEDIA + MEDIA_TYPES[kind]), DCTERMS.MediaType)
        graph.add((node, DCAT.mediaType, media))
    if kind == "parquet":
        graph.add((node, DCAT.byteSize, Literal(version.octets, datatype=XSD.nonNegativeInteger)))
    licence = _kind(graph, URIRef(dataset.licence.url), DCTERMS.LicenseDocument)
    graph.add((node, DCTERMS.license, licence))
    graph.add((node, DCATAP.availability, _kind(graph, STABLE, SKOS.Concept)))
    _say(graph, STABLE, SKOS.prefLabel, "Ổn định")
    graph.add((node, DCTERMS.language, LANGUAGE))
    graph.add((node, DCTERMS.modified, Literal(local(version.published_at).date(), datatype=XSD.date)))
    return node
