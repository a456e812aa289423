"""RFC 7523: a system is who signed; everything else about a statement is refused by name."""

import json
from base64 import urlsafe_b64encode

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from tinhso.lib.exchange.client_assertion import (
    AssertionRefused,
    ClientKey,
    check_assertion,
    client_keys,
)
from tinhso.lib.exchange.tests.policies import CALLER, KEY, PRIVATE, PUBLIC, policy
from tinhso.lib.exchange.used_statements import UsedStatements

NOW, TO = 1_712_714_400, "https://exchange.example.vn/token"
ED, EC, STRANGE = (
    Ed25519PrivateKey.generate(),
    ec.generate_private_key(ec.SECP256R1()),
    Ed25519PrivateKey.generate(),
)
A, B = "GOV/so-a/dan-cu", "GOV/so-b/mot-cua"
KEYS = {
    "ed": ClientKey(A, ED.public_key(), NOW + 9999),
    "ec": ClientKey(B, EC.public_key(), NOW + 9999),
    "old": ClientKey(A, ED.public_key(), NOW),
}
CLAIMS = {"iss": A, "sub": A, "aud": TO, "exp": NOW + 300, "iat": NOW, "jti": "12345678"}


def part(value):
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def by_ec(data):
    r, s = decode_dss_signature(EC.sign(data, ec.ECDSA(hashes.SHA256())))
    return r.to_bytes(32) + s.to_bytes(32)


def statement(claims=CLAIMS, head=None, sign=ED.sign):
    words = f"{part({'alg': 'EdDSA', 'kid': 'ed'} if head is None else head)}.{part(claims)}"
    return f"{words}.{part(sign(words.encode()))}"


class Never:
    """Remembers nothing."""

    def use(self, client, jti, ends, now):
        assert ends > now


def check(token, used=None, now=NOW):
    return check_assertion(token, keys=KEYS, audience=TO, now=now, used=used or Never())[0]


def refusal(token, **more):
    with pytest.raises(AssertionRefused) as refused:
        check(token, **more)
    return refused.value.code


def test_both_algorithms_prove_their_own_system():
    assert check(statement()) == A
    assert check(statement(CLAIMS | {"aud": [TO]}, {"alg": "EdDSA", "kid": "ed", "typ": "JWT"})) == A
    assert check(statement(CLAIMS | {"iss": B, "sub": B}, {"alg": "ES256", "kid": "ec"}, by_ec)) == B


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"iss": B}, "client"),
        ({"sub": B}, "client"),
        ({"iss": B, "sub": B}, "client"),
        ({"aud": "https://elsewhere.vn"}, "audience"),
        ({"aud": [TO, "https://elsewhere.vn"]}, "audience"),
        ({"aud": None}, "audience"),
        ({"exp": None}, "life"),
        ({"exp": NOW}, "expired"),
        ({"exp": NOW + 631}, "life"),
        ({"exp": NOW + 300.5}, "shape"),
        ({"exp": True}, "shape"),
        ({"exp": str(NOW + 300)}, "shape"),
        ({"iat": NOW + 31}, "not_yet"),
        ({"nbf": NOW + 31}, "not_yet"),
        ({"jti": None}, "jti"),
        ({"jti": "1234567"}, "jti"),
        ({"jti": "x" * 129}, "jti"),
        ({"jti": 12345678}, "jti"),
    ],
)
def test_a_claim_that_is_not_right_is_refused(changes, code):
    assert refusal(statement(CLAIMS | changes)) == code


@pytest.mark.parametrize(
    ("head", "code"),
    [
        ({"alg": "none", "kid": "ed"}, "algorithm"),
        ({"alg": "HS256", "kid": "ed"}, "algorithm"),
        ({"alg": "ES256", "kid": "ed"}, "algorithm"),
        ({"alg": "EdDSA", "kid": "ec"}, "algorithm"),
        ({"alg": "EdDSA", "kid": "xx"}, "unknown_key"),
        ({"alg": "EdDSA", "kid": ["ed"]}, "unknown_key"),
        ({"alg": "EdDSA"}, "unknown_key"),
        ({"alg": "EdDSA", "kid": "old"}, "key_expired"),
        ({"alg": "EdDSA", "kid": "ed", "jwk": {}}, "header"),
        ({"alg": "EdDSA", "kid": "ed", "crit": ["x"]}, "header"),
        ({"alg": "EdDSA", "kid": "ed", "typ": "at+jwt"}, "header"),
        ([], "shape"),
        (b'{"alg":"EdDSA","kid":"ed","kid":"ec"}', "shape"),
    ],
)
def test_a_header_chooses_nothing(head, code):
    assert refusal(statement(head=head)) == code


def test_what_was_not_signed_so_is_refused():
    good = statement()
    head, _, signature = good.split(".")
    assert refusal(f"{head}.{part(CLAIMS | {'jti': '87654321'})}.{signature}") == "signature"
    assert refusal(statement(sign=STRANGE.sign)) == "signature"
    assert refusal(statement(sign=lambda data: b"")) == "signature"
    assert refusal(statement(head={"alg": "ES256", "kid": "ec"}, sign=lambda data: bytes(64))) == "signature"
    for token in (
        "",
        "a.b",
        good + ".x",
        good + "=",
        good.replace(".", "..", 1),
        "á.b.c",
        "x" * 5000,
        "!.!.!",
    ):
        assert refusal(token) == "shape"


def test_a_statement_is_used_once_and_a_refused_one_uses_nothing_up(tmp_path):
    used = UsedStatements(tmp_path)
    assert refusal(statement(CLAIMS | {"aud": "x"}), used=used) == "audience"
    assert check(statement(), used) == A
    assert refusal(statement(), used=used) == "replayed"
    assert refusal(statement(CLAIMS | {"exp": NOW + 301}), used=used, now=NOW + 1) == "replayed"
    other = CLAIMS | {"iss": B, "sub": B}
    assert check(statement(other, {"alg": "ES256", "kid": "ec"}, by_ec), used) == B


def test_the_keys_of_a_policy_are_those_of_systems_that_are_not_stopped():
    keys = client_keys(policy())
    assert {kid: (one.client, one.until) for kid, one in keys.items()} == {
        PUBLIC.id: (CALLER, int(KEY.until.timestamp()))
    }
    claims = CLAIMS | {"iss": CALLER, "sub": CALLER}
    token = statement(claims, {"alg": "EdDSA", "kid": PUBLIC.id}, PRIVATE.sign)
    assert check_assertion(token, keys=keys, audience=TO, now=NOW, used=Never()) == (CALLER, PUBLIC.id)
    assert not client_keys(policy(stopped=(CALLER,)))
