"""Reads a catalogue elsewhere: CKAN's Action API, DCAT as RDF, data.json, CSW, or a plain list of files. Every byte by `public_fetch`."""

import csv
import io
import json
import re
import time
import warnings
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit
from xml.sax import SAXException

from django.conf import settings
from rdflib import DCAT, DCTERMS, FOAF, RDF, RDFS, SKOS, BNode, Graph, Literal, Namespace, URIRef
from rdflib.exceptions import ParserError
from rdflib.term import Node

from tinhso.lib.messages.plain_json import BadJson, read_json
from tinhso.lib.messages.public_fetch import FetchFailed, Limits, fetch
from tinhso.opendata.harvest.csw import csw
from tinhso.opendata.harvest.data_json import data_json
from tinhso.opendata.harvest.record import (
    MOST_OCTETS_STATED,
    MOST_RECORDS,
    HarvestFailed,
    RemoteDataset,
    RemoteFile,
    distinct,
    host_of,
    is_web,
)
from tinhso.opendata.models import HarvestSource

ROWS = 100
UNREADABLE = (SyntaxError, ParserError, SAXException, ValueError, LookupError, TypeError, AttributeError) + (
    RecursionError,
    AssertionError,
)
"""What rdflib's parsers raise on a file that is not what it says."""
MOST_PAGES = 50
MOST_OCTETS = 20_000_000
Ask = Callable[[str, str], tuple[str, str, bytes]]
RDF_ACCEPT = "text/turtle, application/ld+json;q=0.9, application/rdf+xml;q=0.8"
HYDRA = Namespace("http://www.w3.org/ns/hydra/core#")
LABELS = (RDF.value, RDFS.label, SKOS.prefLabel, DCTERMS.title, DCTERMS.identifier)
MEDIA_TYPE = re.compile(r"[A-Za-z]+/[A-Za-z0-9.+_-]+")
NEXT = (HYDRA.next, HYDRA.nextPage)
PROV = Namespace("http://www.w3.org/ns/prov#")
SPDX = Namespace("http://spdx.org/rdf/terms#")


def read_source(source: HarvestSource, *, seconds: float = 1800) -> list[RemoteDataset]:
    """All datasets of a source, at most 2,000, within so many seconds. Raises HarvestFailed."""
    if urlsplit(source.url).netloc.lower() == urlsplit(settings.SITE_URL).netloc.lower():
        raise HarvestFailed("Địa chỉ này là của chính cổng này, không thu thập được.")
    readers = {"ckan": _ckan, "dcat": _dcat, "datajson": data_json, "csw": csw, "files": _files}
    found: dict[tuple[str, str], RemoteDataset] = {}
    try:
        for record in readers[source.kind](source.url, _asking(time.monotonic() + seconds)):
            found.setdefault((record.remote_id, record.digest), record)
            if len(found) >= MOST_RECORDS:
                break
    except FetchFailed as error:
        raise HarvestFailed(str(error)) from error
    if not found:
        raise HarvestFailed("Không thấy bộ dữ liệu nào ở địa chỉ này.")
    return distinct(list(found.values()))


def _asking(deadline: float) -> Ask:
    """Fetch one address after the other, all of them before the deadline: final address, media type, content."""

    def ask(url: str, accept: str) -> tuple[str, str, bytes]:
        left = deadline - time.monotonic()
        if left <= 0:
            raise HarvestFailed("Nguồn trả lời quá chậm nên đã dừng.")
        limits = Limits(octets=MOST_OCTETS, seconds=min(left, 60))
        fetched, content = fetch(url, limits=limits, local=settings.FETCH_LOCAL, accept=accept)
        return fetched.url, fetched.media_type, content

    return ask


def _ckan(base: str, ask: Ask) -> Iterator[RemoteDataset]:
    """`package_search` page by page until a page brings nothing new: some ignore `start`."""
    seen: set[str] = set()
    for page in range(MOST_PAGES):
        question = urlencode({"rows": ROWS, "start": page * ROWS})
        url = f"{_portal(base)}/api/3/action/package_search?{question}"
        try:
            answer = read_json(ask(url, "application/json")[2])
            packages = _dicts(answer["result"]["results"])
        except (BadJson, KeyError, TypeError) as error:
            raise HarvestFailed("Địa chỉ này không trả lời theo giao diện CKAN.") from error
        fresh = [one for one in packages if str(one.get("id", "")) not in seen]
        if not fresh:
            return
        for one in fresh:
            seen.add(str(one.get("id", "")))
            yield _package(one)


def _portal(base: str) -> str:
    """The address of the portal itself, whichever of its pages was named."""
    plain = base.partition("?")[0].rstrip("/")
    for end in ("/package_search", "/package_list", "/action", "/3", "/api", "/dataset"):
        plain = plain.removesuffix(end)
    return plain


