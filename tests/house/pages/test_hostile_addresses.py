"""No address answers 500, whatever stands behind its question mark or in it, and by whatever method it is opened.

Which parameters an address reads is seen while it is opened; each of them is then given some of what breaks clocks, numbers
and texts, others at each address; all of it with `bin/test --whole`.
"""

import itertools
import re
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.http import QueryDict
from django.test import Client
from django.urls import URLPattern

from tests.house.pages.test_routes import address, routes
from tests.house.sources import files, short
from tests.share import share
from tests.town import make_officer
from tinhso.kernel.people import roles

HOSTILE = [
    "0001-01-01",
    "0001-01-01T00:00:00+23:00",
    "9999-12-31T23:59:59-14:00",
    "31/12/9999",
    "9999-W53",
    "9999-12",
    "9999",
    "0000",
    "99999999999999999999",
    "-1",
    "²",
    "NaN",
    "\x00",
]
READ_AS_A_WHOLE = {  # `request.GET.dict()`: what is read of it is not seen
    "/open311/v2/": ["start_date", "end_date", "page", "page_size", "service_request_id", "status"],
    "/api/3/action/": [
        "id",
        "rows",
        "start",
        "limit",
        "offset",
        "q",
        "fq",
        "sort",
        "facet.limit",
        "resource_id",
    ],
}
ACTIONS = (
    "package_list",
    "package_search",
    "package_show",
    "datastore_search",
    "recently_changed_packages_activity_list",
)
CKAN = "/api/3/action/package_list"
PATHS = ["9999", "0001-01", "9999-12-31", "²", "99999999999999999999"]
addresses = itertools.count(1)
PARTS = 6  # of the addresses, so that no test takes as long as a test that hangs


@pytest.fixture
def everybody(town):
    """A citizen, and an officer with every role."""
    every = [
        one
        for one in vars(roles).values()
        if isinstance(one, type) and issubclass(one, roles.Role) and one is not roles.Role
    ]
    everything = make_officer("moi", "Mọi Vai Trò", town.agency_a, "Chuyên viên", *every)
    clients = [Client(raise_request_exception=False) for _ in range(3)]
    town.sign_in(clients[0], "an")
    clients[1].force_login(everything)
    return clients


def ask(client: Client, method: str, path: str, given: dict[str, str]) -> str:
    """What went wrong, empty if nothing did. Each from an address of its own, so that nobody is turned away first."""
    number = next(addresses)
    here = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
    with transaction.atomic():
        if method == "POST":
            answer = client.post(path, given, REMOTE_ADDR=here)
        else:
            answer = client.generic(method, path, QUERY_STRING=urlencode(given), REMOTE_ADDR=here)
        if answer.status_code == 500:
            transaction.set_rollback(True)  # the database may have refused: the next one asks anew
    client.answered = answer.status_code
    if answer.status_code != 500:
        return ""
    kind, error, _trace = answer.exc_info or (None, "", None)
    return f"{method} {path} {given}: {getattr(kind, '__name__', '')}: {str(error)[:150]}"


@pytest.fixture
def read(monkeypatch) -> set[str]:
    """The names that were asked of a query since it was last emptied."""
    names: set[str] = set()
    for method in ("get", "getlist", "__getitem__", "__contains__"):
        plain = getattr(QueryDict, method)

        def seen(self, key, *more, plain=plain):
            if isinstance(key, str):
                names.add(key)
            return plain(self, key, *more)

        monkeypatch.setattr(QueryDict, method, seen)
    return names


def paths_of(route: URLPattern, path: str) -> Iterator[str]:
    """The address with harmless examples, and once with each hostile value for what it takes as text."""
    if "action/(" not in path:
        yield address(route, path)
    if "action/(" in path:
        yield from (f"/api/3/action/{action}" for action in ACTIONS)
    elif "<fmt:fmt>" in path:
        yield filled(path.replace("<fmt:fmt>", "json"), "x")
    elif any(mark in path for mark in ("<str:", "<slug:", "<period")):
        for value in share(PATHS, 3, beside=path):
            yield filled(path, value)


