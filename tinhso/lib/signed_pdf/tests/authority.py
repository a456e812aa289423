"""A certification authority of the tests: certificates of every age, and its lists and answers that take some of them back."""

import io
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from asn1crypto import crl, keys, ocsp
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509 import ocsp as answers
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, PdfSigner, PdfTimeStamper, SimpleSigner
from pyhanko.sign.fields import SigFieldSpec
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from tinhso.lib.signed_pdf.proofs import Proofs
from tinhso.lib.signed_pdf.tests.makers import NOW, appended, drawn

DER = serialization.Encoding.DER


def days(count: float) -> datetime:
    return NOW + timedelta(days=count)


@dataclass(frozen=True)
class Holder:
    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey

    @property
    def asn1(self) -> asn1.Certificate:
        return asn1.Certificate.load(self.certificate.public_bytes(DER))

    @property
    def private(self) -> keys.PrivateKeyInfo:
        plain = self.key.private_bytes(DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        return keys.PrivateKeyInfo.load(plain)


KEY_USES = ("digital_signature", "non_repudiation", "key_encipherment")


@cache
def holder(
    name: str, issuer: str = "", *, since: float = -400, until: float = 400, use: str = "signs"
) -> Holder:
    """Issued by the authority of that name, else by itself. `use`: signs, issues, stamps or answers; or one of `KEY_USES` alone."""
    key = (
        rsa.generate_private_key(65537, 2048) if use == "stamps" else ec.generate_private_key(ec.SECP256R1())
    )
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    above = authority(issuer) if issuer else None
    signs = [use == one for one in KEY_USES] if use in KEY_USES else [use != "issues"] * 2 + [False]
    flags = [*signs, False, False] + [use == "issues"] * 2 + [False] * 2
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(above.certificate.subject if above else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(days(since))
        .not_valid_after(days(until))
        .add_extension(x509.KeyUsage(*flags), critical=True)
        .add_extension(x509.BasicConstraints(use == "issues", None), critical=True)
    )
    purposes = {"stamps": ExtendedKeyUsageOID.TIME_STAMPING, "answers": ExtendedKeyUsageOID.OCSP_SIGNING}
    if use in purposes:
        made = made.add_extension(x509.ExtendedKeyUsage([purposes[use]]), critical=True)
    return Holder(made.sign((above.key if above else key), hashes.SHA256()), key)


ABOVE = {"Gốc": "", "CA": "Gốc", "Gốc khác": "", "CA khác": "Gốc khác"}


def authority(name: str) -> Holder:
    return holder(name, ABOVE[name], use="issues")


ROOT = authority("Gốc").asn1
STAMPING = holder("Dấu giờ", "CA", use="stamps")


def chain() -> SimpleCertificateStore:
    store = SimpleCertificateStore()
    store.register(authority("CA").asn1)
    return store


def stamper(at: datetime, by: Holder = STAMPING) -> DummyTimeStamper:
    return DummyTimeStamper(by.asn1, by.private, certs_to_embed=chain(), fixed_dt=at)


class Clocked(PdfSigner):
    """Writes what its clock says."""

    says: datetime = NOW

    def init_signing_session(self, *words, **more):
        session = super().init_signing_session(*words, **more)
        session.system_time = self.says
        return session


def signed(
    by: Holder, pdf: bytes | None = None, *, stamped: DummyTimeStamper | None = None, says: datetime = NOW
) -> bytes:
    """`says`: the signer's own clock."""
    field = f"Ký {by.certificate.serial_number}"
    meta = PdfSignatureMetadata(field_name=field, md_algorithm="sha256")
    box = SigFieldSpec(field, on_page=0, box=(50, 50, 200, 100))
    made = Clocked(meta, SimpleSigner(by.asn1, by.private, chain()), timestamper=stamped, new_field_spec=box)
    made.says = says
    return bytes(made.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf or drawn()), strict=False)).getvalue())


def archived(pdf: bytes, stamps: DummyTimeStamper) -> bytes:
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    return bytes(PdfTimeStamper(stamps).timestamp_pdf(writer, "sha256").getvalue())


def listed(
    *entries: tuple[Holder, float, str], by: str = "CA", made: float = -1, key: Holder | None = None
) -> crl.CertificateList:
    """A list of the authority: whose certificate, since which day, why ("" for no reason). `key`: of somebody else."""
    whose = authority(by)
    built = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(whose.certificate.subject)
        .last_update(days(made))
        .next_update(days(made + 1))
    )
    for one, since, reason in entries:
        entry = (
            x509.RevokedCertificateBuilder()
            .serial_number(one.certificate.serial_number)
            .revocation_date(days(since))
        )
        if reason:
            entry = entry.add_extension(x509.CRLReason(x509.ReasonFlags(reason)), critical=False)
        built = built.add_revoked_certificate(entry.build())
    signed_list = built.sign((key or whose).key, hashes.SHA256())
    return crl.CertificateList.load(signed_list.public_bytes(DER))


def answered(
    about: Holder, since: float | None = None, reason: str = "", *, made: float = -1, by: Holder | None = None
) -> ocsp.OCSPResponse:
    """Good where it names no day. `by`: a certificate of answers; else the authority itself."""
    status = answers.OCSPCertStatus.GOOD if since is None else answers.OCSPCertStatus.REVOKED
    whose = by or authority("CA")
    built = (
        answers.OCSPResponseBuilder()
        .add_response(
            about.certificate,
            authority("CA").certificate,
            hashes.SHA1(),  # noqa: S303 - as OCSP names certificates
            status,
            days(made),
            days(made + 1),
            None if since is None else days(since),
            x509.ReasonFlags(reason) if reason else None,
        )
        .responder_id(answers.OCSPResponderEncoding.HASH, whose.certificate)
        .certificates([whose.certificate])
    )
    return ocsp.OCSPResponse.load(built.sign(whose.key, hashes.SHA256()).public_bytes(DER))


def with_store(pdf: bytes, *proofs, entries: dict[str, object] | None = None) -> bytes:
    """One more revision, whose DSS has these lists, answers and certificates alone."""

    def change(writer):
        names = {crl.CertificateList: "/CRLs", ocsp.OCSPResponse: "/OCSPs", asn1.Certificate: "/Certs"}
        store = generic.DictionaryObject({pdf_name(name): one for name, one in (entries or {}).items()})
        for kind, name in names.items():
            found = [one for one in proofs if isinstance(one, kind)]
            streams = [writer.add_object(generic.StreamObject(stream_data=one.dump())) for one in found]
            store.setdefault(pdf_name(name), generic.ArrayObject(streams))
        writer.root[pdf_name("/DSS")] = writer.add_object(store)
        writer.update_root()

    return appended(pdf, change)


def fetched(*proofs) -> Proofs:
    return Proofs(
        lists=tuple(one for one in proofs if isinstance(one, crl.CertificateList)),
        answers=tuple(one for one in proofs if isinstance(one, ocsp.OCSPResponse)),
    )
