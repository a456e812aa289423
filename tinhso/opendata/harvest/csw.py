"""Reads a geographic catalogue: CSW 2.0.2 (`GetRecords`, page by page) with records in ISO 19139 (gmd:MD_Metadata).

No library for it: OWSLib (BSD, kept up) opens addresses with its own client, past the guard of addresses and sizes, and its
readers are a megabyte for some twenty paths; lxml is here anyway. Nothing is expanded and nothing is fetched while parsing.
"""

from collections.abc import Callable, Iterator
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from lxml import etree

from tinhso.opendata.harvest.record import HarvestFailed, RemoteDataset, RemoteFile, is_web

Ask = Callable[[str, str], tuple[str, str, bytes]]
NAMES = {
    "csw": "http://www.opengis.net/cat/csw/2.0.2",
    "gmd": "http://www.isotc211.org/2005/gmd",
    "gco": "http://www.isotc211.org/2005/gco",
    "gmx": "http://www.isotc211.org/2005/gmx",
    "ows": "http://www.opengis.net/ows",
    "xlink": "http://www.w3.org/1999/xlink",
}
QUESTION = {
    "service": "CSW",
    "version": "2.0.2",
    "request": "GetRecords",
    "resultType": "results",
    "typeNames": "gmd:MD_Metadata",
    "namespace": f"xmlns(gmd={NAMES['gmd']})",
    "outputSchema": NAMES["gmd"],
    "elementSetName": "full",
}
ROWS, MOST_PAGES = 50, 60
DATA = ("", "dataset", "series", "nonGeographicDataset", "tile")
"""Levels of hierarchy that are data; services and software are none."""
PERIODS = {
    "continual": "UPDATE_CONT",
    "daily": "DAILY",
    "weekly": "WEEKLY",
    "monthly": "MONTHLY",
    "quarterly": "QUARTERLY",
    "biannually": "ANNUAL_2",
    "annually": "ANNUAL",
    "irregular": "IRREG",
    "asNeeded": "IRREG",
    "notPlanned": "NEVER",
}
MOST_FILES, MOST_WORDS = 50, 20
IDENTIFICATION = "gmd:identificationInfo/*"
CITATION = f"{IDENTIFICATION}/gmd:citation/gmd:CI_Citation"
ONLINE = "gmd:distributionInfo//gmd:transferOptions//gmd:onLine/gmd:CI_OnlineResource"


def csw(url: str, ask: Ask) -> Iterator[RemoteDataset]:
    """Every record of the catalogue, whole: those that stayed the same are known by their digest and change nothing. Raises
    HarvestFailed, also for a list that goes on after the last page that is read: what was not read is not missing there."""
    seen: set[str] = set()
    start = 1
    for _ in range(MOST_PAGES):
        question = {**QUESTION, "startPosition": str(start), "maxRecords": str(ROWS)}
        _final, _kind, content = ask(_with_question(url, question), "application/xml, text/xml;q=0.9")
        results = _results(content)
        records = list(results.iterfind("gmd:MD_Metadata", NAMES))
        fresh = []
        for record in records:
            found = _dataset(record)
            if found.remote_id and found.remote_id not in seen:
                seen.add(found.remote_id)
                fresh.append(found.remote_id)
                if _level(record) in DATA:
                    yield found
        following = results.get("nextRecord", "0")
        start = int(following) if following.isascii() and following.isdigit() and len(following) < 9 else 0
        if not start or not len(results) or (records and not fresh):
            return  # the last page, an empty one, or one that came before; of other kinds of records the next page tells
    raise HarvestFailed(f"Danh mục bên kia dài quá {MOST_PAGES * ROWS} mục, không đọc hết nên không đổi gì.")


def _with_question(url: str, question: dict[str, str]) -> str:
    """The address with the question; of what stood there only what is no part of a CSW question stays (a map, a key)."""
    parts = urlsplit(url)
    parameters = {name.lower() for name in question}
    others = [pair for pair in parse_qsl(parts.query) if pair[0].lower() not in parameters]
    return urlunsplit(parts._replace(query=urlencode([*others, *question.items()]), fragment=""))


