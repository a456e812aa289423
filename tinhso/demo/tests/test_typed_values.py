"""Every form of the demo with a day and a number that nobody can read: what was typed stands in the answer, beside a message."""

import re
from html import unescape
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from tinhso.demo.tests.walking import LEAVES, Form, Walk, body, signed_in

pytestmark = [
    pytest.mark.long,
    pytest.mark.parametrize("_loaded_demo", [False], ids=["2024"], indirect=True, scope="module"),
]
TYPED = "31/02/2024x"  # neither a day, nor an hour, nor a number
FORM = re.compile(r"<form\b([^>]*)>(.*?)</form>", re.DOTALL)
BOX = re.compile(r"<input\b([^>]*)>")
ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
READ = re.compile(r"numeric|decimal")


def boxes(page: str, form: Form) -> list[str]:
    """The names of that form's boxes into which a day or a number belongs."""
    mine = {name for name, _ in form.fields}
    found = [dict(ATTRIBUTE.findall(one)) for one in BOX.findall(page)]
    return [one["name"] for one in found if one.get("name") in mine and READ.search(one.get("inputmode", ""))]


class FormPages(Walk):
    """Keeps of each form the page on which it stands."""

    def _ways(self, path: str, page: str) -> Any:
        before = set(self.forms)
        yield from super()._ways(path, page)
        for name in set(self.forms) - before:
            self.pages[name] = page


def answer_to(client: Client, form: Form, boxes_of: list[str]) -> str:
    """The page that whoever sent it sees; undone afterwards."""
    given = {name: TYPED if name in boxes_of else held for name, held in form.fields}
    with transaction.atomic():
        answer = client.post(form.path, given)
        seen = body(answer).decode(errors="replace")
        if answer.status_code in (301, 302):
            seen = body(client.get(answer["Location"])).decode(errors="replace")
        transaction.set_rollback(True)
    return unescape(seen)


@pytest.mark.parametrize("who", ["an", "binh", "chi", "giang", "quan", "hanh", "hai", "sau"])
def test_what_nobody_can_read_stands_in_the_answer_as_typed(demo, who: str):
    client = signed_in(who)
    walk = FormPages(client, lambda *_: None, every=2, behind=True)
    walk.pages = {}
    lost = []
    for name, form in walk.go().forms.items():
        asked = boxes(walk.pages[name], form) if form.post and name not in LEAVES else []
        if asked and answer_to(client, form, asked).count(TYPED) < len(asked):
            lost.append(f"{form.path}: {asked}")
    assert not lost, "\n".join(lost)
