"""docs/account.md, walked: each page opens for whom it names, each figure is what the page of the figure shows."""

import re
from functools import cache
from html import unescape
from pathlib import Path

import pytest
from django.test import Client

from tinhso.demo.tests.test_year import OF_2024
from tinhso.kernel.people.public import User

TABLE = Path(__file__).resolve().parents[3] / "docs/account.md"
ROW = re.compile(r"^\| (.+?) \| (–|\w+) \| `(.+?)` \| `(.+?)` \| (.+?) \|$", re.MULTILINE)
OF_THE_ACCOUNT = {
    *("4.900", "102,42", "102,08", "890", "872", "97,61", "234", "100", "434", "954", "940", "464", "15", "63"),
    "47",
}  # fmt: skip


def rows() -> list[tuple[str, ...]]:
    return ROW.findall(TABLE.read_text(encoding="utf-8"))


def test_every_figure_of_the_account_has_its_line():
    lines = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    assert len(rows()) == len(lines) - 1, "a line that cannot be read is not walked"
    assert {row[4] for row in rows()} >= OF_THE_ACCOUNT


AFTER_THE_START = "/so-lieu/bo-du-lieu-mo/"
"""The worker takes the files in once the demo runs; `demo/opendata/tests` counts the 234."""


@pytest.mark.long
@OF_2024
def test_every_clause_leads_to_its_page_and_its_figure(demo):
    wrong = []

    @cache
    def reader(who: str) -> Client:
        client = Client()
        if who != "–":
            client.force_login(User.objects.get(username=who))
        return client

    for clause, who, page, figure, says in rows():
        if (status := reader(who).get(page).status_code) != 200:
            wrong.append(f"{clause}: {page} answers {who} with {status}")
        answer = reader("–").get(figure)
        found = re.search(r'<p class="value">.*?</p>', answer.content.decode(), re.DOTALL)
        text = " ".join(unescape(re.sub(r"<[^>]+>", " ", found[0] if found else "")).split())
        number = rf"(?<![\d.,]){re.escape(says)}(?!\d)" if says[0].isdecimal() else re.escape(says)
        if answer.status_code != 200 or not (re.search(number, text) or figure.startswith(AFTER_THE_START)):
            wrong.append(f"{clause}: {figure} ({answer.status_code}) shows {text!r} and not {says}")
    assert not wrong, "\n".join(wrong)
