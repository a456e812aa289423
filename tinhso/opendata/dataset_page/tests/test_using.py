"""What a reader takes along: a citation that leads back to the same rows, and lines that other programs understand."""

import ast
import re

import pytest
from django.test import Client

from tinhso.opendata.dataset_page.using import bibtex_of, citation_of, snippets_of

pytestmark = pytest.mark.django_db
BASE = "https://tinh.vn"
PAGE = "/du-lieu/xa-cua-thi-tran/"


def test_a_citation_leads_to_the_version_that_was_cited(opened):
    cited = citation_of(opened, opened.current, BASE)
    assert cited.startswith(f"{opened.publisher.name} (2024). Xã của thị trấn, phiên bản 1")
    address = re.search(r"https://tinh\.vn(\S+)$", cited)[1]
    assert address == f"{PAGE}?phien-ban=1" and Client().get(address).status_code == 200


def test_words_of_a_title_break_no_reference(opened):
    opened.title = r"A & B {x} 50% \input{y} #1_2"
    written = bibtex_of(opened, opened.current, BASE)
    assert (
        r"title = {{A \& B \{x\} 50\% input\{y\} \#1\_2}}" in written
        and written.count("\n") == written.count(",\n") + 1
    )


def test_a_demo_says_that_its_data_are_invented(opened, monkeypatch):
    opened.synthetic = True
    assert citation_of(opened, opened.current, BASE).startswith("DỮ LIỆU MÔ PHỎNG. ")
    assert "note = {DỮ LIỆU MÔ PHỎNG}" in bibtex_of(opened, opened.current, BASE)


def test_lines_name_the_columns_whose_zeros_stay(opened):
    python, r, excel = snippets_of(opened, opened.current, BASE)
    (call,) = [
        node for node in ast.walk(ast.parse(python.lines)) if isinstance(node, ast.Call) and node.keywords
    ]
    assert ast.literal_eval(call.args[0]) == f"{BASE}{PAGE}tai-ve/csv/"
    assert ast.literal_eval(call.keywords[0].value) == {"ma": "str", "ten_xa": "str", "cap": "str"}
    assert 'colClasses = c(ma = "character", ten_xa = "character", cap = "character")' in r.lines
    assert "Encoding = 65001" in excel.lines
    opened.current.columns = [[f"c{n}", f"Cột {n}", "text"] for n in range(40)]
    python, r, _excel = snippets_of(opened, opened.current, BASE)
    assert "dtype=str)" in python.lines and 'colClasses = "character")' in r.lines
    opened.current.columns = [["n", "Số", "whole"]]
    assert "dtype" not in snippets_of(opened, opened.current, BASE)[0].lines
