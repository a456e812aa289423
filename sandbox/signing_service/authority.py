"""SANDBOX: a certification authority of our own (root and intermediate) and certificates for holders.

Nobody outside a demo or a test trusts it; every subject says SANDBOX. Validity spans 2020 to 2040 because a demo's
legal clock may stand in any of those years.
"""

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

FROM, TO = datetime(2020, 1, 1, tzinfo=UTC), datetime(2040, 1, 1, tzinfo=UTC)
EXPIRED = datetime(2021, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class KeyPair:
    certificate: x509.Certificate
    key: rsa.RSAPrivateKey

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)


class Authority:
    """Keeps `root`, `intermediate` and what it issues as PEM files (0600) in a folder; made on first use."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.root = self._load("root") or self._save("root", _root())
        self.intermediate = self._load("intermediate") or self._save("intermediate", _intermediate(self.root))

    def issue(self, name: str, *, subject: x509.Name, until: datetime = TO) -> KeyPair:
        """The key pair filed under `name`, made when it is not there yet."""
        return self._load(name) or self._save(name, _leaf(self.intermediate, subject, until))

    def _load(self, name: str) -> KeyPair | None:
        file = self.folder / f"{name}.pem"
        if not file.exists():
            return None
        text = file.read_bytes()
        key = serialization.load_pem_private_key(text, password=None)
        if not isinstance(key, rsa.RSAPrivateKey):
            raise ValueError(f"{file} holds no RSA key")
        return KeyPair(x509.load_pem_x509_certificate(text), key)

    def _save(self, name: str, pair: KeyPair) -> KeyPair:
        key = pair.key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        new = self.folder / f"{name}.new"
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            out.write(pair.pem + key)
        new.replace(self.folder / f"{name}.pem")
        (self.folder / f"{name}.crt").write_bytes(pair.pem)
        return pair


def subject(common_name: str, organisation: str, serial: str = "") -> x509.Name:
    parts = [
        x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
        x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, "SANDBOX"),
        x509.NameAttribute(NameOID.COMMON_NAME, common_name[:64]),
    ]
    if organisation:
        parts.insert(1, x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation[:64]))
    if serial:
        parts.append(x509.NameAttribute(NameOID.SERIAL_NUMBER, serial[:64]))
    return x509.Name(parts)


def _new_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def _builder(
    subject: x509.Name, issuer: x509.Name, key: rsa.RSAPrivateKey, until: datetime
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(FROM)
        .not_valid_after(until)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _usage(*, ca: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not ca,
        content_commitment=not ca,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=ca,
        crl_sign=ca,
        encipher_only=False,
        decipher_only=False,
    )


def _root() -> KeyPair:
    key, name = _new_key(), subject("SANDBOX Tinh So Root CA", "SANDBOX")
    builder = _builder(name, name, key, TO).add_extension(x509.BasicConstraints(True, 1), critical=True)
    return KeyPair(builder.add_extension(_usage(ca=True), critical=True).sign(key, hashes.SHA256()), key)


def _under(issuer: KeyPair, builder: x509.CertificateBuilder) -> x509.Certificate:
    authority_key = x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.key.public_key())
    return builder.add_extension(authority_key, critical=False).sign(issuer.key, hashes.SHA256())


def _intermediate(root: KeyPair) -> KeyPair:
    key, name = _new_key(), subject("SANDBOX Tinh So Signing CA", "SANDBOX")
    builder = _builder(name, root.certificate.subject, key, TO)
    builder = builder.add_extension(x509.BasicConstraints(True, 0), critical=True)
    return KeyPair(_under(root, builder.add_extension(_usage(ca=True), critical=True)), key)


def _leaf(issuer: KeyPair, name: x509.Name, until: datetime) -> KeyPair:
    key = _new_key()
    builder = _builder(name, issuer.certificate.subject, key, until)
    builder = builder.add_extension(x509.BasicConstraints(False, None), critical=True)
    return KeyPair(_under(issuer, builder.add_extension(_usage(ca=False), critical=True)), key)
