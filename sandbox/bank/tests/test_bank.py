"""The sandbox bank: pays by QR, tells signed and tries again, pays a refund once, and fails when asked to."""

import json
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from sandbox.bank.ledger import Ledger
from sandbox.bank.server import Server
from tinhso.lib.messages.signed_message import BadSignature, TooOld, check, sign
from tinhso.lib.money.vietqr import write_vietqr

SECRET = "bí mật"
RECEIVED: list[dict] = []


class Ear(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        words = [self.headers[f"X-Bank-{name}"] for name in ("Timestamp", "Nonce", "Signature")]
        check(SECRET, words[0], words[1], body, words[2], now=int(time.time()))
        RECEIVED.append(json.loads(body))
        self.send_response(500 if len(RECEIVED) == 1 else 200)
        self.end_headers()

    def log_message(self, *_):
        pass


@pytest.fixture
def bank():
    RECEIVED.clear()
    ear = HTTPServer(("127.0.0.1", 0), Ear)
    server = Server(Ledger(SECRET, f"http://127.0.0.1:{ear.server_address[1]}/", pause=0.01))
    for one in (ear, server):
        threading.Thread(target=one.serve_forever, daemon=True).start()
    yield server
    for one in (ear, server):
        one.shutdown()
        one.server_close()


def post(bank, path, body, signed=False):
    moment = int(time.time())
    headers = {"X-Bank-Timestamp": str(moment), "X-Bank-Nonce": "n" * 20}
    headers["X-Bank-Signature"] = sign(SECRET if signed else "x", moment, "n" * 20, body)
    return urllib.request.urlopen(urllib.request.Request(bank.url + path, body, headers), timeout=30).read()


@pytest.mark.long
def test_a_qr_is_paid_and_told_until_it_is_heard(bank):
    qr = write_vietqr(bank="970415", account="12", memo="TS1", amount=5000)
    page = post(bank, "/sandbox/pay", urllib.parse.urlencode({"qr": qr}).encode()).decode()
    assert "SANDBOX" in page
    for _ in range(200):
        if len(RECEIVED) >= 2:
            break
        time.sleep(0.01)
    assert [(e["amount"], e["memo"]) for e in RECEIVED] == [(5000, "TS1")] * 2
    assert len({e["bank_ref"] for e in RECEIVED}) == 1


@pytest.mark.long
def test_a_refund_is_paid_once_and_only_to_whom_signs(bank):
    body = json.dumps({"key": "r1", "account": "12", "amount": 7, "memo": "HOAN"}).encode()
    with pytest.raises(urllib.error.HTTPError, match="401"):
        post(bank, "/v1/refunds", body)
    assert post(bank, "/v1/refunds", body, True) == post(bank, "/v1/refunds", body, True)
    assert [entry.amount for entry in bank.ledger.statement("12", "")] == [-7]
    bank.ledger.fault = "down"
    with pytest.raises(urllib.error.HTTPError, match="503"):
        post(bank, "/v1/refunds", body, True)


@pytest.mark.long
@pytest.mark.parametrize("fault", ["lose", "refuse"])
def test_it_loses_and_refuses_when_asked_to(bank, fault):
    bank.ledger.fault = fault
    post(bank, "/sandbox/pay", b"account=12&amount=5&memo=x")
    assert len(bank.ledger.entries) == (fault == "lose")
    assert not RECEIVED


def test_a_signature_says_when_and_by_whom():
    made = sign(SECRET, 1000, "n" * 20, b"x")
    check(SECRET, "1000", "n" * 20, b"x", made, now=1300)
    with pytest.raises(TooOld):
        check(SECRET, "1000", "n" * 20, b"x", made, now=1301)
    for words in (
        ("1001", "n" * 20, b"x"),
        ("1000", "m" * 20, b"x"),
        ("1000", "n" * 20, b"y"),
        ("x", "", b"x"),
    ):
        with pytest.raises(BadSignature):
            check(SECRET, *words, made, now=1000)
