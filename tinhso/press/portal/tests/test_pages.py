"""The public pages: an article with its figures, corrections and versions, and that nothing typed into a block does anything."""

import json
from dataclasses import replace
from decimal import Decimal
from xml.etree import ElementTree

import pytest

from tinhso.casework.tests.makers import NOW
from tinhso.indicators.public import QuotedFigure
from tinhso.lib.dates import local
from tinhso.press.articles.actions.begin_change import begin_change
from tinhso.press.articles.actions.move_article import move_article
from tinhso.press.articles.actions.withdraw_article import withdraw_article
from tinhso.press.models import FormerAddress
from tinhso.press.tests.makers import LEAD, TEXT, TITLE, approved, fresh, published, saved, sent

FIGURE = {"type": "figure", "indicator": "post.revenue", "period": "2023"}
QUOTED = QuotedFigure("post.revenue", "2023", "Doanh thu", "năm 2023", "4.900", "tỷ đồng", "", Decimal(4900), "/so-lieu/doanh-thu/?ky=2023")  # fmt: skip
EVIL = '"><script>alert(1)</script><img src=x onerror=alert(1)>'


@pytest.fixture
def figures(monkeypatch):
    """The figure as it is; a test changes it."""
    now = {"figure": QUOTED}

    def read(quotes, *, today):
        return {quote: now["figure"] for quote in quotes if quote[0] == "post.revenue"}

    for room in ("page_blocks", "checks", "publishing"):
        monkeypatch.setattr(f"tinhso.press.articles.{room}.quoted_figures", read)
    return now


def corrected(town, article, *, reason="Sai tên xã", **words):
    begin_change(
        article=article,
        ver=fresh(article).ver,
        change="correction",
        reason=reason,
        by=town.actor("bien"),
        now=NOW,
    )
    saved(town, article, who="viet", **words)
    sent(town, article, "viet")
    sent(town, article, "bien")
    return fresh(approved(town, article))


def test_an_article_is_read_by_everybody(newsroom, client, django_assert_max_num_queries):
    article = published(newsroom)
    with django_assert_max_num_queries(12):
        page = client.get(f"/tin-tuc/{article.slug}/")
    text = page.content.decode()
    assert TITLE in text and LEAD in text and '<a href="/thu-tuc/">danh sách thủ tục</a>' in text
    data = json.loads(text.split('<script type="application/ld+json">')[1].split("</script>")[0])
    assert data["@type"] == "NewsArticle" and data["headline"] == TITLE


def test_lists_feeds_and_maps_name_it(newsroom, client, django_assert_max_num_queries):
    article = published(newsroom)
    places = ("/tin-tuc/", "/tin-tuc/chuyen-muc/chuyen-doi-so/", "/tin-tuc/rss.xml", "/tin-tuc/atom.xml",
              "/tin-tuc/chuyen-muc/chuyen-doi-so/atom.xml", "/tin-moi-sitemap.xml")  # fmt: skip
    for place in places:
        with django_assert_max_num_queries(8):
            page = client.get(place)
        assert page.status_code == 200 and article.slug in page.content.decode(), place
    assert article.slug not in client.get("/tin-tuc/chuyen-muc/du-lieu/").content.decode()
    for place in (
        "/tin-tuc/chuyen-muc/khong-co/",
        "/tin-tuc/pdf.xml",
        "/tin-tuc/khong-co/",
        "/tin-tuc/khong-co/ninjs.json",
    ):
        assert client.get(place).status_code == 404
    item = client.get(f"/tin-tuc/{article.slug}/ninjs.json").json()
    assert item["headlines"][0]["value"] == TITLE and item["pubstatus"] == "usable"


def test_a_figure_that_was_revised_is_flagged_and_the_archive_shows_what_was_printed(
    newsroom, client, figures
):
    article = published(newsroom, blocks=[TEXT, FIGURE])
    address = f"/tin-tuc/{article.slug}/"
    text = client.get(address).content.decode()
    assert (
        "4.900" in text
        and "/so-lieu/doanh-thu/?ky=2023" in text
        and "đính chính sau khi đăng</span>" not in text
    )
    figures["figure"] = replace(QUOTED, text="4.902", value=Decimal(4902))
    text = client.get(address).content.decode()
    assert (
        "số liệu đã được đính chính sau khi đăng" in text
        and "4.902" in text
        and "Lúc đăng: 4.900 tỷ đồng" in text
    )
    archive = client.get(f"{address}ban/1/").content.decode()
    assert "4.900" in archive
    figures["figure"] = replace(QUOTED, text="chưa có số liệu", value=None)
    assert "Lúc đăng: 4.900" in client.get(address).content.decode()


def test_a_figure_of_a_period_that_was_not_over_has_grown_and_was_not_corrected(newsroom, client, figures):
    """NOW is in March 2024: the year went on after the article was published."""
    article = published(newsroom, blocks=[TEXT, FIGURE | {"period": "2024"}])
    assert article.live.figures.get().value == 4900
    figures["figure"] = replace(QUOTED, text="4.902", value=Decimal(4902))
    text = client.get(f"/tin-tuc/{article.slug}/").content.decode()
    assert "Lúc đăng, kỳ chưa kết thúc: 4.900 tỷ đồng" in text and "4.902" in text
    assert "đính chính sau khi đăng</span>" not in text and "0 số đã được đính chính" in text