def _package(one: dict[str, Any]) -> RemoteDataset:
    extras = {str(e.get("key")): _text(e.get("value"), 500) for e in _dicts(one.get("extras"))}
    origins = tuple(
        v for k, v in extras.items() if k in ("harvest_url", "source", "origin", "harvest_source_url", "uri")
    )
    organisation = one.get("organization")
    return RemoteDataset(
        remote_id=_text(one.get("id") or one.get("name"), 500),
        title=_text(one.get("title") or one.get("name"), 200) or "(không tên)",
        description=_text(one.get("notes"), 5000),
        keywords=tuple(
            _text(tag.get("display_name") or tag.get("name"), 60) for tag in _dicts(one.get("tags"))
        )[:20],
        licence=_text(one.get("license_url") or one.get("license_id"), 300),
        publisher=_text((organisation or {}).get("title") if isinstance(organisation, dict) else "", 200),
        identifier=extras.get("identifier", ""),
        landing_page=_text(one.get("url"), 500),
        origins=origins,
        files=tuple(_resource(r) for r in _dicts(one.get("resources")) if is_web(_url(r)))[:50],
    )


def _url(resource: dict[str, Any]) -> str:
    """Typed by hand, with blanks around it as often as not; none at all for a resource that is only described."""
    return url.strip() if isinstance(url := resource.get("url"), str) else ""


def _resource(one: dict[str, Any]) -> RemoteFile:
    url, size = _url(one), one.get("size")
    return RemoteFile(
        key=_text(one.get("id") or url, 200),
        title=_text(one.get("name") or url, 300),
        url=url,
        format=_text(one.get("format"), 40),
        media_type=_text(one.get("mimetype"), 100),
        checksum=_text(one.get("hash"), 128),
        octets=size if isinstance(size, int) and 0 <= size < MOST_OCTETS_STATED else None,
    )


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _text(value: Any, most: int) -> str:
    return (
        " ".join(str(value).replace("\0", "").split())[:most] if isinstance(value, str | int | float) else ""
    )


def _dcat(url: str, ask: Ask) -> Iterator[RemoteDataset]:
    """The datasets of an RDF file, following Hydra's next pages on the same host."""
    host, asked = host_of(url), set()
    for _ in range(MOST_PAGES):
        asked.add(url)
        base, media_type, content = ask(url, RDF_ACCEPT)
        graph = _graph(content, base, media_type)
        for node in graph.subjects(RDF.type, DCAT.Dataset):
            yield _described(graph, node)
        following = [_joined(base, str(one)) for p in NEXT for one in graph.objects(None, p)]
        url = next((one for one in following if host_of(one) == host), "")
        if not url or url in asked:
            return


def _joined(base: str, url: str) -> str:
    """The address that a link of the other side means; "" where it means none."""
    try:
        return urljoin(base, url)
    except ValueError:
        return ""


def _graph(content: bytes, base: str, media_type: str) -> Graph:
    """Parsed without asking the network for anything: no remote JSON-LD context, no entity of a document type."""
    form = _form(content, base, media_type)
    # A NUL byte is UTF-16, in which a DOCTYPE would not be seen by its bytes.
    if form == "xml" and any(mark in content for mark in (b"<!DOCTYPE", b"<!ENTITY", b"\0")):
        raise HarvestFailed("RDF/XML có khai báo DOCTYPE, không nhận vì lý do an toàn.")
    if form == "json-ld":
        _check_context(content)
    graph = Graph()
    try:
        with warnings.catch_warnings():  # rdflib's own JSON-LD parser uses what rdflib deprecates
            warnings.simplefilter("ignore", DeprecationWarning)
            graph.parse(data=content, format=form, publicID=base)
    except UNREADABLE as error:
        line = getattr(error, "lines", None)  # Turtle's parser says where
        where = f" (dòng {line + 1})" if isinstance(line, int) else ""
        raise HarvestFailed(f"Không đọc được RDF ở địa chỉ này{where}.") from error
    return graph


def _form(content: bytes, base: str, media_type: str) -> str:
    path, head = urlsplit(base).path.lower(), content.lstrip()[:300]
    if media_type == "application/ld+json" or path.endswith((".jsonld", ".json")) or head[:1] in (b"{", b"["):
        return "json-ld"
    if media_type == "application/rdf+xml" or path.endswith((".rdf", ".xml")) or head.startswith(b"<?xml"):
        return "xml"
    return "turtle"


def _check_context(content: bytes) -> None:
    try:
        waiting: list[Any] = [json.loads(content)]
    except (ValueError, RecursionError) as error:
        raise HarvestFailed("Không đọc được JSON-LD ở địa chỉ này.") from error
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            if "@import" in one or _names_an_address(one.get("@context")):
                raise HarvestFailed(
                    "JSON-LD trỏ tới ngữ cảnh ở nơi khác; hãy dùng tệp có ngữ cảnh bên trong, hoặc Turtle."
                )
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one


