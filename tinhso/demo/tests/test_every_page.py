"""What holds for every answer of the demo: its kind is told and true, no cache keeps it, its links are harmless, and a
parameter that comes twice does no harm."""

import csv
import json
import re
import zlib
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode, urlsplit
from xml.parsers import expat

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import DatabaseError, connection, models, transaction
from django.http import HttpResponse
from django.test import Client

from tests.house.pages.test_routes import guard, routes
from tinhso.demo.tests.test_hostile_values import SUITED, UNLINKED_PARAMETERS, filled
from tinhso.demo.tests.walking import LEAVES, Walk, body, signed_in
from tinhso.kernel.people.public import Person

pytestmark = [
    pytest.mark.long,
    pytest.mark.parametrize("_loaded_demo", [False], ids=["2024"], indirect=True, scope="module"),
]
WHO = ("", "an", "binh", "chi", "quan")
WRITTEN = re.compile(r"text/|.*[+/]xml")  # kinds whose letters need a charset
SIGNS = {
    "application/pdf": b"%PDF",
    "application/zip": b"PK",
    "image/png": b"\x89PNG",
    "image/jpeg": b"\xff\xd8",
    "font/woff2": b"wOF2",
}
LEADS = re.compile(r"""(?:href|src|action|formaction|hx-get|hx-post|data-src)="\s*([^"]*)\"""", re.IGNORECASE)
HARMLESS = {"", "http", "https", "mailto", "tel", "sms"}
NAMED = re.compile(  # RFC 6266: a quoted name, an encoded one, or both
    r"""(inline|attachment)(; ?filename="([^"\\\x00-\x1f\x7f-\uffff]|\\.)+"|; ?filename\*=(utf|UTF)-8''[\w%.~!#$&+^`|-]+)*"""
)
STRANGE = "javascript:alert(1)//"


class PageFaults:
    """What is wrong, once a kind and name of an address."""

    def __init__(self) -> None:
        self.wrong: dict[str, str] = {}
        self.looked = 0

    def text(self) -> str:
        return "\n".join(f"{name}: {sentence}" for name, sentence in sorted(self.wrong.items()))


@pytest.mark.parametrize("who", WHO)
def test_every_answer_tells_its_kind_truly_and_no_cache_keeps_what_is_shown_to_somebody(demo, who: str):
    """Neither a cache on the way nor that of the server holds anything about a person."""
    wrong = PageFaults()
    cache.clear()

    def look(path: str, answer: Any, content: bytes) -> None:
        wrong.looked += 1
        name = answer.resolver_match.url_name if answer.resolver_match else path
        if content and (fault := kind_fault(answer, content)):
            wrong.wrong.setdefault(f"{name} kind", f"{path} {fault}")
        if who and "no-store" not in answer.get("Cache-Control", "") and not is_for_everybody(path, content):
            wrong.wrong.setdefault(f"{name} cache", f"{path} {answer.get('Cache-Control')!r}")
        if (named := answer.get("Content-Disposition")) and not NAMED.fullmatch(named):
            wrong.wrong.setdefault(f"{name} name", f"{path} {named}")
        if answer.get("Content-Type", "").startswith("text/html") and (found := strange(content)):
            wrong.wrong.setdefault(f"{name} link", f"{path} {found}")

    walk = Walk(signed_in(who), look, every=2).go()
    assert people_in_the_cache() == []
    client = signed_in(who)
    for form in walk.forms.values():
        if form.name not in LEAVES:
            with transaction.atomic():
                answer = client.post(form.path) if form.post else client.get(form.path)
                look(form.path, answer, body(answer))
                transaction.set_rollback(True)
    assert wrong.looked > 60 and not wrong.wrong, wrong.text()


def is_for_everybody(path: str, content: bytes) -> bool:
    """Whether a visitor is shown the very same: then a cache may keep it."""
    answer = Client().get(path)
    return answer.status_code == 200 and body(answer) == content


def kind_fault(answer: HttpResponse, content: bytes) -> str:
    """ "" where Content-Type is told, with a charset for what is written, and the content is of that kind."""
    given = answer.get("Content-Type", "")
    kind, _, more = given.partition(";")
    if not kind:
        return "no Content-Type"
    if WRITTEN.match(kind.strip()) and "charset=utf-8" not in more.lower():
        return f"{given!r} has no charset"
    try:
        right = is_of(kind.strip(), content)
    except (ValueError, csv.Error, expat.ExpatError, zlib.error) as error:
        return f"{given!r} cannot be read: {type(error).__name__}"
    return "" if right else f"{given!r} begins {content[:20]!r}"


