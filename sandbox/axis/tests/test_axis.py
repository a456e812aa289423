"""The pretended axis takes what our writer writes, refuses what the real one would, and misbehaves on command."""

import json
import threading
from base64 import b64decode
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import requests

from sandbox.axis.server import Server
from sandbox.axis.structure import checked
from sandbox.store import Store
from tinhso.lib.edxml.limits import EdxmlRefused
from tinhso.lib.edxml.messages import Status
from tinhso.lib.edxml.tests.makers import COMMUNE, DISTRICT, DOCUMENTS, NEW, OFFICE, status
from tinhso.lib.edxml.writer import write_document, write_status
from tinhso.lib.messages.axis_wire import BadHeaders, check_headers, signed_headers

SECRET = "s" * 20
CONTENT = write_document(NEW)


@contextmanager
def axis():
    server = Server(Store(), secret=SECRET)
    for one in (OFFICE, DISTRICT, COMMUNE):
        server.register.add_agency(one.code, one.name)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def call(server, path, body=b"", secret=SECRET, **words):
    headers = signed_headers(words, system="tinhso", secret=secret, at=datetime.now(UTC))
    return requests.post(f"{server.url}{path}", data=body, headers=headers, timeout=30)


def send(server, content=CONTENT, kind="edoc", **more):
    return call(server, "/sendEdoc", content, servicetype="eDoc", messagetype=kind, **more).json()


def listed(server, organ, kind="edoc"):
    return call(server, "/getReceivedEdocList", messagetype=kind, to=organ.code).json()["data"]


def test_a_message_reaches_each_receiver_until_it_is_acknowledged():
    with axis() as server:
        assert send(server)["status"] == "OK"
        (row,) = listed(server, DISTRICT)
        assert (row["from"], row["to"]) == (OFFICE.code, DISTRICT.code)
        assert call(server, "/getEdoc", to=DISTRICT.code, docId=row["docId"]).content == CONTENT
        done = json.dumps({"docId": row["docId"], "status": "done"})
        assert call(server, "/updateStatus", done, to=DISTRICT.code).json()["status"] == "OK"
        assert (listed(server, DISTRICT), len(listed(server, COMMUNE))) == ([], 1)


def test_a_status_goes_back_to_who_sent_the_document():
    with axis() as server:
        assert send(server, write_status(status(Status.ACCEPTED)), "status")["ErrorCode"] == "0"
        assert len(listed(server, OFFICE, "status")) == 1
        assert listed(server, OFFICE) == []


def test_the_platform_of_a_province_speaks_another_form():
    with axis() as server:
        mine = {"X-SystemId": OFFICE.code, "X-SecretKey": SECRET}
        sent = requests.post(
            f"{server.url}/v1/sendEdoc",
            files={"edocFile": ("a.edxml", CONTENT)},
            data={"messageType": "edoc"},
            headers=mine,
            timeout=30,
        )
        assert sent.json()["DocId"]
        theirs = mine | {"X-SystemId": DISTRICT.code}
        day = server.clock().strftime("%Y/%m/%d")
        found = requests.get(
            f"{server.url}/v1/syncReceivedEdocList",
            params={"messageType": "edoc", "fromDate": day, "toDate": day},
            headers=theirs,
            timeout=30,
        ).json()["data"]
        got = requests.get(
            f"{server.url}/v1/getEdoc", params={"docId": found[0]["docId"]}, headers=theirs, timeout=30
        )
        assert b64decode(got.json()["data"]) == CONTENT
        assert (
            len(requests.get(f"{server.url}/v1/getAgenciesList", headers=theirs, timeout=30).json()["data"])
            == 3
        )
        wrong = requests.get(
            f"{server.url}/v1/getAgenciesList", headers=theirs | {"X-SecretKey": "x"}, timeout=30
        )
        assert wrong.json()["ErrorCode"] == "15"


def test_what_the_axis_does_not_take_has_its_code():
    with axis() as server:
        assert send(server, b"")["ErrorCode"] == "10"
        assert send(server, secret="another")["ErrorCode"] == "15"
        assert (
            send(server, write_document(replace(NEW, receivers=(replace(DISTRICT, code="H99"),))))[
                "ErrorCode"
            ]
            == "18"
        )
        assert (
            send(server, write_document(replace(NEW, sender=replace(OFFICE, code="H98"))))["ErrorCode"]
            == "19"
        )
        assert send(server, kind="status")["ErrorCode"] == "22"
        assert call(server, "/nothing").json()["ErrorCode"] == "21"
        server.register.add_agency(COMMUNE.code, COMMUNE.name, locked=True)
        assert send(server)["ErrorCode"] == "23"
        assert server.store.count("message") == 0


def test_faults_lose_and_repeat_messages():
    with axis() as server:
        server.faults.lose = 1.0
        with pytest.raises(requests.ConnectionError):
            send(server)
        server.faults.lose, server.faults.lose_answer = 0.0, 1.0
        with pytest.raises(requests.ConnectionError):
            send(server)
        server.faults.lose_answer, server.faults.repeat = 0.0, 1.0
        send(server)
        assert len(listed(server, DISTRICT)) == 3
        server.faults.busy = 1.0
        assert call(server, "/getAgenciesList").status_code == 503
        assert "THỬ NGHIỆM" in requests.get(server.url, timeout=30).text


@pytest.mark.parametrize("message", DOCUMENTS, ids=lambda one: one.business.name)
def test_what_we_write_stands_as_the_axis_wants_it(message):
    assert checked(write_document(message)).business == message.business


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda text: text.replace("edXML:", "ns0:").replace("xmlns:edXML", "xmlns:ns0"), "M.edXML"),
        (lambda text: text.replace("AttachmentEncoded>", "edXML:AttachmentEncoded>"), "M.edXML:AttachmentEncoded"),
        (lambda text: text.replace("<edXML:Subject>", "<edXML:Betreff>").replace("/edXML:Subject", "/edXML:Betreff"), "M.MessageHeader"),
        (lambda text: "1212" + text, "M.edXML"),
        (lambda text: text.replace("?>", "?><!DOCTYPE edXML>", 1), "M.DOCTYPE"),
    ],
)  # fmt: skip
def test_another_prefix_name_or_order_is_refused(change, problem):
    with pytest.raises(EdxmlRefused) as refused:
        checked(change(CONTENT.decode()).encode())
    assert problem in refused.value.problems


def test_the_stamp_stands_over_the_words_and_their_moment():
    now = datetime.now(UTC)
    sent = signed_headers({"to": "H1"}, system="a", secret=SECRET, at=now)
    assert check_headers(sent, secret=SECRET, now=now)["to"] == "H1"
    for wrong, at in (
        (sent | {"XroadVnpt-to": "H2"}, now),
        (sent | {"XroadVnpt-hash-header": "0"}, now),
        (sent | {"XroadVnpt-sign-header-key": "to"}, now),
        (sent, now + timedelta(minutes=6)),
        ({}, now),
    ):
        with pytest.raises(BadHeaders):
            check_headers(wrong, secret=SECRET, now=at)
