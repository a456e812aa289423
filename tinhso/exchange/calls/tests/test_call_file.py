"""A call as a file: the verifier that runs alone finds it true, finds each change in it, and strangers are not given it."""

import base64
import copy
import hashlib
import json
import threading
from uuid import uuid4

import pytest
from cryptography import x509

from sandbox.timestamp_authority.server import Server
from tinhso.casework.tests.makers import NOW
from tinhso.exchange.calls.actions.import_calls import import_calls
from tinhso.exchange.calls.proof.call_file import call_file
from tinhso.exchange.calls.tests.test_calls import PAGE, line
from tinhso.exchange.models import ExchangeCall
from tinhso.kernel.events.public import SYSTEM, fingerprint, held_key, sign_heads, take_up_seal_key
from tinhso.kernel.events.signatures.stamp_heads import stamp_heads
from tinhso.kernel.events.tests.makers import seal_now
from tinhso.lib.exchange.proof.verify_call import HOLDS, OPEN, WRONG, Unreadable, main, verify

pytestmark = pytest.mark.django_db(transaction=True)
REQUEST, RESPONSE = "nội dung hỏi".encode(), "nội dung trả lời".encode()
PERSON = {"named": "person", "subject": "a" * 32, "issue": "H56-240308-0001"}


def sha(data):
    return hashlib.sha256(data).hexdigest()


@pytest.fixture
def proved(settings, tmp_path):
    """Seven calls in a sealed and signed batch; the one about a person."""
    settings.STATE, settings.SEAL_KEY, settings.SEAL_KEYS_BEFORE = tmp_path, "k" * 50, []
    bodies = {"request_hash": sha(REQUEST), "bytes_in": len(REQUEST)}
    bodies |= {"response_hash": sha(RESPONSE), "bytes_out": len(RESPONSE)}
    (tmp_path / "calls").mkdir()
    (tmp_path / "calls/p-1.jsonl").write_bytes(
        b"".join([*[line() for _ in range(6)], line(**PERSON, **bodies)])
    )
    import_calls(folder=tmp_path / "calls", by=SYSTEM, now=NOW)
    take_up_seal_key(now=NOW)
    seal_now()
    sign_heads(every_head=True)
    return ExchangeCall.objects.get(named="person")


def verdicts(proof, **given):
    return [verdict for verdict, *_words in verify(proof, **given)]


@pytest.mark.long
def test_a_file_of_a_call_holds_by_the_key_that_is_known_outside(proved):
    proof = json.loads(json.dumps(call_file(proved)))
    key = fingerprint(held_key().public)
    assert set(verdicts(proof, key=key)) == {HOLDS, OPEN} and verdicts(proof, key=key).count(OPEN) == 1
    assert WRONG in verdicts(proof, key="ab" * 32)
    assert "a" * 32 not in json.dumps(proof["row"]) and proof["row"]["about"] == proved.about


CHANGES = {
    "row.status": 500,
    "row.client": "GOV/x/y",
    "row.about": "ab" * 32,
    "row.new": "1",
    "batch.count": 8,
    "batch.number": 2,
    "batch.root": "ab" * 32,
    "batch.path": [],
    "event.body": '{"name":"exchange.CallsSealed","payload":{"number":1,"count":7,"root":"x"}}',
    "event.root": "ab" * 32,
    "seals": [],
    "signature.hash": "ab" * 32,
    "signature.signed_at": "2020-01-01T00:00:00.000000Z",
    "signature.signature": "ab" * 64,
    "signature.public": "ab" * 32,
    "signature.log": "access",
}


@pytest.mark.long
def test_each_change_in_the_file_is_found(proved):
    whole = json.loads(json.dumps(call_file(proved)))
    # The seven calls are of one moment, so that their order, and with it the true place, is chance.
    elsewhere = {"batch.index": (whole["batch"]["index"] + 1) % whole["batch"]["count"]}
    for path, value in (CHANGES | elsewhere).items():
        proof, (part, *rest) = copy.deepcopy(whole), path.split(".")
        if rest:
            proof[part][rest[0]] = value
        else:
            proof[part] = value
        try:
            found = verdicts(proof)
        except (KeyError, IndexError, ValueError, TypeError):
            found = [WRONG]
        assert WRONG in found, path
    for name in ("previous", "root", "hash"):
        proof = copy.deepcopy(whole)
        proof["seals"][0][name] = "ab" * 32
        assert WRONG in verdicts(proof), name


