"""The catalogue read in English: English titles for the most used procedures, the law's words marked as Vietnamese."""

import pytest
from django.test import Client
from django.utils import translation

from tinhso.onestop.catalogue.procedure_page.national_page import _channels
from tinhso.onestop.data.reading import english_keywords, english_titles, rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(catalogue: object) -> Client:
    client = Client()
    client.post("/ngon-ngu/", {"language": "en", "next": "/"})
    return client


def test_each_of_the_hundred_has_an_english_title_and_keywords():
    hundred = rows("most_used.csv")
    assert len(hundred) == 100
    assert all(row["title_en"] and row["keywords_en"] for row in hundred)
    assert len(english_titles()) == len(english_keywords()) == len(set(english_titles().values())) == 100


@pytest.mark.long
def test_the_english_page_leads_with_the_english_title_and_marks_the_name(reader: Client):
    page = reader.get("/thu-tuc/1.001193/").content.decode()
    assert "<h1>Birth registration " in page
    assert 'lang="vi">' in page
    assert '<ol class="then plain" lang="vi">' in page
    assert "<title>Birth registration" in page


def test_the_sources_words_about_channels_are_marked_as_vietnamese():
    facts = {
        "channels": [
            {
                "channel": "trực tiếp",
                "fee_state": "by_rule",
                "fee_text": "Theo <b>nghị quyết</b>",
                "limit_text": "ngay",
            },
            {"channel": "trực tuyến", "fee_state": "not_stated"},
        ]
    }
    with translation.override("en"):
        table = _channels(facts)
        _way, limit, fee = table.rows[0]
        assert fee.small == '<span lang="vi">Theo &lt;b&gt;nghị quyết&lt;/b&gt;</span>'
        assert '<span lang="vi">ngay</span>' in limit.text
        assert not table.rows[1][2].small
    with translation.override("vi"):
        assert _channels(facts).rows[0][2].small == "Theo <b>nghị quyết</b>"


@pytest.mark.long
def test_a_hit_without_english_title_is_marked_as_vietnamese(reader: Client):
    page = reader.get("/thu-tuc/?q=birth certificate").content.decode()
    assert "Birth registration" in page
    others = reader.get("/thu-tuc/?q=cap doi cccd").content.decode()
    assert '<span lang="vi">' in others


@pytest.mark.long
def test_a_vietnamese_page_says_nothing_in_english(catalogue: object):
    page = Client().get("/thu-tuc/1.001193/").content.decode()
    assert "Birth registration" not in page
    assert '<ol class="then plain">' in page


def test_english_keywords_lead_to_their_procedure(reader: Client):
    for query, code in (("register a newborn", "1.001193"), ("proof of being unmarried", "1.004873")):
        page = reader.get(f"/thu-tuc/?q={query}").content.decode()
        assert page.index(f"/thu-tuc/{code}/") == min(
            page.index(f"/thu-tuc/{one}/") for one in english_titles() if f"/thu-tuc/{one}/" in page
        )
