"""The receiver takes what the exchange signed and nothing else, once each."""

import json
import threading
import time
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sandbox.event_receiver.checks import MEDIA_TYPE
from sandbox.event_receiver.server import Server
from sandbox.store import Store
from tinhso.lib.exchange.webhooks import sign_webhook

KEY = Ed25519PrivateKey.from_private_bytes(b"k" * 32)
EVENT = {
    "specversion": "1.0",
    "id": "7",
    "source": "/X/GOV/a/b/c",
    "type": "tinhso.t.v1",
    "subject": "H56-240308-0001",
    "time": "2024-03-08T09:00:00+07:00",
    "sequence": "000000000001",
    "datacontenttype": "application/json",
    "data": {"maHoSo": "H56-240308-0001", "maThuTuc": None},
}


@pytest.fixture
def receiver():
    server = Server(Store(), lambda: [KEY.public_key()], refuse=3, busy=2)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def status(server, event=EVENT, *, key=KEY, message=None, media=MEDIA_TYPE, at=None, **changes):
    body = json.dumps(event | changes).encode()
    moment = int(time.time()) if at is None else at
    headers = sign_webhook(message or str(event["id"]), body, keys=[key], at=moment)
    call = Request(f"{server.url}/su-kien", data=body, headers={"Content-Type": media, **headers})
    try:
        with urlopen(call, timeout=30) as answer:
            return answer.status
    except HTTPError as error:
        return error.code


def test_what_is_signed_is_taken_once(receiver):
    assert [status(receiver), status(receiver)] == [200, 200]
    assert receiver.store.count("event") == 1


@pytest.mark.long
def test_a_foreign_signature_an_old_moment_and_another_id_are_refused(receiver):
    other = Ed25519PrivateKey.from_private_bytes(b"o" * 32)
    assert status(receiver, key=other) == 401
    assert status(receiver, at=int(time.time()) - 400) == 401
    assert status(receiver, message="8") == 422
    assert status(receiver, media="application/json") == 415
    assert receiver.store.count("event") == 0


@pytest.mark.long
@pytest.mark.parametrize(
    "changes",
    [
        {"specversion": "0.3"},
        {"time": "2024-03-08T09:00:00"},
        {"subject": ""},
        {"data": []},
        {"data": {"ten": {"ho": "An"}}},
        {"hoTen": "Lê Thị An"},
        {"sequence": "x"},
    ],
)
def test_an_event_that_is_not_as_described_is_refused(receiver, changes):
    assert status(receiver, **changes) == 422


@pytest.mark.long
def test_it_is_busy_and_refuses_as_it_was_told(receiver):
    found = [status(receiver, id=str(n)) for n in (7,)]
    found += [status(receiver, EVENT | {"id": str(n)}) for n in (8, 8, 9, 9)]
    assert found == [200, 503, 200, 422, 422]
