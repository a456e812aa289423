"""The program that checks a downloaded call runs alone; what is not a file of ours is said, never a traceback."""

import base64
import copy
import json
import subprocess
import sys
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID

from tinhso.lib.exchange.proof import verify_call
from tinhso.lib.exchange.proof.tests.proof_makers import (
    FORMER_PRINT,
    KEY_PRINT,
    NOW,
    ROW,
    STRANGER,
    call,
    public,
    sealed,
    signed,
    stamping,
    token,
    vouched,
)
from tinhso.lib.exchange.proof.verify_call import main
from tinhso.lib.exchange.proof.verify_program import program


def test_it_imports_nothing_but_the_standard_library_and_cryptography():
    found = [line.split()[1] for line in program().splitlines() if line.startswith(("import ", "from "))]
    assert {name.split(".")[0] for name in found} - {"cryptography"} <= set(sys.stdlib_module_names)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"\xff",
        b"[" * 100_000,
        b"{}",
        json.dumps({"format": verify_call.FORMAT}).encode(),
        json.dumps({"format": verify_call.FORMAT, "row": {}, "batch": {"index": "0"}, "event": []}).encode(),
    ],
)
def test_what_is_no_file_of_a_call_is_unreadable(tmp_path, content, capsys):
    (tmp_path / "x.json").write_bytes(content)
    assert main([str(tmp_path / "x.json")]) == 2 and "x.json" in capsys.readouterr().err


def test_a_file_that_is_not_there_is_unreadable(tmp_path):
    assert main([str(tmp_path / "none.json")]) == 2


def test_it_runs_as_one_file_in_a_folder_of_its_own(tmp_path):
    (tmp_path / "verify_call.py").write_text(program())
    (tmp_path / "call.json").write_text(json.dumps(call()))
    (tmp_path / "roots.pem").write_bytes(stamping()[0].public_bytes(Encoding.PEM))
    words = ["--key", KEY_PRINT, "--roots", "roots.pem"]
    for name, code in (("none.json", 2), ("call.json", 0)):
        run = subprocess.run(
            [sys.executable, "-I", "verify_call.py", name, *words],
            cwd=tmp_path,
            capture_output=True,
            timeout=60,
            check=False,
        )
        assert run.returncode == code, run.stderr


@pytest.fixture
def ran(tmp_path, capsys):
    """The code and all that was printed about a file, with the words that follow it."""
    roots = tmp_path / "roots.pem"
    roots.write_bytes(stamping()[0].public_bytes(Encoding.PEM))

    def run(content, *words, key=KEY_PRINT, stamped=True):
        text = content if isinstance(content, str) else json.dumps(content)
        (tmp_path / "call.json").write_text(text)
        demanded = [
            *(["--key", key] if key is not None else []),
            *(["--roots", str(roots)] if stamped else []),
        ]
        code = main([str(tmp_path / "call.json"), *demanded, *words])
        printed = capsys.readouterr()
        assert "Traceback" not in printed.err and (code == 2) == bool(printed.err)
        return code, printed.out + printed.err

    return run


def test_what_is_whole_and_shows_what_was_demanded_is_success(ran):
    assert ran(call())[0] == 0
    assert ran(call(), key=FORMER_PRINT)[0] == 0  # which vouched for the key
    assert ran(call(), key=" ".join(KEY_PRINT.upper()))[0] == 0
    assert ran(call(), stamped=False)[0] == 0
    assert ran(call() | {"stamp": None}, stamped=False)[0] == 0


def test_without_a_key_nothing_is_proven_and_that_is_no_success(ran):
    for stamped in (True, False):
        code, printed = ran(call(), key=None, stamped=stamped)
        assert code == 3 and "thiếu --key" in printed and "SAI" not in printed
    assert ran(call() | {"signature": None, "stamp": None}, key=None, stamped=False)[0] == 3


def set_in(path, value):
    def change(proof):
        *parts, last = [int(one) if one.isdigit() else one for one in path.split(".")]
        for part in parts:
            proof = proof[part]
        proof[last] = value(proof[last]) if callable(value) else value

    return change


def forged_by(key):
    """Everything made anew, and consistent, around another row."""

    def change(proof):
        proof.update(call({**ROW, "status": 500}, key=key))

    return change


def without_signature(proof):
    proof.update(call({**ROW, "status": 500}), signature=None, stamp=None)


