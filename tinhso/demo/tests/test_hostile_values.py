"""Every address and every form of the demo with hostile values, as a visitor, a citizen, officers and the administrator.

No answer is a 500, gives a value back unescaped, grows a header, or takes endless queries or words.
"""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern

from tests.house.pages.test_routes import guard, routes
from tinhso.demo.tests.walking import LEAVES, Form, Walk, body, signed_in

pytestmark = [
    pytest.mark.long,
    pytest.mark.parametrize("_loaded_demo", [False], ids=["2024"], indirect=True, scope="module"),
]
MARK = "zq7"  # stands in no page by itself
SCRIPT = f"{MARK}<script>alert(1)</script>"
VALUES = [
    SCRIPT,
    f"{MARK}\"'><img src=x onerror=alert(1)>",
    f"{MARK}{{{{ 7|add:7 }}}}{{% debug %}}",
    f"{MARK}%s%d%n{{0}}{{x.__class__}}",
    f"{MARK}' OR 1=1; drop table kernel_event --",
    f"{MARK}\x00\x01\x1f",
    f"{MARK}\r\nX-Injected: {MARK}\r\n\r\nx",
    f"../../../../etc/passwd{MARK}",
    f"{MARK}\u202e\u0000\ufeff\ud83d\ude00\u0130\ufdfd".encode("utf-16", "surrogatepass").decode("utf-16"),
    MARK * 3400,
    "9" * 400,
    "-1",
    "0",
    "99999999999999999999",
    "1e999",
    "NaN",
    "²٣",
    "9999-99-99",
    "0001-01-01",
    "01/01/0001",
    "31/12/9999",
    "0001-01-01T00:00:00+23:00",
    "9999-12-31T23:59:59-14:00",
    "31/02/0000",
    "2024-13",
    "00000000-0000-0000-0000-000000000000",
    "javascript:alert(1)",
    "//example.com/",
]
UNSAFE = [SCRIPT, VALUES[1], f"{MARK}14", "root:x:0"]
MOST_QUERIES = 80  # more than these are compared with what the page asks without hostile values
PARAMETER = re.compile(r"[?&]([a-z_-]+)=")
UNLINKED_PARAMETERS = (  # parameters that views read though no page links to them
    *(
        "q",
        "ma",
        "trang",
        "sau",
        "nam",
        "thang",
        "ky",
        "co_quan",
        "ranh_gioi",
        "thu_tuc",
        "viec",
        "loai",
        "next",
    ),
    *(
        "man-hinh",
        "linh-vuc",
        "ngay",
        "tinh",
        "xa",
        "lat",
        "lon",
        "bbox",
        "z",
        "sql",
        "cot",
        "loc",
        "xep",
        "page",
        "page_size",
        "start_date",
        "end_date",
        "service_code",
        "status",
    ),
)


class Wrong:
    """Tries one request after the other and keeps what is wrong with the answers, once an address and kind."""

    def __init__(self) -> None:
        self.messages: dict[tuple[str, str], str] = {}
        self.tried = 0

    def ask(self, client: Client, who: str, form: Form, given: dict[str, str], name: str) -> None:
        """Sent, judged, and undone."""
        queries, send = StatementCount(), client.post if form.post else client.get
        with transaction.atomic(), connection.execute_wrapper(queries):
            answer = send(form.path, given or None)
            method, sent = "POST" if form.post else "GET", f"{form.path} {given or ''}"
            self.judge(who, method, sent, name, answer)
            transaction.set_rollback(True)
        if queries.asked > MOST_QUERIES:
            plain = StatementCount()
            with connection.execute_wrapper(plain):
                client.get(form.path.partition("?")[0])
            if queries.asked > plain.asked + MOST_QUERIES:
                self.messages.setdefault(
                    (name, "queries"), f"{who} {sent}: {queries.asked}, without them {plain.asked}"
                )

    def judge(self, who: str, method: str, path: str, name: str, answer: Any) -> None:
        self.tried += 1
        request_line = f"{who or 'nobody'} {method} {path[:200]!r}"
        content = body(answer)
        if answer.status_code >= 500 and answer.status_code != 503:
            self.messages.setdefault((name, "500"), request_line)
        if answer.has_header("X-Injected") or any("\n" in value for _, value in answer.items()):
            self.messages.setdefault((name, "header"), request_line)
        if answer.get("Content-Type", "").startswith(("text/html", "image/svg")):
            page = content.decode(errors="replace")
            for unsafe in UNSAFE:
                if unsafe in page:
                    self.messages.setdefault((name, "reflected"), f"{request_line}: {unsafe}")
        if answer.get("Location", "").startswith(("//", "javascript:", "http://example", "https://example")):
            self.messages.setdefault((name, "redirect"), f"{request_line} to {answer['Location'][:80]}")
        if "'unsafe-inline'" in answer.get("Content-Security-Policy", "'unsafe-inline'"):
            self.messages.setdefault((name, "policy"), request_line)

    def text(self) -> str:
        return "\n".join(f"{name} {kind}: {fault}" for (name, kind), fault in sorted(self.messages.items()))


class StatementCount:
    """How many statements a request asks for."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.asked += 1
        return execute(sql, params, many, context)


def turns() -> Iterator[str]:
    """Hostile values one after the other, without end: neighbours get different ones, and each its turn."""
    while True:
        yield from VALUES


def filled(path: str, route: URLPattern, value: str) -> str:
    """The address with that value in the place of every argument."""
    return (
        re.sub(r"<[^>]+>|\(\?P<[^)]*\)", lambda _: quote(value, safe=""), path)
        .replace("^", "")
        .replace("$", "")
    )


SUITED = {  # guard -> who passes it
    "citizen": "an",
    "signed in": "an",
    "officer": "giang",
    "role administrator": "quan",
    "role administrator desk examiner": "quan",
    "role head supervisor": "sau",
    "role head": "chi",
    "role clerk head": "chi",
}


def test_no_address_breaks_over_a_hostile_argument_or_parameter(demo):
    """As a visitor, and as somebody whom the guard lets in."""
    wrong, value = Wrong(), turns()
    clients = {who: signed_in(who) for who in ("", "binh", *SUITED.values())}
    for path, route in routes():
        name, kind = str(route.name), guard(route)
        if name in LEAVES:
            continue
        for who in ("", SUITED.get(kind, "binh")):
            for tried in tries(path, route, value):
                wrong.ask(clients[who], who, Form(tried, False, ()), {}, name)
    assert not wrong.messages, wrong.text()


def tries(path: str, route: URLPattern, value: Iterator[str]) -> Iterator[str]:
    if "<" in path:
        yield filled(path, route, next(value))
        yield filled(path, route, next(value))
    yield f"{filled(path, route, '1')}?{urlencode({key: next(value) for key in UNLINKED_PARAMETERS})}"


@pytest.mark.parametrize("who", ["", "an", "binh", "chi", "giang", "quan"])
def test_no_form_breaks_over_hostile_values(demo, who: str):
    client, wrong, value = signed_in(who), Wrong(), turns()
    walk = Walk(client, lambda *_: None, every=1, behind=bool(who)).go()
    for form in walk.forms.values():
        if form.name not in LEAVES:
            for _ in range(2):
                wrong.ask(client, who, form, hostile(form, value), form.name)
    assert wrong.tried
    assert not wrong.messages, wrong.text()


def hostile(form: Form, values: Iterator[str]) -> dict[str, str]:
    """Every field hostile, but for one in three that keeps what the page had put there, so that later checks are met."""
    return {
        name: held if held and number % 3 == 2 else next(values)
        for number, (name, held) in enumerate(form.fields)
    }
