"""Signatures of messages: the examples of RFC 9421 (appendix B.2) and RFC 9530, and what is no signature."""

from base64 import b64decode

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key

from tinhso.lib.exchange.proof.message_signatures import (
    SignatureRefused,
    algorithm_of,
    content_digest,
    field_value,
    parameters_of,
    read_digest,
    read_signature,
    request_value,
    sign_base,
    signature_base,
    signature_fields,
)

# RFC 9421 B.1.3, B.1.4
P256 = load_pem_public_key(b"""-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEqIVYZVLCrPZHGHjP17CTW0/+D9Lf
w0EkjqF7xB4FivAxzic30tMM4GF+hR6Dxh71Z50VGGdldkkDXZCnTNnoXQ==
-----END PUBLIC KEY-----
""")
ED25519 = load_pem_private_key(
    b"""-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9qfSnF
-----END PRIVATE KEY-----
""",
    None,
)
REQUEST = {
    '"date"': "Tue, 20 Apr 2021 02:07:55 GMT",
    '"content-type"': "application/json",
    '"content-length"': "18",
}
ANSWER = {
    '"@status"': "200",
    '"content-type"': "application/json",
    '"content-digest"': "sha-512=:mEWXIS7MaLRuGgxOBdODa3xqM1XdEvxoYhvlCFJ41QJgJc4GTsPp29l5oGX69wWdXymyU0rjJuahq4l5aGgfLQ==:",
    '"content-length"': "23",
}
INPUT_B26 = (
    'sig-b26=("date" "@method" "@path" "@authority" "content-type" "content-length")'
    ';created=1618884473;keyid="test-key-ed25519"'
)
SIGNED_B26 = (
    "sig-b26=:wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==:"
)
INPUT_B24 = (
    'sig-b24=("@status" "content-type" "content-digest" "content-length")'
    ';created=1618884473;keyid="test-key-ecc-p256"'
)
SIGNED_B24 = (
    "sig-b24=:wNmSUAhwb5LxtOtOpNa6W5xj067m5hFrj0XQ4fvpaCLx0NKocgPquLgyahnzDnDAUy5eCdlYUEkLIj+32oiasw==:"
)


def of_request(component):
    address, target = "https://example.com", "/foo?param=Value&Pet=dog"
    return request_value(component, method="POST", address=address, target=target) or REQUEST.get(component)


def test_ed25519_signs_and_verifies_as_in_b_2_6():
    found = read_signature(INPUT_B26, SIGNED_B26)
    base = signature_base(found.components, found.parameters, of_request)
    assert base.decode().splitlines()[:4] == [
        '"date": Tue, 20 Apr 2021 02:07:55 GMT',
        '"@method": POST',
        '"@path": /foo',
        '"@authority": example.com',
    ]
    found.check(ED25519.public_key(), base)
    assert signature_fields("sig-b26", found.parameters, sign_base(ED25519, base)) == {
        "Signature-Input": INPUT_B26,
        "Signature": SIGNED_B26,
    }
    with pytest.raises(SignatureRefused, match="signature"):
        found.check(ED25519.public_key(), base.replace(b"POST", b"GET"))
    with pytest.raises(SignatureRefused, match="signature"):
        found.check(P256, base)


def test_p256_verifies_as_in_b_2_4():
    found = read_signature(INPUT_B24, SIGNED_B24)
    base = signature_base(found.components, found.parameters, ANSWER.get)
    found.check(P256, base)
    for name in ANSWER:
        with pytest.raises(SignatureRefused, match="signature"):
            found.check(P256, base.replace(f"{name}: ".encode(), f"{name}: 1".encode()))


@pytest.mark.parametrize("key", [Ed25519PrivateKey.generate(), ec.generate_private_key(ec.SECP256R1())])
def test_what_is_signed_here_verifies_and_says_its_algorithm(key):
    values = {"created": 5, "expires": 9, "nonce": "n" * 16, "keyid": "k", "alg": algorithm_of(key)}
    components = ('"@method"', '"@target-uri"', '"@query"', '"@scheme"', '"@request-target"')
    parameters = parameters_of(components, values)
    fields = signature_fields(
        "a", parameters, sign_base(key, signature_base(components, parameters, of_request))
    )
    found = read_signature(fields["Signature-Input"], fields["Signature"])
    assert found.values == values and found.components == components
    base = signature_base(found.components, found.parameters, of_request)
    found.check(key.public_key(), base)
    assert b'"@query": ?param=Value&Pet=dog\n' in base and b"https://example.com/foo?param=" in base
    other = ED25519.public_key() if isinstance(key, ec.EllipticCurvePrivateKey) else P256
    with pytest.raises(SignatureRefused, match="algorithm"):
        found.check(other, base)


SIGNATURE = "a=:QUFB:"


@pytest.mark.parametrize(
    ("field", "signature", "code"),
    [
        ("", "", "shape"),
        ('a=("date");created=1', "", "shape"),
        ('a=("date");created=1', "b=:QUFB:", "shape"),
        ('a=("date");created=1, b=("date");created=1', f"{SIGNATURE}, b=:QUFB:", "shape"),
        ("a=(date);created=1", SIGNATURE, "shape"),
        ('a=("Date");created=1', SIGNATURE, "shape"),
        ('a=("date";sf);created=1', SIGNATURE, "shape"),
        ('a=("date"  "@method");created=1', SIGNATURE, "shape"),
        ('a=("date");created=1', "a=:QUF:", "shape"),
        ('a=("date");created=1', "a=QUFB", "shape"),
        ('a=("date" "date");created=1', SIGNATURE, "components"),
        ('a=("date");created=1;created=2', SIGNATURE, "parameters"),
        ('a=("date");created="1"', SIGNATURE, "parameters"),
        ('a=("date");keyid=1', SIGNATURE, "parameters"),
        ('a=("date");other=1', SIGNATURE, "parameters"),
        ('a=("date"); created=1', SIGNATURE, "parameters"),
        ('a=("date");created=-1', SIGNATURE, "parameters"),
        ('a=("date");keyid="a\\"b"', SIGNATURE, "parameters"),
        ('a=("date");created=1' + ";" * 5000, SIGNATURE, "shape"),
    ],
)
def test_what_has_another_shape_is_refused(field, signature, code):
    with pytest.raises(SignatureRefused) as refused:
        read_signature(field, signature)
    assert refused.value.code == code


def test_a_component_that_is_not_there_or_could_be_two_lines_is_refused():
    for value in (None, "a\nb", "a\rb"):
        with pytest.raises(SignatureRefused, match="components"):
            signature_base(['"date"'], "()", lambda _name, value=value: value)
    assert request_value('"@status"', method="GET", address="https://a", target="/") is None


def test_values_are_joined_and_the_usual_port_is_not_written():
    assert field_value([" a ", "b\t"]) == "a, b" and field_value([""]) == "" and field_value([]) is None
    for address, authority in (
        ("https://A.vn:443", "a.vn"),
        ("http://a.vn:80", "a.vn"),
        ("https://a.vn:8443", "a.vn:8443"),
    ):
        assert request_value('"@authority"', method="GET", address=address, target="/") == authority
    assert request_value('"@query"', method="GET", address="https://a", target="/x") == "?"


def test_a_digest_is_read_as_rfc_9530_writes_it():
    one = "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:"
    data = b64decode("RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=")
    assert read_digest(one) == read_digest(f"sha-512=:QUFB:, {one}") == data and content_digest(data) == one
    for other in ("", "sha-512=:QUFB:", f"{one}, {one}", "sha-256=RK", one * 80):
        with pytest.raises(SignatureRefused, match="digest_shape"):
            read_digest(other)