def both(*changes):
    def change(proof):
        for one in changes:
            one(proof)

    return change


def stamped(at=NOW, purpose=ExtendedKeyUsageOID.TIME_STAMPING, **more):
    def change(proof):
        proof["stamp"]["token"] = token(
            proof["signature"]["signature"], at, stamping(purpose)[1] if more else None
        )

    return change


def bytes_of(change):
    return set_in("stamp.token", lambda text: base64.b64encode(change(base64.b64decode(text))).decode())


def resigned(**changes):
    def change(proof):
        proof["signature"] = signed(proof["seals"][-1], **changes)
        proof["stamp"]["token"] = token(proof["signature"]["signature"])

    return change


def reseal(place, **changes):
    def change(proof):
        old = proof["seals"][place] | changes
        proof["seals"][place] = sealed(old["number"], old["previous"], old["root"], old["count"])

    return change


def renamed(proof):
    body = proof["event"]["body"].replace("exchange.CallsSealed", "exchange.CallsOpened")
    proof["event"]["body"] = body


AB, TURNED = "ab" * 32, lambda text: text[:-1] + ("0" if text[-1] != "0" else "1")
TAMPERINGS = {
    "another outcome": set_in("row.status", 500),
    "another caller": set_in("row.client", "GOV/x/y"),
    "a field more": lambda proof: proof["row"].update(new="1"),
    "a field less": lambda proof: proof["row"].pop("client"),
    "one for true": set_in("row.bytes_in", True),
    "signature removed": set_in("signature", None),
    "signature and stamp removed": both(set_in("signature", None), set_in("stamp", None)),
    "forged and unsigned": without_signature,
    "forged and signed by a stranger": forged_by(STRANGER),
    "forged, signed and the stranger vouched for himself": both(
        forged_by(STRANGER), lambda proof: proof["keys"].append(vouched(STRANGER, STRANGER))
    ),
    "stamp removed": set_in("stamp", None),
    "place in the batch": set_in("batch.index", 3),
    "size of the batch": set_in("batch.count", 6),
    "number of the batch": set_in("batch.number", 5),
    "root of the batch": set_in("batch.root", AB),
    "path of the batch emptied": set_in("batch.path", []),
    "path of the batch longer": set_in("batch.path", lambda path: [*path, AB]),
    "step of the path turned": set_in("batch.path.0", TURNED),
    "event of another kind": renamed,
    "event of another batch": set_in("event.body", lambda body: body.replace('"number": 4', '"number": 5')),
    "event not of JSON": set_in("event.body", "x"),
    "event with a name twice": set_in("event.body", lambda body: body.replace("{", '{"name": "x", ', 1)),
    "event without content": set_in("event.body", '{"name": "exchange.CallsSealed"}'),
    "place of the event": set_in("event.index", 0),
    "root of the event": set_in("event.root", AB),
    "no seals": set_in("seals", []),
    "first seal left out": lambda proof: proof["seals"].pop(0),
    "middle seal left out": lambda proof: proof["seals"].pop(1),
    "last seal left out": lambda proof: proof["seals"].pop(),
    "seals turned round": lambda proof: proof["seals"].reverse(),
    "root of a seal": set_in("seals.1.root", AB),
    "count of a seal": set_in("seals.1.count", 9),
    "hash of the last seal": set_in("seals.2.hash", AB),
    "seal made anew": reseal(1, root=AB),
    "number of a seal": set_in("seals.1.number", 12),
    "last seal made anew": reseal(2, root=AB),
    "hash that was signed": set_in("signature.hash", AB),
    "moment of signing": set_in("signature.signed_at", "2020-01-01T00:00:00.000000Z"),
    "log of the signature": resigned(log="access"),
    "seal of the signature": resigned(hash=AB),
    "signature turned": set_in("signature.signature", TURNED),
    "another's key": set_in("signature.public", public(STRANGER)),
    "signed by a stranger": resigned(key=STRANGER),
    "stamp of something else": set_in("stamp.token", token(AB)),
    "stamp turned": bytes_of(lambda data: data[:-1] + bytes([data[-1] ^ 1])),
    "stamp cut": bytes_of(lambda data: data[:40]),
    "stamp with a tail": bytes_of(lambda data: data + b"x"),
    "stamp from tomorrow": stamped(NOW + timedelta(days=1)),
    "stamp of who may not stamp": stamped(purpose=ExtendedKeyUsageOID.SERVER_AUTH, other=True),
    "another policy": set_in("policies.0.version", 4),
}


