"""The account of the year as an article: no figure of it is typed, and each leads to its page."""

import re
from pathlib import Path

import pytest
import yaml
from django.test import Client

from tinhso.demo.press import account
from tinhso.demo.press.plan import PLAN
from tinhso.indicators.data import reading
from tinhso.press.articles.blocks import checked_blocks
from tinhso.press.public import Article

LINK = re.compile(r"\]\([^)]*\)")
FOLDER = Path(reading.__file__).parent / "indicators"


def indicators() -> dict[str, dict]:
    found: dict[str, dict] = {}
    for path in FOLDER.glob("*.yml"):
        found |= yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


def texts() -> list[str]:
    every = account.account_blocks(set(account.account_quotes()))
    words = [account.TITLE, account.LEAD, *(one["text"] for one in every if "text" in one)]
    return [LINK.sub("]", text) for text in words]


def test_no_digit_of_a_figure_is_typed_in_the_account():
    assert [text for text in texts() if re.search(r"\d", text)] == []


def test_the_whole_account_fits_into_one_article():
    """With every figure that an instance may have."""
    assert checked_blocks(account.account_blocks(set(account.account_quotes())))


def test_no_figure_is_typed_in_an_article_of_the_plan():
    for one in PLAN:
        words = LINK.sub("]", f"{one.title} {one.lead} {one.text}")
        assert not re.search(r"\d", words), words


def test_every_figure_that_is_quoted_is_an_indicator_that_everybody_may_read():
    known = indicators()
    quotes = account.account_quotes() + [quote for one in PLAN for quote in one.quotes]
    assert len(account.account_quotes()) >= 20
    assert [code for code, _period in quotes if code not in known or known[code].get("public") is False] == []


@pytest.mark.long
def test_each_figure_of_the_account_leads_to_its_page(demo):
    client = Client()
    page = client.get("/bai-08-03-2024/")
    assert page.status_code == 200
    text = page.content.decode()
    ways = re.findall(r'href="(/so-lieu/[^"]+\?ky=[^"]+)"', text)
    article = Article.objects.get(slug=account.SLUG)
    figures = [one for one in article.live.revision.blocks if one["type"] == "figure"]
    assert len(ways) == len(figures) >= 10
    for way in ways:
        assert client.get(way).status_code == 200, way
    systems = [way for _label, way in re.findall(r"\[([^\]]+)\]\((/[^)]+)\)", str(account.PARTS))]
    assert len(systems) >= 8
    for way in systems:
        assert client.get(way).status_code == 200 and f'href="{way}"' in text, way


@pytest.mark.long
def test_each_link_that_somebody_wrote_into_an_article_opens_for_everybody(demo):
    client = Client()
    revisions = [one.live.revision for one in Article.objects.filter(published_at__isnull=False) if one.live]
    ways = {way for one in revisions for way in re.findall(r"\]\((/[^)]*)\)", str(one.blocks))}
    assert "/so-lieu/bao-cao/" in ways
    assert [way for way in sorted(ways) if client.get(way, follow=True).status_code != 200] == []


@pytest.mark.long
def test_the_newsroom_has_work_at_each_step_and_every_page_says_that_it_is_invented(demo):
    states = set(Article.objects.values_list("state", flat=True))
    assert states == set(Article.State.values)
    assert Article.objects.filter(published_at__isnull=False).count() >= 29
    client = Client()
    assert "mô phỏng" in client.get("/tin-tuc/").content.decode()
    assert "mô phỏng" in client.get("/tin-tuc/rss.xml").content.decode().lower()


def test_the_registers_of_the_press_show_outlets_and_licences_at_each_standing(demo):
    offices = Client().get("/co-quan-bao-chi/").content.decode()
    assert "Văn phòng đại diện tại tỉnh (minh họa)" in offices and "Lê Văn Mẫu" in offices
    assert (
        "MP00301" not in offices and "Phạm Thị Mẫu" not in offices
    )  # no card is public, an ended term is over
    licences = Client().get("/giay-phep-bao-chi/").content.decode()
    assert all(words in licences for words in ("Đang hiệu lực", "Hết hạn", "Đã thu hồi", "minh họa"))