def filled(path: str, value: str) -> str:
    return re.sub(r"<(?:(\w+):)?\w+>", lambda m: "1" if m[1] == "int" else value, path)


@pytest.mark.long
@pytest.mark.django_db
@pytest.mark.parametrize("part", range(PARTS))
def test_no_parameter_and_no_method_breaks_an_address(everybody, read, part):
    broken = []
    for path, route in list(routes())[part::PARTS]:
        for at in paths_of(route, path):
            reached = [everybody[2]]
            for client in everybody:
                read.clear()
                broken.append(ask(client, "GET", at, {}))
                reached += [client] * (client.answered == 200)
                names = set(read) | {
                    n for start, more in READ_AS_A_WHOLE.items() if at.startswith(start) for n in more
                }
                broken += [
                    ask(client, "GET", at, {name: value})
                    for name in sorted(names - {"next"})
                    for value in share(HOSTILE, 4, beside=(at, name, client.answered))
                ]
            # The other methods by one whom the view lets in, if there is one.
            broken += [ask(reached[-1], method, at, {}) for method in ("OPTIONS", "HEAD")]
    assert not [one for one in broken if one], "\n".join(sorted({one for one in broken if one}))


VERSIONS = ["", "x", "-1", "0", "²", "\x00", "99999999999999999999", "9" * 5000]


@pytest.mark.long
@pytest.mark.django_db
@pytest.mark.parametrize("part", range(PARTS))
def test_no_version_that_is_sent_breaks_a_deed(everybody, part):
    """Alone, and beside the code of a row that was ticked."""
    broken = []
    for path, route in list(routes())[part::PARTS]:
        at = filled(address(route, path).replace("<fmt:fmt>", "json"), "1")
        for number, client in enumerate(everybody):
            for ver in share(VERSIONS, 3, beside=(at, number)):
                broken.append(ask(client, "POST", at, {"ver": ver, "chosen": f"X|{ver}", "deed": "x"}))
    assert not [one for one in broken if one], "\n".join(sorted({one for one in broken if one}))


def test_versions_are_read_in_one_place_only():
    """`sent_version`, `read_version` or a field with the bound of rows: an int() of one's own forgets what is too long."""
    pattern = re.compile(r"""POST(\.get\(|\[)["']ver["']|int\(ver\)|int\(given\)""")
    readers = {
        short(path)
        for path in files("tinhso/*.py")
        if pattern.search(path.read_text()) and "/tests/" not in short(path)
    }
    assert readers <= {"tinhso/kernel/site/forms.py", "tests/house/pages/test_hostile_addresses.py"}
    loose = []
    for path in files("tinhso/*.py"):
        for field in re.findall(r"^ +ver = forms\.IntegerField\((.*)\)$", path.read_text(), re.MULTILINE):
            if "min_value=1, max_value=10**8" not in field:
                loose.append(f"{short(path)}: {field}")
    assert not loose


@pytest.mark.django_db
def test_what_pages_of_other_sites_may_read_answers_their_browsers_first(client):
    lacking = []
    for path, route in routes():
        methods = getattr(route.callback, "any_origin", None)
        at = CKAN if "action/(" in path else address(route, path).replace("<fmt:fmt>", "json")
        asked = client.options(at, headers={"Origin": "https://khac.example"})
        if methods is None:
            if "Access-Control-Allow-Origin" in asked.headers:
                lacking.append(f"{path} is open without `any_origin`")
            continue
        allowed = asked.headers.get("Access-Control-Allow-Methods", "")
        if asked.status_code != 204 or not set(methods) <= set(allowed.split(", ")):
            lacking.append(f"{path}: {asked.status_code} {allowed}")
    assert not lacking, "\n".join(lacking)


@pytest.mark.django_db
def test_somebody_signed_in_who_opens_the_address_of_signing_out_is_asked(town, client):
    page = town.sign_in(client, "an").get("/dang-xuat/")
    assert page.status_code == 200
    assert "Ông/bà muốn đăng xuất?" in page.content.decode()
    assert client.get("/tai-khoan/").status_code == 200
    client.post("/dang-xuat/")
    assert client.get("/tai-khoan/").status_code == 302
