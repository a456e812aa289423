"""SANDBOX: a root of its own and a certificate that may stamp times. Nobody outside a demo or a test trusts it."""

import os
from datetime import UTC, datetime
from pathlib import Path

from asn1crypto import keys, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps import DummyTimeStamper

FROM, TO = datetime(2020, 1, 1, tzinfo=UTC), datetime(2040, 1, 1, tzinfo=UTC)
SHORT = 32  # bytes of SHA-256


class Unreadable(ValueError):
    """No request of RFC 3161, or one for another digest than SHA-256."""


class Authority:
    """Keeps root and stamping certificate in a folder, made on first use; `root.crt` is what others may trust."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not (folder / "stamping.pem").exists():
            self._make()
        key_text = (folder / "stamping.pem").read_bytes()
        self.certificate = x509.load_pem_x509_certificate(key_text)
        self.key = serialization.load_pem_private_key(key_text, password=None)

    def stamp(self, request: bytes, *, other_digest: bool = False) -> bytes:
        """The reply in DER. With `other_digest` it stamps something else, as a faulty authority would. Unreadable."""
        asked = read_request(request)
        if other_digest:
            asked["message_imprint"]["hashed_message"] = b"\0" * SHORT
        reply = self._stamper().request_tsa_response(asked)
        return bytes(reply.dump())

    def _stamper(self) -> DummyTimeStamper:
        certificate = self.certificate.public_bytes(serialization.Encoding.DER)
        key = self.key.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        return DummyTimeStamper(
            asn1_x509.Certificate.load(certificate),
            keys.PrivateKeyInfo.load(key),
            fixed_dt=datetime.now(UTC).replace(microsecond=0),
        )

    def _make(self) -> None:
        root_key, key = _new_key(), _new_key()
        root = _certificate(_name("SANDBOX Tinh So Time Root"), root_key, issuer=None, issuer_key=root_key)
        stamping = _certificate(_name("SANDBOX Tinh So Time Stamping"), key, issuer=root, issuer_key=root_key)
        (self.folder / "root.crt").write_bytes(root.public_bytes(serialization.Encoding.PEM))
        private = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        new = self.folder / "stamping.new"
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            out.write(stamping.public_bytes(serialization.Encoding.PEM) + private)
        new.replace(self.folder / "stamping.pem")


def read_request(data: bytes) -> tsp.TimeStampReq:
    try:
        asked = tsp.TimeStampReq.load(data, strict=True)
        imprint = asked["message_imprint"]
        known = imprint["hash_algorithm"]["algorithm"].native == "sha256"
        fits = len(imprint["hashed_message"].native) == SHORT
        asked["nonce"].native  # noqa: B018 - reads it, which fails for what is none
    except (ValueError, TypeError, KeyError) as error:
        raise Unreadable("no request of RFC 3161") from error
    if not known or not fits:
        raise Unreadable("SHA-256 only")
    return asked


def _new_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def _name(common: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "SANDBOX"),
            x509.NameAttribute(NameOID.COMMON_NAME, common),
        ]
    )


def _certificate(
    name: x509.Name, key: rsa.RSAPrivateKey, *, issuer: x509.Certificate | None, issuer_key: rsa.RSAPrivateKey
) -> x509.Certificate:
    ca = issuer is None
    usage = dict.fromkeys(
        ("content_commitment", "key_encipherment", "data_encipherment", "key_agreement"), False
    )
    usage |= {"encipher_only": False, "decipher_only": False, "crl_sign": ca, "key_cert_sign": ca}
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(issuer.subject if issuer else name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(FROM)
        .not_valid_after(TO)
        .add_extension(x509.BasicConstraints(ca, 0 if ca else None), critical=True)
        .add_extension(x509.KeyUsage(digital_signature=not ca, **usage), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False
        )
    )
    if not ca:
        builder = builder.add_extension(
            x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True
        )
    return builder.sign(issuer_key, hashes.SHA256())
