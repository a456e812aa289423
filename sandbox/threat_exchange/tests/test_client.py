"""The client of TAXII against the sandbox: pages, moments, keys, and a server that misbehaves."""

import json
from contextlib import contextmanager
from threading import Thread

import pytest

from sandbox.threat_exchange.server import Server
from tinhso.lib.intelligence.record import IntelligenceList
from tinhso.lib.intelligence.stix import read_stix
from tinhso.lib.intelligence.taxii import Access, TaxiiClient, TaxiiFailed
from tinhso.lib.messages.public_fetch import Fetched

KEY = Access(token="sandbox")


@contextmanager
def running(**words):
    server = Server(**words)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def server():
    with running() as one:
        yield one


def collection_of(server, access=KEY):
    client = TaxiiClient(access, local=True)
    (root,) = client.roots(f"{server.url}/taxii2/")
    (one,) = client.collections(root)
    return client, one


@pytest.mark.long
def test_from_discovery_to_the_objects_of_a_collection_page_by_page(server, monkeypatch):
    monkeypatch.setattr("tinhso.lib.intelligence.taxii.PAGE", 10)
    client, one = collection_of(server, Access(user="tinh", password="sandbox"))
    assert (one.code, one.readable) == ("mo-phong", True)
    progress = []
    found = client.objects(one.address, after=None, step=progress.append)
    assert (len(found.objects), found.pages, found.is_whole, progress) == (25, 3, True, [10, 20, 25])
    read = IntelligenceList("stix")
    read_stix(found.objects, read)
    assert (len(read.indicators), read.rejected_count) == (24, 1) and sum(
        each.revoked for each in read.indicators
    ) == 1
    assert client.objects(one.address, after=found.until).objects == []
    later = client.objects(one.address, after=server.rows[20][0])
    assert len(later.objects) == 4


@pytest.mark.long
def test_a_wrong_key_another_form_and_a_strange_collection_are_refused(server):
    with pytest.raises(TaxiiFailed, match="khóa không đúng"):
        collection_of(server, Access(token="sai"))
    client = TaxiiClient(KEY, local=True)
    with pytest.raises(TaxiiFailed, match="không có ở đó"):
        client.objects(f"{server.url}/chia-se/collections/khac/", after=None)
    with pytest.raises(TaxiiFailed, match="không nêu gốc"):
        client.roots(f"{server.url}/healthz")
    with pytest.raises(TaxiiFailed, match="https"):
        TaxiiClient(KEY).roots("http://198.51.100.1/taxii2/")


@pytest.mark.long
def test_a_busy_server_is_tried_a_few_times_and_a_broken_answer_is_told(server, monkeypatch):
    monkeypatch.setattr("tinhso.lib.intelligence.taxii.time.sleep", lambda seconds: None)
    client, one = collection_of(server)
    for faults, words in (
        ({"busy": "1"}, "429"),
        ({"busy": "0", "lose_answer": "1"}, "hỏng"),
        ({"lose_answer": "0", "down": "1"}, "kết nối"),
    ):
        server.faults.set(faults)
        with pytest.raises(TaxiiFailed, match=words):
            client.objects(one.address, after=None)
    server.faults.set({"down": "0", "busy": "0.4", "seed": "3"})
    assert len(client.objects(one.address, after=None).objects) == 25


@pytest.mark.long
def test_a_server_that_shows_the_same_page_for_ever_is_left(server, monkeypatch):
    monkeypatch.setattr("tinhso.lib.intelligence.taxii.PAGE", 10)
    client, one = collection_of(server)
    server.faults.set({"repeat": "1"})
    with pytest.raises(TaxiiFailed, match="trang đã đọc"):
        client.objects(one.address, after=None)


def test_the_key_goes_to_no_server_that_an_answer_names(monkeypatch):
    asked = []

    def fetch(address, *, secret, **words):
        asked.append((address, bool(secret)))
        value = {"api_roots": ["https://khac.example/goc/"], "collections": []}
        return Fetched(address, 200, "application/taxii+json", 9), json.dumps(value).encode()

    monkeypatch.setattr("tinhso.lib.intelligence.taxii.fetch", fetch)
    client = TaxiiClient(KEY)
    (root,) = client.roots("https://chia-se.example/taxii2/")
    client.collections(root)
    assert asked == [
        ("https://chia-se.example/taxii2/", True),
        ("https://khac.example/goc/collections/", False),
    ]


@pytest.mark.long
def test_a_read_ends_after_so_many_bytes_and_goes_on_from_there(server, monkeypatch):
    monkeypatch.setattr("tinhso.lib.intelligence.taxii.PAGE", 10)
    client, one = collection_of(server)
    monkeypatch.setattr("tinhso.lib.intelligence.taxii.MOST_OCTETS", client.octets + 100)
    first = client.objects(one.address, after=None)
    assert (len(first.objects), first.is_whole) == (10, False)
    assert len(collection_of(server)[0].objects(one.address, after=first.until).objects) == 10
