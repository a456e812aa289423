"""Feeds as strangers write them: every kind, every fault; nothing stops or doubles a source, nothing is lost in silence."""

import json
from datetime import datetime
from random import Random

import pytest

from tinhso.lib.dates import HANOI
from tinhso.lib.news import reading
from tinhso.lib.news.feed import MOST_ITEMS, NewsItem
from tinhso.lib.news.reading import read_feed

NOW = datetime(2024, 3, 8, 11, 30, tzinfo=HANOI)
AT = datetime(2024, 3, 8, 9, 15, tzinfo=HANOI)
HOME = "https://bao.example.vn/rss/tin.rss"
ITEM = """<item><title>Đường trước chợ hỏng</title><link>/duong-hong.html?utm_source=rss#top</link>
<guid isPermaLink="false">7</guid><description><![CDATA[<a href="x"><img src="y"></a>Ổ gà &amp; bùn<br>ba tuần]]></description>
<pubDate>Thứ Sáu, 08/03/2024 09:15 (GMT+7)</pubDate><author>Tên Người Viết</author></item>"""
RSS = f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Báo</title>{ITEM}</channel></rss>'
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://bao.example.vn/"><entry><title type="html">Đường trước chợ &lt;b>hỏng&lt;/b></title>
<link rel="self" href="a.atom"/><link rel="alternate" type="text/html" href="duong-hong.html"/><id>tag:1</id><updated>2024-03-08T02:15:00Z</updated>
<summary type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Ổ gà <b>&amp;</b> bùn ba tuần</div></summary></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="x"><title>Báo</title></channel><item rdf:about="https://bao.example.vn/duong-hong.html"><title>Đường trước chợ hỏng</title>
<description>Ổ gà &amp; bùn ba tuần</description><dc:date>2024-03-08T09:15+07:00</dc:date><dc:creator>Tên Người Viết</dc:creator></item></rdf:RDF>"""
OLD = RSS.replace('version="2.0"', 'version="0.91"')
JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "items": [
            {
                "id": "7",
                "url": "https://bao.example.vn/duong-hong.html",
                "title": "Đường trước chợ hỏng",
                "content_html": "<p>Ổ gà &amp; bùn ba tuần</p>",
                "date_published": "2024-03-08T09:15:00+07:00",
                "authors": [{"name": "Tên Người Viết"}],
            }
        ],
    }
)
NEWS_MAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://bao.example.vn/duong-hong.html</loc><news:news><news:publication><news:name>Báo</news:name></news:publication>
<news:publication_date>2024-03-08T09:15:00+07:00</news:publication_date><news:title>Đường trước chợ hỏng</news:title></news:news></url></urlset>"""


def read(content, **more):
    raw = content if isinstance(content, bytes) else content.encode()
    return read_feed(raw, url=HOME, now=NOW, **more)


@pytest.mark.parametrize(("content", "kind"), [(RSS, "rss"), (OLD, "rss"), (RDF, "rdf"), (ATOM, "atom"), (JSON_FEED, "json"), (NEWS_MAP, "sitemap")])  # fmt: skip
def test_each_kind_gives_the_same_item_and_never_who_wrote_it(content, kind):
    feed = read(content)
    assert feed.kind == kind and not feed.problems
    (item,) = feed.items
    assert (item.url, item.title, item.published) == (
        "https://bao.example.vn/duong-hong.html",
        "Đường trước chợ hỏng",
        AT,
    )
    assert item.excerpt == ("" if kind == "sitemap" else "Ổ gà & bùn ba tuần")
    assert "Tên Người Viết" not in repr(feed)
    assert not {"author", "by", "creator"} & set(NewsItem.__dataclass_fields__)


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf" + RSS.encode(),
        RSS.replace("utf-8", "utf-16").encode("utf-16"),
        RSS.replace("utf-8", "utf-16").encode("utf-16-le"),
        RSS.replace("utf-8", "iso-8859-1").encode(),
        RSS.replace("utf-8", "chẳng có").encode(),
        RSS.replace("utf-8", "utf-7").encode(),
        b"\n \0" + RSS.encode(),
        RSS.replace("<title>Đường", "<title>\x0b\x1f&#11;&#0;&#x1F;Đường").encode(),
        RSS.replace(
            "<rss", '<!DOCTYPE rss [<!ENTITY a "b"><!ENTITY c SYSTEM "file:///etc/passwd">]><rss'
        ).encode(),
        RSS.replace(ITEM, ITEM + ITEM).encode(),
        RSS.replace("</channel></rss>", "").encode(),
        RSS.replace("<channel>", "<channel><b><i>").encode(),
        RSS.replace("<rss version", '<rss xmlns:a="u" a:b version').encode(),
    ],
)
def test_marks_encodings_and_broken_files_do_not_matter(content):
    (item,) = read(content).items
    assert (item.title, item.published) == ("Đường trước chợ hỏng", AT)


def test_names_of_html_lone_ampersands_and_markup_twice_over():
    title = (
        read(
            RSS.replace(
                "Đường trước chợ hỏng",
                "Th&ocirc;ng tin X & Y &amp;lt;b&amp;gt;m&amp;ocirc;i&amp;lt;/b&amp;gt; &khong;",
            )
        )
        .items[0]
        .title
    )
    assert title == "Thông tin X & Y môi &khong;"
    hidden = read(RSS.replace("Ổ gà", "<script>steal()</script><style>p{}</style>Ổ gà")).items[0]
    assert "steal" not in hidden.excerpt + hidden.text and hidden.excerpt.startswith("Ổ gà")


