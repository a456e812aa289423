"""The signed policy: whole or refused, only by a known key, only newer, and still there after a crash."""

import json
from base64 import b64decode, b64encode
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tinhso.lib.exchange.canonical import canonical
from tinhso.lib.exchange.policy import PolicyRefused, as_json, read_policy
from tinhso.lib.exchange.signed_policy import PURPOSE, keep_document, next_policy, open_policy, sign_policy
from tinhso.lib.exchange.tests.policies import AGREEMENT, DOWN, OFFERED, changed, policy

KEY, OTHER = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
KEYS = {"k1": KEY.public_key()}


def signed(value, key=KEY, key_id="k1", before=PURPOSE):
    signature = b64encode(key.sign(before + canonical(value))).decode()
    return canonical({"policy": value, "key": key_id, "signature": signature})


def refusal(document, **changes):
    given = {"keys": KEYS, "present": policy(5), "instance": "THANHHOA"} | changes
    with pytest.raises(PolicyRefused) as refused:
        next_policy(document, **given)
    return refused.value.code


def test_a_policy_is_read_as_it_was_signed_whatever_the_order_of_its_parts():
    whole = policy(
        7,
        agreements=(changed(code="B"), AGREEMENT),
        service=OFFERED.__class__(**vars(OFFERED) | {"maintenance": DOWN}),
    )
    document = sign_policy(whole, key_id="k1", key=KEY)
    found = next_policy(document, keys=KEYS, present=policy(6), instance="THANHHOA")
    assert as_json(found) == as_json(whole)
    assert sign_policy(found, key_id="k1", key=KEY) == document


def test_a_policy_that_stores_no_bodies_says_nothing_of_them_and_one_that_does_names_the_key():
    """Planes of a former program read the first, and this one reads what a former program issued."""
    plain = as_json(policy(6))
    assert "body_key" not in plain and "stores_bodies" not in plain["agreements"][0]
    found = read_policy(plain)
    assert found.body_key == "" and not found.agreements[0].stores_bodies
    storing = replace(policy(6, agreements=(changed(stores_bodies=True),)), body_key="ab" * 32)
    found = next_policy(
        sign_policy(storing, key_id="k1", key=KEY), keys=KEYS, present=None, instance="THANHHOA"
    )
    assert found.body_key == "ab" * 32 and found.agreements[0].stores_bodies


@pytest.mark.parametrize("version", [1, 4, 5])
def test_an_older_policy_or_the_same_again_is_refused(version):
    assert refusal(sign_policy(policy(version), key_id="k1", key=KEY)) == "older"


def test_what_no_known_key_signed_is_refused():
    value = as_json(policy(6))
    assert refusal(canonical(value)) == "unsigned"
    assert refusal(signed(value, key=OTHER)) == "signature"
    assert refusal(signed(value, key_id="k2")) == "unknown_key"
    assert refusal(signed(value, key_id=["k1"])) == "unknown_key"
    assert refusal(signed(value, before=b"")) == "signature"
    assert refusal(signed(as_json(policy(6, instance="KHAC")))) == "instance"
    given = json.loads(signed(value))
    assert refusal(canonical(given | {"more": 1})) == "unsigned"
    assert refusal(canonical(given | {"signature": "?"})) == "signature"
    assert refusal(canonical(given | {"signature": None})) == "signature"
    assert refusal(json.dumps(given).encode()) == "not_canonical"
    assert refusal(b"") == "not_canonical"


def test_one_changed_letter_is_noticed_everywhere():
    document = sign_policy(policy(6), key_id="k1", key=KEY)
    for at in range(0, len(document), 7):
        with pytest.raises(PolicyRefused):
            open_policy(document[:at] + bytes([document[at] ^ 1]) + document[at + 1 :], keys=KEYS)


def test_a_signature_is_of_64_bytes():
    assert len(b64decode(json.loads(sign_policy(policy(), key_id="k1", key=KEY))["signature"])) == 64


BROKEN = [
    (("schema",), "tinhso.exchange.policy/2", "schema"),
    (("version",), 0, "shape"),
    (("version",), True, "shape"),
    (("version",), "6", "shape"),
    (("issued_at",), "2024-04-10", "shape"),
    (("more",), 1, "shape"),
    (("systems",), None, "shape"),
    (("systems", 0, "stopped"), 0, "shape"),
    (("systems", 0, "id"), "GOV/so-a/dan-cu", "twice"),
    (("systems", 2, "keys", 0, "id"), "0" * 64, "shape"),
    (("systems", 2, "keys", 0, "text"), "MCow", "shape"),
    (("systems", 2, "keys", 0, "until"), None, "shape"),
    (("systems", 2, "keys"), {}, "shape"),
    (("services", 0, "id"), "GOV/so-x/dan-cu/tra-cuu", "unknown_id"),
    (("services", 0, "more"), 1, "shape"),
    (("agreements", 0, "service"), "GOV/a/b/c", "unknown_id"),
    (("agreements", 0, "consumers"), ["GOV/a/b"], "unknown_id"),
    (("agreements", 0, "operations"), ["GET /a/../b"], "operation"),
    (("agreements", 0, "operations"), ["get /a"], "shape"),
    (("agreements", 0, "per_day"), -1, "shape"),
    (("agreements", 0, "stores_bodies"), 1, "shape"),
    (("body_key",), 7, "shape"),
    (("agreements", 0, "ends"), "1/5/2024", "shape"),
]


@pytest.mark.parametrize(("where", "value", "code"), BROKEN)
def test_a_signed_policy_that_is_not_whole_is_refused(where, value, code):
    broken = as_json(policy(6))
    inner = broken
    for part in where[:-1]:
        inner = inner[part]
    inner[where[-1]] = value
    assert refusal(signed(json.loads(json.dumps(broken)))) == code
    with pytest.raises(PolicyRefused):
        read_policy(broken)


def test_the_last_good_document_is_on_disk_whole(tmp_path):
    path = tmp_path / "policy.json"
    for version in (1, 2):
        keep_document(sign_policy(policy(version), key_id="k1", key=KEY), path)
    assert open_policy(path.read_bytes(), keys=KEYS).version == 2
    assert [one.name for one in tmp_path.iterdir()] == ["policy.json"]