@pytest.mark.parametrize("name", TAMPERINGS)
def test_each_tampering_is_found(ran, name):
    proof = copy.deepcopy(call())
    TAMPERINGS[name](proof)
    code, printed = ran(proof)
    assert code == 1 and "SAI" in printed, name


def test_there_are_more_than_forty_of_them():
    assert len(TAMPERINGS) >= 40


MISSHAPEN = {
    "number without end": set_in("batch.number", 2**70),
    "count without end": set_in("seals.0.count", 2**64),
    "less than nothing": set_in("batch.index", -1),
    "true for a number": set_in("batch.index", True),
    "text for a number": set_in("batch.count", "5"),
    "half a number": set_in("batch.count", 5.0),
    "nothing for seals": set_in("seals", None),
    "one seal alone": lambda proof: proof.update(seals=proof["seals"][0]),
    "text for seals": set_in("seals", "x"),
    "seal without root": lambda proof: proof["seals"][0].pop("root"),
    "seal with more": set_in("seals.0", lambda seal: {**seal, "more": 1}),
    "signatures": lambda proof: proof.update(signature=[proof["signature"]]),
    "signature of blanks": set_in("signature.signature", lambda text: f"{text[:64]} {text[64:]}"),
    "hash in capitals": set_in("batch.root", str.upper),
    "step of another kind": set_in("batch.path.0", 1),
    "moment of two lines": set_in("signature.signed_at", "2026-12-03T01:00:00Z\nĐÚNG"),
    "name of two lines": set_in("policies.0.environment", "x\nĐÚNG     khóa ký là khóa đã cho"),
    "token not of base64": set_in("stamp.token", "????"),
    "row of another kind": set_in("row", []),
    "part too many": lambda proof: proof.update(more=1),
    "part missing": lambda proof: proof.pop("keys"),
    "another format": set_in("format", "tinhso-exchange-call-2"),
}


@pytest.mark.parametrize("name", MISSHAPEN)
def test_what_is_not_of_the_format_is_said_in_words(ran, name):
    proof = copy.deepcopy(call())
    MISSHAPEN[name](proof)
    code, printed = ran(proof)
    assert (
        code == 2
        and "Error" not in printed
        and "call.json" in printed
        or "sai khuôn dạng" in printed
        or "phần thừa" in printed
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('"status": 200', '"status": 500, "status": 200'),
        ('"signature": {', '"signature": null, "signature": {'),
        ('"status": 200', '"status": NaN'),
        ('"status": 200', '"status": 1e3'),
        ('"status": 200', '"status": ' + "9" * 5000),
        ('"format"', '// x\n"format"'),
    ],
)
def test_json_that_two_readers_could_read_differently_is_refused(ran, before, after):
    text = json.dumps(call())
    assert before in text
    code, printed = ran(text.replace(before, after, 1))
    assert code == 2 and "call.json" in printed and "Error" not in printed


def test_a_demand_that_names_nothing_is_no_demand_that_is_met(ran, tmp_path):
    for key in ("", "ab", "x" * 64):
        assert ran(call(), key=key)[0] == 2
    for roots in ("", str(tmp_path / "none.pem"), str(tmp_path / "call.json")):
        assert ran(call(), "--roots", roots, stamped=False)[0] == 2
    assert ran(call(), "--request", "")[0] == 2
    assert ran(call(), key="ab" * 32)[0] == 1


def test_a_body_that_was_empty_is_held_against_a_row_that_says_nothing_of_it(ran, tmp_path):
    (tmp_path / "empty").write_bytes(b"")
    (tmp_path / "some").write_bytes(b"x")
    assert ran(call(), "--response", str(tmp_path / "empty"))[0] == 0
    assert ran(call(), "--response", str(tmp_path / "some"))[0] == 1


def test_what_only_the_file_says_of_a_policy_is_left_open(ran):
    proof = call()
    proof["policies"][0]["document_hash"] = AB
    code, printed = ran(proof)
    [line] = [one for one in printed.splitlines() if AB in one]
    assert code == 0 and line.startswith("CHƯA RÕ")
