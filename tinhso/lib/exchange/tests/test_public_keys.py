"""Two kinds of keys are taken, under one name each, and never a private one."""

import hashlib
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from tinhso.lib.exchange.public_keys import KeyRefused, read_client_certificate, read_pem, read_text


def pem(private):
    return private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def certificate(ends, key=None):
    """Signed by its own key, as the certificates of systems mostly are."""
    key, name = key or Ed25519PrivateKey.generate(), x509.Name([])
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(x509.random_serial_number()).not_valid_after(ends)
    made = made.not_valid_before(ends - timedelta(days=400))
    signed = made.sign(key, None if isinstance(key, Ed25519PrivateKey) else hashes.SHA256())
    return signed.public_bytes(Encoding.PEM).decode()


@pytest.mark.parametrize(
    ("private", "kind"),
    [(Ed25519PrivateKey.generate(), "Ed25519"), (ec.generate_private_key(ec.SECP256R1()), "P-256")],
)
def test_a_key_has_one_name_however_it_is_written(private, kind):
    found = read_pem(f"\n{pem(private)}\n")
    assert found.kind == kind and len(found.id) == 64
    assert read_text(found.text).id == found.id


def test_of_a_certificate_the_key_is_taken_and_when_it_ends():
    private, ends = Ed25519PrivateKey.generate(), datetime(2025, 5, 5, 12, tzinfo=UTC)
    found = read_pem(certificate(ends, private))
    assert found.ends == ends and found.id == read_pem(pem(private)).id
    for text in (
        certificate(ends, rsa.generate_private_key(65537, 2048)),
        pem(private).replace("PUBLIC KEY", "CERTIFICATE"),
    ):
        with pytest.raises(KeyRefused):
            read_pem(text)


def test_other_keys_are_refused_in_words():
    given = Ed25519PrivateKey.generate()
    secret = given.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    with pytest.raises(KeyRefused, match="khóa riêng"):
        read_pem(secret)
    for weak in (rsa.generate_private_key(65537, 2048), ec.generate_private_key(ec.SECP384R1())):
        with pytest.raises(KeyRefused, match="Ed25519 hoặc P-256"):
            read_pem(pem(weak))
    for text in ("", "x", "á", pem(given).replace("MCow", "MCox"), "x" * 5000):
        with pytest.raises(KeyRefused):
            read_pem(text)
    for text in ("", "x", "=", "MCow"):
        with pytest.raises(KeyRefused):
            read_text(text)


def test_of_a_client_certificate_the_thumbprint_and_the_end_are_taken_whatever_its_key():
    ends = datetime(2027, 5, 5, 12, tzinfo=UTC)
    text = certificate(ends, rsa.generate_private_key(65537, 2048))
    found = read_client_certificate(f"\n{text}\n")
    der = x509.load_pem_x509_certificate(text.encode()).public_bytes(Encoding.DER)
    assert found.ends == ends and found.thumbprint == hashlib.sha256(der).hexdigest()
    for refused in ("", "á", text[:300], text + text, text.replace("CERTIFICATE", "CERTIFICATE REQUEST")):
        with pytest.raises(KeyRefused):
            read_client_certificate(refused)
