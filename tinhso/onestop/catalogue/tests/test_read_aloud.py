"""Everyday procedures can be heard: papers, steps, how long, how much and where, as they stand on the page."""

import json
import re

import pytest
from django.test import Client

from tinhso.onestop.data.reading import heard_codes, procedures

pytestmark = pytest.mark.django_db


def lines_of(page: str) -> list[str]:
    found = re.search(r'<script id="heard-lines" type="application/json">(.*?)</script>', page)
    return json.loads(found.group(1)) if found else []


def test_twenty_procedures_that_exist_can_be_heard():
    assert len(heard_codes()) == 20
    assert heard_codes() <= {row.code for row in procedures()}


@pytest.mark.long
def test_what_to_bring_the_steps_and_the_facts_are_read(catalogue: object):
    page = Client().get("/thu-tuc/1.000656/").content.decode()
    lines = lines_of(page)
    assert "khai tử" in lines[0]
    assert lines.index("Giấy tờ cần mang.") < lines.index("Các bước.")
    assert lines[-1].startswith("Nơi nộp") or "Nộp ở đâu" in lines[-1]
    assert "Nghe đọc bằng tiếng Việt" in page
    assert "Máy này không có giọng đọc tiếng Việt" in page  # said where there is none


@pytest.mark.long
def test_an_english_page_reads_only_the_words_of_the_law(catalogue: object):
    client = Client()
    client.post("/ngon-ngu/", {"language": "en", "next": "/"})
    lines = lines_of(client.get("/thu-tuc/1.000656/").content.decode())
    assert "Các bước." in lines
    assert not any(line.startswith(("Where", "How")) for line in lines)


def test_another_procedure_has_no_button(catalogue: object):
    page = Client().get("/thu-tuc/1.003659/").content.decode()
    assert "data-hear" not in page