def test_a_figure_of_the_day_of_publishing_tells_not_what_it_was_that_morning(newsroom, client, figures):
    """“Lúc đăng, kỳ chưa kết thúc: 0 bộ dữ liệu” stood under 234 sets, counted while that day went on."""
    article = published(newsroom, blocks=[TEXT, FIGURE | {"period": f"{local(NOW):%Y-%m-%d}"}])
    assert article.live.figures.get().value == 4900
    figures["figure"] = replace(QUOTED, text="4.902", value=Decimal(4902))
    text = client.get(f"/tin-tuc/{article.slug}/").content.decode()
    assert "4.902" in text and "Lúc đăng" not in text and "0 số đã được đính chính" in text


@pytest.mark.parametrize("kind", ["rss", "atom"])
def test_markup_in_a_sapo_stays_words_where_feeds_are_read_as_html(newsroom, client, kind):
    published(newsroom, lead=f"Sapô & {EVIL}")
    entry = ElementTree.fromstring(client.get(f"/tin-tuc/{kind}.xml").content)
    texts = [
        one.text or "" for one in entry.iter() if one.tag.rpartition("}")[2] in ("summary", "description")
    ]
    (words,) = (text for text in texts if "Sapô" in text)
    assert "&lt;script&gt;" in words and "&amp;" in words and "<" not in words


def test_a_correction_stands_on_the_page_and_the_former_version_is_read(newsroom, client):
    article = published(newsroom)
    corrected(newsroom, article, lead="Sapô đã sửa")
    text = client.get(f"/tin-tuc/{article.slug}/").content.decode()
    assert "Sapô đã sửa" in text and "Sai tên xã" in text and "CorrectionComment" in text
    former = client.get(f"/tin-tuc/{article.slug}/ban/1/").content.decode()
    assert LEAD in former and "noindex" in former
    assert client.get(f"/tin-tuc/{article.slug}/ban/3/").status_code == 404


def test_a_withdrawn_article_says_when_and_why_and_nothing_else(newsroom, client):
    article = published(newsroom)
    withdraw_article(
        article=article, ver=article.ver, reason="Sai hoàn toàn", by=newsroom.actor("duyet"), now=NOW
    )
    page = client.get(f"/tin-tuc/{article.slug}/")
    assert (
        page.status_code == 410
        and "Sai hoàn toàn" in page.content.decode()
        and LEAD not in page.content.decode()
    )
    assert client.get(f"/tin-tuc/{article.slug}/ban/1/").status_code == 404
    item = client.get(f"/tin-tuc/{article.slug}/ninjs.json").json()
    assert item["pubstatus"] == "canceled" and "bodies" not in item and "headlines" not in item


def test_a_former_address_leads_on(newsroom, client):
    article = published(newsroom)
    former = article.slug
    begin_change(
        article=article,
        ver=article.ver,
        change="rewrite",
        reason="Đổi địa chỉ",
        by=newsroom.actor("bien"),
        now=NOW,
    )
    move_article(
        article=article, ver=fresh(article).ver, slug="dia-chi-moi", by=newsroom.actor("bien"), now=NOW
    )
    assert FormerAddress.objects.get().slug == former
    answer = client.get(f"/tin-tuc/{former}/")
    assert (answer.status_code, answer["Location"]) == (301, "/tin-tuc/dia-chi-moi/")
    assert client.get("/tin-tuc/dia-chi-moi/").status_code == 200


@pytest.mark.parametrize(
    "block",
    [
        {"type": "heading", "text": EVIL},
        {
            "type": "text",
            "text": f'{EVIL} [x](javascript:alert(1)) [y](/x"onmouseover=alert(1)) [z](//evil.example/)',
        },
        {"type": "quote", "text": EVIL, "who": EVIL},
        {"type": "table", "caption": EVIL, "rows": f"A|B\n{EVIL}|x"},
        {"type": "document", "number": EVIL, "label": EVIL, "url": ""},
    ],
)
def test_markup_in_a_block_is_only_text(newsroom, client, block):
    heading = {"type": "heading", "text": "Mục"}
    blocks = [block, TEXT] if block["type"] == "heading" else [heading, block, TEXT]
    article = published(newsroom, title=f"Bài {EVIL[:40]}", lead=EVIL, blocks=blocks)
    for place in (
        f"/tin-tuc/{article.slug}/",
        "/tin-tuc/",
        "/tin-tuc/rss.xml",
        "/tin-tuc/atom.xml",
        "/tin-moi-sitemap.xml",
    ):
        text = client.get(place).content.decode()
        body = text.split("<main", 1)[-1]
        assert "<script>alert" not in text and "<img src=x" not in text, place
        assert 'href="javascript' not in body and 'href="//evil' not in body and '"onmouseover' not in body