def _names_an_address(context: Any) -> bool:
    """A context that is an address, however deep in lists: rdflib would fetch it, past every check of ours."""
    if isinstance(context, list):
        return any(_names_an_address(one) for one in context)
    return isinstance(context, str)


def _described(graph: Graph, node: Node) -> RemoteDataset:
    publisher = graph.value(node, DCTERMS.publisher)
    name = _text_value(graph, publisher, FOAF.name, 200) if publisher is not None else ""
    origins = [
        str(o)
        for p in (DCTERMS.source, PROV.wasDerivedFrom, DCTERMS.isVersionOf)
        for o in graph.objects(node, p)
        if not isinstance(o, BNode)
    ]
    identifier = _text_value(graph, node, DCTERMS.identifier, 500)
    page = _named(graph, node, DCAT.landingPage)
    title = _text_value(graph, node, DCTERMS.title, 200)
    return RemoteDataset(
        # a node without an address has a new name at each reading
        remote_id=(identifier or page or title if isinstance(node, BNode) else str(node))[:500],
        title=title or "(không tên)",
        description=_text_value(graph, node, DCTERMS.description, 5000),
        keywords=tuple(sorted({_text(str(one), 60) for one in graph.objects(node, DCAT.keyword)}))[:20],
        theme=_named(graph, node, DCAT.theme),
        licence=_named(graph, node, DCTERMS.license),
        publisher=name or _text(_named(graph, node, DCTERMS.publisher), 200),
        identifier=identifier,
        landing_page=page[:500],
        frequency=_named(graph, node, DCTERMS.accrualPeriodicity).rpartition("/")[2],
        origins=tuple(sorted(origins)),
        files=tuple(sorted(_distributions(graph, node), key=lambda one: one.url))[:50],
    )


def _named(graph: Graph, node: Node, predicate: URIRef) -> str:
    """The address or word that a property has; of a node without an address its value or label, for its name is another at
    each reading. Of several always the same."""
    found = []
    for one in graph.objects(node, predicate):
        if isinstance(one, BNode):
            words = (_text_value(graph, one, label, 300) for label in LABELS)
            found.append(next(filter(None, words), ""))
        else:
            found.append(_text(str(one), 2000))
    return min(filter(None, found), default="")


def _text_value(graph: Graph, node: Node, predicate: URIRef, most: int) -> str:
    """The Vietnamese value, else the one without a language, else any."""
    found = [one for one in graph.objects(node, predicate) if isinstance(one, Literal)]
    ranked = sorted(found, key=lambda one: ({"vi": 0, None: 1, "en": 2}.get(one.language, 3), str(one)))
    return _text(str(ranked[0]), most) if ranked else ""


def _distributions(graph: Graph, node: Node) -> Iterator[RemoteFile]:
    for one in graph.objects(node, DCAT.distribution):
        url = str(graph.value(one, DCAT.downloadURL) or graph.value(one, DCAT.accessURL) or "")
        if not is_web(url):
            continue
        checksum = graph.value(one, SPDX.checksum)
        size = str(graph.value(one, DCAT.byteSize) or "").partition(".")[0]
        yield RemoteFile(
            key=url[:200],
            title=_text_value(graph, one, DCTERMS.title, 300) or url[:300],
            url=url,
            format=_named(graph, one, DCTERMS.format).rpartition("/")[2][:40],
            media_type=_media_type(_named(graph, one, DCAT.mediaType)),
            checksum=str(graph.value(checksum, SPDX.checksumValue) or "")[:128]
            if checksum is not None
            else "",
            octets=int(size) if size.isdecimal() and len(size) < 16 else None,
        )


def _media_type(named: str) -> str:
    """`text/csv`, of IANA's address of it or of the word itself."""
    word = named.rpartition("media-types/")[2]
    return word[:100] if MEDIA_TYPE.fullmatch(word) else ""


def _files(url: str, ask: Ask) -> Iterator[RemoteDataset]:
    """One file a line: its address, then its title; a comma, a tab or spaces between."""
    base, _, content = ask(url, "text/plain, text/csv")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise HarvestFailed("Danh sách tệp phải là chữ UTF-8.") from error
    for line in text.splitlines()[: MOST_RECORDS * 2]:
        cells = (
            next(csv.reader(io.StringIO(line)), [])
            if "," in line
            else line.split("\t" if "\t" in line else None, 1)
        )
        address = (
            _joined(base, cells[0].strip()) if cells and cells[0].strip() and not line.startswith("#") else ""
        )
        if not is_web(address) or cells[0].strip().lower() in ("url", "địa chỉ"):
            continue
        name = urlsplit(address).path.rpartition("/")[2]
        title = _text(cells[1] if len(cells) > 1 else "", 200) or name or address[:200]
        file = RemoteFile(key=address[:200], title=name[:300] or address[:300], url=address)
        yield RemoteDataset(remote_id=address[:500], title=title, landing_page=address[:500], files=(file,))
