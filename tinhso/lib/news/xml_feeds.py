"""RSS 0.9x, 1.0 and 2.0, Atom, sitemap and news sitemap as drafts. lxml mends what it can; no entity, no network."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from lxml import etree

from tinhso.lib.news.decoding import as_markup
from tinhso.lib.news.feed import MOST_ITEMS, MOST_TEXT, Draft, Feed

FOREIGN = re.compile(r"(?i)mrss|itunes|media$|googleplay|georss|podcast|openx|slash")
ITEM = re.compile(
    r"<((?:\w{1,20}:)?(?:item|entry))(?=[\s>])[^<>]{0,500}>.*?(?=<(?:\w{1,20}:)?(?:item|entry)[\s>]|</\1\s*>|$)",
    re.DOTALL,
)
ROOTS = {
    "rss": "rss",
    "RDF": "rdf",
    "rdf": "rdf",
    "feed": "atom",
    "urlset": "sitemap",
    "sitemapindex": "sitemap_index",
}
TEXTS = ("encoded", "content", "body", "fulltext")
SUMMARIES = ("description", "summary", "tagline", "subtitle")
DATES = (
    "pubDate",
    "published",
    "issued",
    "publication_date",
    "date",
    "dateTime",
    "updated",
    "modified",
    "created",
    "lastmod",
)
BASE = "{http://www.w3.org/XML/1998/namespace}base"
Element = Any  # lxml brings no types
LONGEST_TEXT = MOST_TEXT * 4
MOST_OF_A_NAME = 20
"""Of dates, links and texts under one name in an item: no more are looked at."""


def parsed(markup: str) -> Element | None:
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True, encoding="utf-8",
    )  # fmt: skip
    try:
        return etree.fromstring(markup.encode("utf-8", "ignore"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def name_of(element: Element) -> str:
    """The name without its namespace, "" for names of other vocabularies that reuse the words of feeds."""
    if not isinstance(element.tag, str):
        return ""
    space, _, local = element.tag.rpartition("}")
    prefix, _, bare = local.rpartition(":")
    return "" if FOREIGN.search(space) or FOREIGN.search(prefix) else bare


def xml_drafts(text: str, feed: Feed) -> list[Draft]:
    """The items of an XML feed, those too that stand after the place where the file breaks."""
    markup = as_markup(text)
    root = parsed(markup)
    name = name_of(root) if root is not None else ""
    if name.lower() == "html" or (not name and "<html" in markup[:2000].lower()):
        feed.kind = "html"
        return []
    feed.kind = ROOTS.get(name, "unknown")
    base = root.get(BASE, "") if root is not None else ""
    if feed.kind == "sitemap_index" and root is not None:
        feed.parts = [words for one in root.iter() if name_of(one) == "loc" and (words := _text(one))][
            :MOST_ITEMS
        ]
        return []
    found: list[Draft] = [_draft(one, base) for one in _items(root)] if root is not None else []
    starts = list(islice(ITEM.finditer(markup), MOST_ITEMS)) if feed.kind != "sitemap" else []
    if len(found) < len(starts):
        feed.note(0, "Tệp hỏng giữa chừng; từng tin được đọc riêng.")
        pieces = (_piece(one) for one in starts)
        found = [_draft(one, base) for one in pieces if one is not None]
        feed.kind = feed.kind if name in ROOTS else "rss"
    return found


def _items(root: Element) -> Iterator[Element]:
    names = ("url",) if name_of(root) == "urlset" else ("item", "entry")
    for number, one in enumerate(one for one in root.iter() if name_of(one) in names):
        if number > MOST_ITEMS:
            return
        yield one


def _piece(found: re.Match[str]) -> Element | None:
    """One item alone, under a root that knows no prefix: names are then read with theirs."""
    root = parsed(f"<piece>{found[0]}</{found[1]}></piece>")
    return next(_items(root), None) if root is not None else None


def _draft(item: Element, base: str) -> Draft:
    words: dict[str, list[str]] = {}
    links: list[str] = []
    for one in item.iterchildren():
        name = name_of(one)
        if name == "link" and len(links) < MOST_OF_A_NAME:
            _link(one, links)
        elif name == "news":
            for inner in one.iterchildren():
                _note(words, name_of(inner), inner)
        elif name:
            _note(words, name, one)
    about = [value for key, value in item.attrib.items() if str(key).rpartition("}")[2] == "about"]
    guids = [one for one in (*words.get("guid", ()), *words.get("id", ())) if one.startswith("http")]
    return Draft(
        urls=(*words.get("loc", ()), *links, *guids, *map(str, about)),
        title=_first(words, ("title",)),
        summary=_first(words, SUMMARIES),
        text=_first(words, TEXTS),
        dates=tuple(value for name in DATES for value in words.get(name, ()) if value),
        base=str(item.get(BASE, base)),
    )


def _note(words: dict[str, list[str]], name: str, one: Element) -> None:
    if len(found := words.setdefault(name, [])) < MOST_OF_A_NAME:
        found.append(_text(one))


def _first(words: dict[str, list[str]], names: tuple[str, ...]) -> str:
    return next((value for name in names for value in words.get(name, ()) if value), "")


def _link(one: Element, links: list[str]) -> None:
    """The address of the page itself comes first; what belongs to it (pictures, comments, the feed) never."""
    address = str(one.get("href") or "").strip() or _text(one)
    relation = one.get("rel", "alternate")
    if address and relation == "alternate":
        is_page = one.get("type", "text/html") in ("text/html", "application/xhtml+xml")
        links.insert(0 if is_page and one.get("href") and not links else len(links), address)


def _text(one: Element) -> str:
    """All text below, markup of XHTML read over, within a bound."""
    parts, length = [], 0
    for part in one.itertext():
        parts.append(str(part))
        length += len(parts[-1])
        if length > LONGEST_TEXT:
            break
    return "".join(parts).strip()[:LONGEST_TEXT]
