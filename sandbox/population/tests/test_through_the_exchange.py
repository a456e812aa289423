"""A system of ours asks the sandbox databases through a plane; whatever happens outside is an outcome, never an error."""

import pytest

from sandbox.population.records import AN
from sandbox.population.tests.databases import BIRTHS, CALLER, FIRMS, PERSONS, WORD, databases
from tinhso.lib.exchange.client import Ended, ExchangeClient, path_part


@pytest.fixture(scope="module")
def exchange(tmp_path_factory):
    with databases(tmp_path_factory.mktemp("plane")) as found:
        yield found


@pytest.mark.long
def test_a_record_comes_through_the_plane_with_the_id_of_its_call(exchange):
    found = exchange.client.get(PERSONS, f"/ca-nhan/{AN}", issue="H56-1")
    assert (found.ended, found.record["hoTen"]) == (Ended.FOUND, "Lê Thị An")
    row = next(one for one in reversed(exchange.plane.settled()) if one["operation"].startswith("GET"))
    assert (row["id"], row["client"], row["code"]) == (found.message, CALLER, "ok")


@pytest.mark.parametrize(
    ("service", "path", "ended", "code"),
    [
        (PERSONS, "/ca-nhan/038190009999", Ended.NO_RECORD, "404 20"),
        (PERSONS, "/ca-nhan/1", Ended.REFUSED, "422 14"),
        (PERSONS, "/nguoi/1", Ended.REFUSED, "403 Server.ServerProxy.AccessDenied"),
        ("khong/co/dau", "/x", Ended.REFUSED, "404 Server.ServerProxy.UnknownService"),
        (FIRMS, f"/doanh-nghiep/{path_part('../x?y')}", Ended.REFUSED, "400 Client.BadRequest"),
    ],
)
def test_what_is_no_record_says_why(exchange, service, path, ended, code):
    found = exchange.client.get(service, path)
    assert (found.ended, found.code, found.record) == (ended, code, {})


@pytest.mark.parametrize("fault", [{"busy": "1"}, {"down": "1"}, {"lose_answer": "1"}])
def test_a_database_that_is_busy_or_down_is_away(exchange, fault):
    faults = exchange.servers[BIRTHS].faults
    faults.set(fault)
    found = exchange.client.get(BIRTHS, f"/giay-chung-sinh/{AN}")
    faults.set(dict.fromkeys(fault, "0"))
    assert found.ended == Ended.AWAY and found.code.startswith("50")


def test_a_plane_that_is_not_there_or_knows_no_such_key_is_away(exchange):
    nowhere = ExchangeClient(plane="http://127.0.0.1:9", client=CALLER, word=WORD)
    assert nowhere.get(PERSONS, f"/ca-nhan/{AN}").code == "unreachable"
    strange = ExchangeClient(plane=exchange.address, client=CALLER, word="x" * 50)
    assert strange.get(PERSONS, f"/ca-nhan/{AN}").ended == Ended.AWAY


def test_a_token_that_the_plane_has_forgotten_is_asked_for_anew(exchange):
    assert exchange.client.get(PERSONS, f"/ca-nhan/{AN}").ended == Ended.FOUND
    exchange.client._token = "forgotten"  # noqa: S105, SLF001
    assert exchange.client.get(PERSONS, f"/ca-nhan/{AN}").ended == Ended.FOUND
