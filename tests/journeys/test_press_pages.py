"""Every page of press as people read it: the newsroom's and the public's."""

from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.journeys.test_every_desk_page import Walk, named
from tests.journeys.test_officer_pages import Reader, own_connection
from tinhso.press.conftest import newsroom  # noqa: F401 - the fixture
from tinhso.press.tests.makers import TEXT, published, sent, waiting, written

__all__ = ["own_connection"]
pytestmark = [pytest.mark.journey, pytest.mark.long]
DESK = "/can-bo/tin-bai/"
NO_PAGE = {  # feeds, files, and a page that is an article like any other
    *("news_feed", "news_category_feed", "news_sitemap", "article_ninjs", "article_file"),
    *("article_desk_file", "account_of_2023"),
}
BLOCKS = [
    {"type": "heading", "text": "Mục"},
    TEXT,
    {"type": "quote", "text": "Lời trích", "who": "Người nói"},
    {"type": "table", "caption": "Bảng", "rows": "Nơi|Việc\nXã A|Mở lớp"},
    {"type": "document", "number": "01/KH", "label": "Kế hoạch", "url": "/thu-tuc/"},
]


def test_every_page_of_press_reads_well(browser: Browser, newsroom: Any):  # noqa: F811
    article = published(newsroom, blocks=BLOCKS)
    draft = written(newsroom, title="Bài đang viết", blocks=[*BLOCKS, {"type": "heading", "text": ""}])
    edited, offered = written(newsroom, title="Chờ biên tập"), waiting(newsroom, title="Bài chờ duyệt")
    sent(newsroom, edited, "viet")
    walk = Walk(Reader(browser, newsroom))
    one = f"{DESK}{draft.code}/"
    walk.read(
        "viet", DESK, "/can-bo/viet-bai/", one, f"{one}sua/", f"{one}tep/", f"{one}hen-gio/", f"{one}dia-chi/"
    )
    walk.read("viet", f"{one}ban/1/", f"{one}ban/2/thay-doi/", f"{one}viec/chuyen/")
    walk.read("bien", f"{DESK}{edited.code}/", f"{DESK}{edited.code}/viec/tra-lai/")
    walk.read(
        "duyet",
        f"{DESK}{offered.code}/",
        f"{DESK}{offered.code}/viec/duyet/",
        f"{DESK}{article.code}/viec/go/",
    )
    walk.read("an", "/tin-tuc/", "/tin-tuc/chuyen-muc/chuyen-doi-so/", f"/tin-tuc/{article.slug}/")
    walk.read("an", f"/tin-tuc/{article.slug}/ban/1/")
    assert not walk.reader.wrong, "\n".join(walk.reader.wrong)
    assert named("tinhso.press.") == walk.seen | NO_PAGE