def _results(content: bytes) -> "etree._Element":
    """`csw:SearchResults`. Raises HarvestFailed."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise HarvestFailed("Địa chỉ này không trả lời bằng XML của CSW 2.0.2.") from error
    if root.getroottree().docinfo.doctype:
        raise HarvestFailed("Câu trả lời có khai báo DOCTYPE, không nhận vì lý do an toàn.")
    if (exception := root.find(".//ows:ExceptionText", NAMES)) is not None:
        raise HarvestFailed(f"Danh mục bên kia báo lỗi: {_text(exception.text, 200)}")
    found = root.find("csw:SearchResults", NAMES)
    if root.tag != f"{{{NAMES['csw']}}}GetRecordsResponse" or found is None:
        raise HarvestFailed("Địa chỉ này không trả lời theo CSW 2.0.2 (GetRecords).")
    return found


def _dataset(record: "etree._Element") -> RemoteDataset:
    identifier = _words(record, "gmd:fileIdentifier")
    return RemoteDataset(
        remote_id=identifier,
        title=_words(record, f"{CITATION}/gmd:title", 200) or "(không tên)",
        description=_words(record, f"{IDENTIFICATION}/gmd:abstract", 5000),
        keywords=tuple(_keywords(record))[:MOST_WORDS],
        licence=_licence(record),
        publisher=_publisher(record),
        identifier=_words(record, f"{CITATION}/gmd:identifier/*/gmd:code") or identifier,
        landing_page=_page(record)[:500],
        frequency=PERIODS.get(_code(record, f"{IDENTIFICATION}//gmd:MD_MaintenanceFrequencyCode"), ""),
        spatial=_words(record, f"{IDENTIFICATION}/gmd:extent/gmd:EX_Extent/gmd:description", 200),
        files=tuple(_files(record))[:MOST_FILES],
    )


def _level(record: "etree._Element") -> str:
    return _code(record, "gmd:hierarchyLevel/gmd:MD_ScopeCode")


def _code(record: "etree._Element", path: str) -> str:
    found = record.find(path, NAMES)
    return "" if found is None else str(found.get("codeListValue") or found.text or "").strip()


def _words(record: "etree._Element", path: str, most: int = 500) -> str:
    """The text of the first such element: its Vietnamese words, else its own, else those of its link."""
    found = record.find(path, NAMES)
    return "" if found is None else _content(found, most)


def _content(element: "etree._Element", most: int) -> str:
    for one in element.iterfind(".//gmd:LocalisedCharacterString", NAMES):
        if str(one.get("locale", "")).lower() in ("#vi", "#vie", "#locale-vie") and one.text:
            return _text(one.text, most)
    for kind in ("gco:CharacterString", "gmx:Anchor", "gmd:URL"):
        if (found := element.find(kind, NAMES)) is not None:
            return _text(found.text, most)
    return ""


def _keywords(record: "etree._Element") -> Iterator[str]:
    for one in record.iterfind(
        f"{IDENTIFICATION}/gmd:descriptiveKeywords/gmd:MD_Keywords/gmd:keyword", NAMES
    ):
        if words := _content(one, 60):
            yield words


def _publisher(record: "etree._Element") -> str:
    """The organisation whose role is publisher or owner, else the first that is named."""
    found = []
    for one in record.iterfind(f"{IDENTIFICATION}/gmd:pointOfContact/gmd:CI_ResponsibleParty", NAMES):
        name = one.find("gmd:organisationName", NAMES)
        if name is not None and (words := _content(name, 200)):
            role = _code(one, "gmd:role/gmd:CI_RoleCode")
            found.append(({"publisher": 0, "owner": 1}.get(role, 2), words))
    return min(found, key=lambda one: one[0])[1] if found else ""


def _licence(record: "etree._Element") -> str:
    """An address where there is one, for our own licences are known by theirs; else the words."""
    path = f"{IDENTIFICATION}/gmd:resourceConstraints/*"
    words = ""
    for one in record.iterfind(path, NAMES):
        for part in one:
            anchor = part.find("gmx:Anchor", NAMES)
            href = "" if anchor is None else str(anchor.get(f"{{{NAMES['xlink']}}}href", ""))
            text = href or _content(part, 300)
            if is_web(text):
                return text[:300]
            words = words or text
    return words


def _link(online: "etree._Element") -> tuple[str, str, str] | None:
    """Address, function and protocol of a resource on the network; None where its address is none of the web."""
    url = online.find("gmd:linkage/gmd:URL", NAMES)
    address = (url.text or "").strip() if url is not None else ""
    if not is_web(address):
        return None
    function = _code(online, "gmd:function/gmd:CI_OnLineFunctionCode")
    return address, function, _words(online, "gmd:protocol", 100)


def _is_page(function: str, protocol: str) -> bool:
    return function in ("information", "search", "order") or (
        not function and protocol.upper().startswith("WWW:LINK")
    )


def _files(record: "etree._Element") -> Iterator[RemoteFile]:
    """What may be downloaded, and services; pages about the data are none."""
    for one in record.iterfind(ONLINE, NAMES):
        link = _link(one)
        if link is None or _is_page(link[1], link[2]):
            continue
        yield RemoteFile(
            key=link[0][:200],
            title=_words(one, "gmd:name", 300) or link[0][:300],
            url=link[0],
            format=_format(link[0], link[2]),
        )


def _page(record: "etree._Element") -> str:
    links = (_link(one) for one in record.iterfind(ONLINE, NAMES))
    return next((link[0] for link in links if link and _is_page(link[1], link[2])), "")


def _format(url: str, protocol: str) -> str:
    """OGC's services by their protocol, files by the end of their name."""
    word = protocol.upper()
    if word.startswith("OGC:"):
        return word.partition(":")[2].partition("-")[0].lower()[:40]
    name = urlsplit(url).path.rpartition("/")[2]
    return name.rpartition(".")[2].lower()[:40] if "." in name else ""


def _text(value: object, most: int) -> str:
    return " ".join(value.replace("\0", "").split())[:most] if isinstance(value, str) else ""
