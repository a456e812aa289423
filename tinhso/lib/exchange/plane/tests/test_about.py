"""Rows say whom a call is about by a pseudonym, wherever its service says that the person stands; never by the number."""

import json

import pytest

from tinhso.lib.exchange.operations import read_operation
from tinhso.lib.exchange.plane.tests.running import (
    CALLER,
    PROVIDER,
    agreement,
    plane,
    policy,
    provider,
    signed,
)
from tinhso.lib.exchange.policy import PolicyService
from tinhso.lib.exchange.subjects import pseudonym, subject_key

NUMBER, WORD = "038190000123", "w" * 50
ABOUT = pseudonym(subject_key(WORD, "VN38"), NUMBER)
PLACES = {
    "duong-dan": ("path", "id"),
    "tham-so": ("query", "so"),
    "noi-dung": ("body", "/nguoi/so"),
    "tieu-de": ("header", "X-Nguoi"),
}
OPERATIONS = tuple(map(read_operation, ("GET /people/{id}", "GET /list", "POST /echo")))


def document(port):
    base = policy(port)
    services = tuple(
        PolicyService(f"{PROVIDER}/{name}", f"http://127.0.0.1:{port}", True, where, at, None, None)
        for name, (where, at) in PLACES.items()
    )
    agreements = tuple(agreement(f"CSDL-9{n}", name, operations=OPERATIONS) for n, name in enumerate(PLACES))
    changes = {"services": base.services + services, "agreements": base.agreements + agreements}
    return signed(type(base)(**vars(base) | changes))


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    folder = tmp_path_factory.mktemp("plane")
    with provider() as port, plane(folder, document(port), subject_word=WORD) as running:
        bearer = f"Bearer {running.token()[1]['access_token']}"

        def asked(method, path, body=b"", **headers):
            before = len(running.settled())
            running.ask(method, f"/lgsp/so-a/dan-cu/{path}", body, Authorization=bearer, **headers)
            (row,) = running.settled()[before:]
            assert row["client"] == CALLER and NUMBER not in json.dumps(row)
            return row

        yield asked


BODY = json.dumps({"nguoi": {"so": NUMBER}}).encode()
CASES = [
    ("GET", f"duong-dan/people/{NUMBER}", b"", {}, "person"),
    ("GET", "duong-dan/people/abc", b"", {}, "unread"),
    ("GET", "duong-dan/list", b"", {}, "nobody"),
    ("GET", f"tham-so/list?so={NUMBER}", b"", {}, "person"),
    ("GET", "tham-so/list", b"", {}, "nobody"),
    ("POST", "noi-dung/echo", BODY, {}, "person"),
    ("POST", "noi-dung/echo", BODY.replace(b"{", b"{" + b" " * 70_000, 1), {}, "unread"),
    ("POST", "noi-dung/echo", b"no json", {}, "unread"),
    ("GET", "noi-dung/list", b"", {}, "nobody"),
    ("GET", "tieu-de/list", b"", {"X_Nguoi": NUMBER}, "person"),
    ("GET", "tieu-de/list", b"", {}, "nobody"),
    ("GET", f"tra-cuu/people/{NUMBER}", b"", {}, "nobody"),
    ("GET", f"khong-phep/people/{NUMBER}", b"", {}, ""),
]


@pytest.mark.long
@pytest.mark.parametrize(("method", "path", "body", "headers", "named"), CASES)
def test_whom_a_call_is_about(ask, method, path, body, headers, named):
    row = ask(method, path, body, **headers)
    assert (row["named"], row["subject"]) == (named, ABOUT if named == "person" else "")


@pytest.mark.long
def test_the_dossier_that_a_caller_names_is_written_where_it_is_one(ask):
    at = f"duong-dan/people/{NUMBER}"
    assert ask("GET", at, X_Road_Issue="H56.37-240308-0012")["issue"] == "H56.37-240308-0012"
    assert ask("GET", at, X_Road_Issue=NUMBER)["issue"] == ""


def test_without_a_word_of_its_own_a_plane_names_nobody(tmp_path):
    with provider() as port, plane(tmp_path, document(port)) as running:
        bearer = f"Bearer {running.token()[1]['access_token']}"
        running.ask("GET", f"/lgsp/so-a/dan-cu/duong-dan/people/{NUMBER}", Authorization=bearer)
        row = running.settled()[-1]
        assert (row["named"], row["subject"]) == ("unread", "")