def test_no_entity_is_expanded_and_no_file_is_opened():
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = RSS.replace(
        "<rss", f'<!DOCTYPE rss [<!ENTITY l0 "ha">{laughs}<!ENTITY f SYSTEM "/etc/passwd">]><rss'
    )
    (item,) = read(bomb.replace("Đường trước", "&l9;&f;Đường trước")).items
    assert len(item.title) < 60 and "root:" not in item.title


def test_one_bad_date_or_guid_neither_stops_nor_doubles_a_source():
    def item(number, **words):
        given = {
            "date": "Fri, 08 Mar 2024 09:15:00 +0700",
            "guid": "1",
            "link": f"https://bao.example.vn/{number}",
        } | words
        return f"<item><title>Tin {number}</title><link>{given['link']}</link><guid>{given['guid']}</guid><pubDate>{given['date']}</pubDate></item>"

    rows = [
        item(1), item(2, date="ngày nọ"), item(3, date="08/03/2094 09:15"), item(4, guid=""), item(5),
        item(6, link="", guid="không phải địa chỉ"), item(7, link="javascript:alert(1)"), item(8, link="", guid="https://bao.example.vn/8"),
        item(9, link="https://bao.example.vn/1?utm_campaign=x#y"),
    ]  # fmt: skip
    feed = read(RSS.replace(ITEM, "".join(rows)))
    assert [one.title for one in feed.items] == [f"Tin {n}" for n in (1, 2, 3, 4, 5, 8)]
    assert [one.published is None for one in feed.items] == [False, True, True, False, False, False]
    assert [one.place for one in feed.problems] == [2, 3, 6, 7, 9]


@pytest.mark.parametrize(
    "title", ["&#" + "9" * 5000 + ";Tin", "&#x" + "f" * 5000 + ";Tin", "Tin &#" + "9" * 5000]
)
def test_numbers_of_no_character_do_not_stop_a_source(title):
    in_json = json.dumps([{"url": "https://bao.example.vn/1", "title": title, "summary": title}])
    for content in (in_json, RSS.replace("Đường trước", title.replace("&", "&amp;amp;"))):
        (item,) = read(content).items
        assert "Tin" in item.title and len(item.title) < 80


def test_what_stands_many_times_in_one_item_is_looked_at_a_few_times(monkeypatch):
    looked_at = []
    monkeypatch.setattr(reading, "news_moment", lambda words, **more: looked_at.append(words))
    monkeypatch.setattr(
        reading, "plain_address", lambda words, base: looked_at.append(words) or "https://a.vn/"
    )
    rss = RSS.replace("</item>", "<pubDate>ngày nọ</pubDate>" * 300 + "<link>x:</link>" * 300 + "</item>")
    dates = "<news:publication_date>ngày nọ</news:publication_date>" * 300
    for content in (rss, NEWS_MAP.replace("<news:title>", f"{dates}<news:title>")):
        looked_at.clear()
        (item,) = read(content).items
        assert item.published is None and len(looked_at) < 50


def test_what_is_broken_in_the_middle_is_read_item_by_item():
    rows = "".join(ITEM.replace("duong-hong", f"bai-{n}") for n in range(20))
    feed = read(RSS.replace(ITEM, rows).replace("bai-7.html?", "bai-7.html?<<<&&</channel></rss>"))
    assert len(feed.items) >= 19


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "trống"), (b" \n\0 ", "trống"), (b"<!doctype html><html><body><p>Xin ch\xc3\xa0o", "HTML"), (b"xin ch\xc3\xa0o", "Không nhận ra"),
        (b"{", "JSON hỏng"), (b"{}", "không có danh sách"), (b"<?xml version='1.0'?>", "Không nhận ra"), (b"\xff\xfe", "trống"),
        (b"<rss>" + b" " * 5_000_001, "5 MB"), (b"PK\x03\x04" + bytes(range(256)), "Không nhận ra"), (b"[1, null, {\"url\": 5}]", "không có địa chỉ"),
        (b"<sitemapindex><sitemap><loc>https://bao.example.vn/1.xml</loc></sitemap></sitemapindex>", "mục lục"),
    ],
)  # fmt: skip
def test_what_is_no_feed_says_so(content, words):
    feed = read(content)
    assert not feed.items and any(words in one.why for one in feed.problems)


def test_a_source_is_bounded_and_no_title_or_text_is_endless():
    rows = "".join(f"<item><title>{'dài ' * 900}</title><link>https://a.vn/{n}</link><description>{'x ' * 99}</description></item>" for n in range(MOST_ITEMS + 9))  # fmt: skip
    feed = read(RSS.replace(ITEM, rows))
    assert len(feed.items) == MOST_ITEMS and any("500" in one.why for one in feed.problems)
    assert all(len(one.title) <= 300 and len(one.excerpt) <= 300 for one in feed.items)


def test_chance_never_breaks_the_reader():
    chance = Random(20240308)
    for whole in (RSS, ATOM, RDF, JSON_FEED, NEWS_MAP):
        raw = whole.encode()
        for _ in range(120):
            spoilt = bytearray(raw)
            for _ in range(chance.randrange(1, 30)):
                spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
            start = chance.randrange(len(raw) // 2)
            for content in (bytes(spoilt), raw[start:], raw[: start * 2], bytes(spoilt) + raw):
                feed = read(content)
                assert len({one.url for one in feed.items}) == len(feed.items)
                assert all(one.title and "\0" not in one.title + one.text for one in feed.items)