def is_of(kind: str, content: bytes) -> bool:
    if kind.endswith(("/json", "+json")):
        json.loads(content)
    elif kind.endswith(("/xml", "+xml")):
        expat.ParserCreate().Parse(content, True)
    elif kind.startswith("text/html"):
        text = content.decode()
        return text.lstrip().lower().startswith("<") and "\x00" not in text
    elif kind.startswith("text/"):
        content.decode()
    return content.startswith(SIGNS.get(kind, b""))


def strange(content: bytes) -> str:
    """A link of a scheme that is none of ours; "" where there is none."""
    for link in LEADS.findall(content.decode()):
        scheme = link.partition(":")[0].strip().lower() if re.match(r"\s*[\w+.-]+\s*:", link) else ""
        if scheme not in HARMLESS and not link.startswith(("data:image/", "blob:")):
            return link[:80]
    return ""


def people_in_the_cache() -> list[str]:
    """Whose name, number or telephone a cache of the server holds now; it holds something."""
    cached = [repr(cache.get(key.split(":", 2)[2])) for key in list(cache._cache)]  # noqa: SLF001 (of this process)
    assert len(cached) > 0
    people = Person.objects.exclude(id_number="").values_list("full_name", "id_number", "phone")
    names = {word for row in people[:500] for word in row if len(word) > 8}
    assert len(names) > 20
    return [word for word in names if any(word in one for one in cached)]


def test_a_link_of_a_strange_scheme_that_was_stored_stands_on_no_page(demo):
    """Readers of links refuse them; this is for what comes by another way into the tables."""
    wrong = PageFaults()

    def look(path: str, answer: Any, content: bytes) -> None:
        wrong.looked += 1
        if answer.get("Content-Type", "").startswith("text/html") and (found := strange(content)):
            name = answer.resolver_match.url_name if answer.resolver_match else path
            wrong.wrong.setdefault(name, f"{path} {found}")

    with transaction.atomic():
        assert sum(spoilt()) > 10
        for who in ("", "an", "quan", "chi"):
            Walk(signed_in(who), look, every=1).go()
        transaction.set_rollback(True)
    assert wrong.looked > 150 and not wrong.wrong, wrong.text()


def spoilt() -> Iterator[int]:
    """Every column of letters that holds an address now holds a script instead; rows that their table keeps from it stay."""
    for model in apps.get_models():
        if not model.__module__.startswith("tinhso.") or model._meta.proxy:  # noqa: SLF001
            continue
        for field in model._meta.concrete_fields:  # noqa: SLF001
            if isinstance(field, models.CharField | models.TextField) and not field.primary_key:
                yield _spoil(model._meta.db_table, field.column)  # noqa: SLF001


def _spoil(table: str, column: str) -> int:
    change = f'update "{table}" set "{column}" = %s || left(md5(random()::text), 8) where "{column}" ~ \'^https?://\''
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change, [STRANGE])
            return int(cursor.rowcount)
    except DatabaseError:
        return 0  # append-only, too short or refused by a constraint: the table keeps itself from it


def test_a_parameter_that_comes_twice_breaks_nothing_and_changes_no_refusal(demo):
    """ServiceQuery by whom the guard lets in: twice in the query, and once in the query and once in the body."""
    wrong = PageFaults()
    clients = {who: signed_in(who) for who in ("", "binh", *SUITED.values())}
    once = urlencode(dict.fromkeys(UNLINKED_PARAMETERS, "1"))
    twice = urlencode([(key, value) for key in UNLINKED_PARAMETERS for value in ("zq7", "1")])
    for path, route in routes():
        if str(route.name) in LEAVES:
            continue
        address = filled(path, route, "1")
        who = "" if guard(route) == "public" else SUITED.get(guard(route), "binh")
        wrong.looked += 1
        _compare(wrong, clients[who], who, f"{address}?{once}", f"{address}?{twice}", str(route.name))
    assert wrong.looked > 400 and not wrong.wrong, wrong.text()


def _compare(wrong: PageFaults, client: Client, who: str, one: str, other: str, name: str) -> None:
    answers = []
    for path, send in ((one, client.get), (other, client.get), (one, client.post)):
        with transaction.atomic():
            given = {"next": "//example.com/", "q": "zq7"} if send == client.post else None
            answer = send(path, given) if given else send(path)
            body(answer)
            transaction.set_rollback(True)
        answers.append(answer.status_code)
        away = urlsplit(answer.get("Location", "")).netloc
        if answer.status_code == 500 or away == "example.com":
            wrong.wrong.setdefault(f"{name} fails", f"{who} {path[:60]} {answer.status_code} {away}")
    if answers[0] != answers[1] and 429 not in answers:
        wrong.wrong.setdefault(f"{name} differs", f"{who} {one[:60]} {answers}")