@pytest.mark.long
def test_bodies_that_somebody_stored_are_held_against_the_row(proved, tmp_path, capsys):
    (tmp_path / "call.json").write_text(json.dumps(call_file(proved)))
    (tmp_path / "in").write_bytes(REQUEST)
    (tmp_path / "out").write_bytes(RESPONSE)
    words = [str(tmp_path / "call.json"), "--key", fingerprint(held_key().public)]
    assert main([*words, "--request", str(tmp_path / "in"), "--response", str(tmp_path / "out")]) == 0
    assert "nội dung yêu cầu khớp với dòng nhật ký" in capsys.readouterr().out
    assert main([*words, "--request", str(tmp_path / "out")]) == 1
    assert "SAI" in capsys.readouterr().out
    assert main([*words, "--request", str(tmp_path / "none")]) == 2


@pytest.mark.long
def test_a_time_stamp_in_it_is_verified_without_us(proved, settings, tmp_path):
    server = Server(tmp_path / "authority")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.TIMESTAMP_URLS = [server.url]
    settings.TIMESTAMP_ROOTS = [str(tmp_path / "authority/root.crt")]
    try:
        assert stamp_heads() == 1
    finally:
        server.shutdown()
        server.server_close()
    roots = x509.load_pem_x509_certificates((tmp_path / "authority/root.crt").read_bytes())
    proof = call_file(proved)
    key = fingerprint(held_key().public)
    assert set(verdicts(proof, key=key, roots=roots)) == {HOLDS}
    assert verdicts(proof, key=key).count(OPEN) == 1
    other = copy.deepcopy(proof)
    other["signature"]["signature"] = "ab" * 64
    assert verdicts(other, key=key, roots=roots).count(WRONG) == 2
    token = base64.b64decode(proof["stamp"]["token"])
    for changed in (token[:-1] + bytes([token[-1] ^ 1]), token[:40], token[1:]):
        proof["stamp"]["token"] = base64.b64encode(changed).decode()
        assert verdicts(proof, key=key, roots=roots).count(WRONG) == 1
    proof["stamp"]["token"] = ""
    with pytest.raises(Unreadable):
        verdicts(proof, key=key, roots=roots)


@pytest.mark.long
def test_what_waits_for_its_seal_or_lies_in_no_batch_has_no_file(settings, tmp_path):
    (tmp_path / "p-1.jsonl").write_bytes(line())
    import_calls(folder=tmp_path, by=SYSTEM, now=NOW)
    call = ExchangeCall.objects.get()
    assert call_file(call) is None
    call.pk, call.batch = uuid4(), None
    assert call_file(call) is None


def test_who_may_see_the_call_downloads_it_and_nobody_else(
    joined, client, proved, django_assert_max_num_queries
):
    at = f"{PAGE}{proved.pk}/"
    for who in ("dao", "hoa", "cuc", "tra"):
        joined.sign_in(client, who)
        with django_assert_max_num_queries(24):
            text = client.get(at).content.decode()
        assert "Tải tệp bằng chứng" in text and f"--key {fingerprint(held_key().public)}" in text
        with django_assert_max_num_queries(20):
            answer = client.get(f"{at}tep/")
        assert set(verdicts(answer.json())) == {HOLDS, OPEN}
        assert b"def verify(" in client.get(f"{PAGE}kiem-chung/").content
    joined.sign_in(client, "giang")
    assert [client.get(url).status_code for url in (at, f"{at}tep/", f"{PAGE}{uuid4()}/")] == [404] * 3
    joined.sign_in(client, "binh")
    assert [client.get(url).status_code for url in (at, f"{at}tep/", f"{PAGE}kiem-chung/")] == [403] * 3


@pytest.mark.long
def test_the_page_says_that_a_call_waits(joined, client, tmp_path):
    (tmp_path / "p-1.jsonl").write_bytes(line())
    import_calls(folder=tmp_path, by=SYSTEM, now=NOW)
    joined.sign_in(client, "cuc")
    at = f"{PAGE}{ExchangeCall.objects.get().pk}/"
    assert "chờ niêm phong" in client.get(at).content.decode() and client.get(f"{at}tep/").status_code == 404
