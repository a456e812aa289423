"""Reads whatever a source of news answers: each item once, each that is not understood listed, nothing ever raised."""

import re
from datetime import datetime, timedelta

from tinhso.lib.news.decoding import as_text
from tinhso.lib.news.feed import (
    MOST_ADDRESS,
    MOST_EXCERPT,
    MOST_ITEMS,
    MOST_OCTETS,
    MOST_TEXT,
    MOST_TITLE,
    Draft,
    Feed,
    NewsItem,
)
from tinhso.lib.news.json_feeds import json_drafts
from tinhso.lib.news.moments import news_moment
from tinhso.lib.news.plain_words import excerpt_of, plain_words
from tinhso.lib.news.web_addresses import plain_address
from tinhso.lib.news.xml_feeds import xml_drafts

AHEAD = timedelta(hours=26)
"""A date further in the future is a fault of the source: no zone of the world is that far."""
OLDEST = 1995
LAST_PART = re.compile(r"/([^/?#]+?)(?:\.\w{2,5})?/?(?:[?#].*)?$")


def read_feed(
    content: bytes, *, url: str, now: datetime, charset: str = "", month_first: bool = False
) -> Feed:
    """All items of an RSS, Atom, JSON feed or sitemap of at most 5 MB. `now` is for "2 giờ trước" and for dates that cannot be."""
    feed = Feed()
    if len(content) > MOST_OCTETS:
        feed.note(0, "Nguồn lớn hơn 5 MB, không đọc.")
        return feed
    text = as_text(content, charset).lstrip("\ufeff \t\r\n\0")
    if not text:
        feed.note(0, "Nguồn trống.")
        return feed
    drafts = json_drafts(text, feed) if text[0] in "[{" else xml_drafts(text, feed)
    _note_kind(feed, drafts)
    addresses: set[str] = set()
    for place, draft in enumerate(drafts, 1):
        if place > MOST_ITEMS:
            feed.note(0, f"Nguồn có hơn {MOST_ITEMS} tin; chỉ đọc {MOST_ITEMS} tin đầu.")
            break
        item = _item(draft, place, feed, base=url, now=now, month_first=month_first)
        if item is not None and item.url in addresses:
            feed.note(place, f"Trùng địa chỉ với tin trước: {item.url[:120]}")
        elif item is not None:
            addresses.add(item.url)
            feed.items.append(item)
    return feed


def _note_kind(feed: Feed, drafts: list[Draft]) -> None:
    if feed.kind == "html":
        feed.note(0, "Địa chỉ trả về trang HTML, không phải nguồn tin.")
    elif feed.kind == "sitemap_index":
        feed.note(0, "Đây là mục lục sơ đồ trang; khai địa chỉ của một phần trong đó.")
    elif feed.kind == "unknown" and not drafts and not feed.problems:
        feed.note(0, "Không nhận ra đây là nguồn tin RSS, Atom, JSON Feed hay sơ đồ trang.")


def _item(
    draft: Draft, place: int, feed: Feed, *, base: str, now: datetime, month_first: bool
) -> NewsItem | None:
    start = plain_address(draft.base, base) or base
    url = next((found for one in draft.urls if one and (found := plain_address(one, start))), "")
    if not url or len(url) > MOST_ADDRESS:
        feed.note(place, "Tin không có địa chỉ trang web đọc được.")
        return None
    text = plain_words(draft.text or draft.summary, MOST_TEXT)
    summary = plain_words(draft.summary, MOST_TEXT) or text
    title = plain_words(draft.title, 4 * MOST_TITLE) or excerpt_of(summary, 120) or _title_of(url)
    if not title:
        feed.note(place, f"Tin không có tiêu đề: {url[:120]}")
        return None
    published, words = _moment(draft, place, feed, now=now, month_first=month_first)
    return NewsItem(
        url=url,
        title=excerpt_of(title, MOST_TITLE),
        excerpt=excerpt_of(summary, MOST_EXCERPT),
        text=text,
        published=published,
        date_text=words,
    )


def _title_of(url: str) -> str:
    """Sitemaps have no titles: the words of the address stand in."""
    found = LAST_PART.search(url)
    return found[1].replace("-", " ").replace("_", " ").strip()[:MOST_TITLE] if found else ""


def _moment(
    draft: Draft, place: int, feed: Feed, *, now: datetime, month_first: bool
) -> tuple[datetime | None, str]:
    """The first date that can be; one that cannot be read is listed, and the item stays."""
    for words in draft.dates:
        found = news_moment(words, now=now, month_first=month_first)
        if found is not None and found.year >= OLDEST and found <= now + AHEAD:
            return found, words[:80]
    if draft.dates:
        feed.note(place, f"Không đọc được ngày: {plain_words(draft.dates[0], 60)}")
        return None, draft.dates[0][:80]
    return None, ""
