"""Walks the demo as one of its cast does: follows every link of every page, and keeps the forms that were met."""

import re
from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.test import Client
from django.urls import Resolver404, resolve

from tinhso.kernel.people.public import User

LINK = re.compile(r"""(?:href|src|hx-get)="([^"#]+)""")
FORM = re.compile(r"<form\b([^>]*)>(.*?)</form>", re.DOTALL)
BUTTON = re.compile(r"<button\b([^>]*)>")
CONTROL = re.compile(r"<(?:input|select|textarea|button)\b([^>]*)>")
ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
LEAVES = {
    "sign_out",
    "choose_language",
    "change_date",
    "account_logout",
    "sign_out_others",
    "end_all_sessions",
}
STARTS = ("/", "/can-bo/", "/ho-so/", "/so-lieu/", "/dieu-hanh/", "/thong-bao/", "/tai-khoan/", "/du-lieu/")


@dataclass(frozen=True)
class Form:
    """A form as it stands on a page: where it goes, how, and what its controls hold already."""

    path: str
    post: bool
    fields: tuple[tuple[str, str], ...]

    @property
    def name(self) -> str:
        return name_of(self.path)


def name_of(path: str) -> str:
    """The name of the address; "" where none of ours answers."""
    try:
        return str(resolve(urlsplit(path).path).url_name)
    except Resolver404:
        return ""


def is_public(path: str) -> bool:
    view = resolve(urlsplit(path).path).func
    return getattr(view, "guard", "public") == "public"


def signed_in(username: str) -> Client:
    """The test client as this member of the cast, "" a visitor."""
    client = Client(raise_request_exception=False)
    if username:
        client.force_login(User.objects.get(username=username))
    return client


def body(answer: Any) -> bytes:
    """Whole, streamed or not."""
    if answer.streaming:
        return b"".join(answer.streaming_content)
    return bytes(answer.content)


@dataclass
class Walk:
    """`every` pages of one name are opened; `look` is told each answer with its body. Files are opened like pages."""

    client: Client
    look: Callable[[str, Any, bytes], None]
    every: int = 2
    behind: bool = False
    """Only what is behind a guard: neither pages nor files that everybody may open."""
    forms: dict[str, Form] = field(default_factory=dict)
    opened: Counter[str] = field(default_factory=Counter)

    def go(self, *starts: str) -> "Walk":
        waiting, known = deque(starts or STARTS), set(starts or STARTS)
        while waiting:
            path = waiting.popleft()
            name = name_of(path)
            if (
                not name
                or name in LEAVES
                or self.opened[name] >= self.every
                or self.behind
                and is_public(path)
            ):
                continue
            self.opened[name] += 1
            answer = self.client.get(path)
            content = body(answer)
            self.look(path, answer, content)
            if answer.status_code in (301, 302):
                found = [answer["Location"]]
            elif answer.get("Content-Type", "").startswith("text/html"):
                found = list(self._ways(path, content.decode()))
            else:
                continue
            new = [one for one in found if one.startswith("/") and one not in known]
            known.update(new)
            waiting.extend(new)
        return self

    def _ways(self, path: str, page: str) -> Iterator[str]:
        for link in LINK.findall(page):
            if not link.startswith(("/static/", "data:", "mailto:", "tel:")):
                yield urljoin(path, unescape(link))
        for head, inside in FORM.findall(page):
            for form in forms_of(path, head, inside):
                self.forms.setdefault(form.name, form)


def forms_of(path: str, head: str, inside: str) -> Iterator[Form]:
    """The form, and once more for every button that sends it elsewhere."""
    words = dict(ATTRIBUTE.findall(head))
    fields = tuple(
        (given["name"], unescape(given.get("value", "")))
        for given in (dict(ATTRIBUTE.findall(one)) for one in CONTROL.findall(inside))
        if "name" in given and given["name"] != "csrfmiddlewaretoken"
    )
    post = words.get("method", "get").lower() == "post"
    yield Form(urljoin(path, unescape(words.get("action", ""))), post, fields)
    for button in BUTTON.findall(inside):
        if action := dict(ATTRIBUTE.findall(button)).get("formaction"):
            yield Form(urljoin(path, unescape(action)), True, fields)
