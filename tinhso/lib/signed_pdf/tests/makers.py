"""PDFs of foreign signers: drawn, signed, stamped and changed by hand, with keys that live as long as the test."""

import io
from datetime import UTC, datetime, timedelta
from functools import cache

from asn1crypto import keys, x509
from cryptography import x509 as certificates
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.content import RawContent
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.writer import PageObject, PdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, PdfSigner, PdfTimeStamper, SimpleSigner
from pyhanko.sign.fields import SigFieldSpec
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

NOW = datetime.now(UTC).replace(microsecond=0)
STAMPED = NOW - timedelta(hours=1)


@cache
def pair(name: str, *, stamps: bool = False) -> tuple[x509.Certificate, keys.PrivateKeyInfo]:
    """A certificate that nobody vouches for but itself, and its key."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    subject = certificates.Name([certificates.NameAttribute(NameOID.COMMON_NAME, name)])
    usage = [False] * 9
    usage[0] = usage[1] = True
    made = (
        certificates.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(certificates.random_serial_number())
        .not_valid_before(NOW - timedelta(days=9))
        .not_valid_after(NOW + timedelta(days=9))
        .add_extension(certificates.KeyUsage(*usage), critical=True)
    )
    if stamps:
        purpose = certificates.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        made = made.add_extension(purpose, critical=True)
    signed = made.sign(key, hashes.SHA256())
    private = key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return (
        x509.Certificate.load(signed.public_bytes(serialization.Encoding.DER)),
        keys.PrivateKeyInfo.load(private),
    )


def stamper(at: datetime = STAMPED) -> DummyTimeStamper:
    certificate, key = pair("TSA", stamps=True)
    return DummyTimeStamper(certificate, key, fixed_dt=at)


def signer(name: str = "Người ký") -> SimpleSigner:
    certificate, key = pair(name)
    return SimpleSigner(certificate, key, SimpleCertificateStore())


def drawn(words: str = "Noi dung") -> bytes:
    """One page."""
    writer, out = PdfFileWriter(), io.BytesIO()
    content = RawContent(f"BT /F1 20 Tf 50 700 Td ({words}) Tj ET".encode())
    stream = writer.add_object(generic.StreamObject(stream_data=content.data))
    writer.insert_page(PageObject(contents=stream, media_box=(0, 0, 595, 842)))
    writer.write(out)
    return out.getvalue()


def signed(
    pdf: bytes, field: str = "Ký 1", *, name: str = "Người ký", stamped: bool = False, **more: object
) -> bytes:
    meta = PdfSignatureMetadata(field_name=field, md_algorithm="sha256", **more)  # type: ignore[arg-type]
    box = SigFieldSpec(field, on_page=0, box=(50, 50, 200, 100))
    stamps = stamper() if stamped else None
    out = PdfSigner(meta, signer(name), timestamper=stamps, new_field_spec=box).sign_pdf(
        IncrementalPdfFileWriter(io.BytesIO(pdf), strict=False)
    )
    return bytes(out.getvalue())


def archived(pdf: bytes) -> bytes:
    """With an archive time stamp as its last revision."""
    return bytes(
        PdfTimeStamper(stamper())
        .timestamp_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), "sha256")
        .getvalue()
    )


def form(pdf: bytes) -> bytes:
    """With one field for text, empty, in its page."""

    def add(writer) -> None:
        name = generic.NameObject
        box = {name("/Type"): name("/Annot"), name("/Subtype"): name("/Widget"), name("/FT"): name("/Tx")}
        box |= {name("/T"): generic.pdf_string("Họ tên"), name("/V"): generic.pdf_string("")}
        box[name("/Rect")] = generic.ArrayObject(generic.NumberObject(n) for n in (50, 600, 300, 620))
        field = writer.add_object(generic.DictionaryObject(box))
        writer.register_annotation(page_of(writer), field)
        fields = {name("/Fields"): generic.ArrayObject([field])}
        writer.root[name("/AcroForm")] = writer.add_object(generic.DictionaryObject(fields))
        writer.update_root()

    return appended(pdf, add)


def appended(pdf: bytes, change) -> bytes:
    """One more revision, in which `change(writer)` did its work."""
    writer, out = IncrementalPdfFileWriter(io.BytesIO(pdf), strict=False), io.BytesIO()
    change(writer)
    writer.write(out)
    return out.getvalue()


def page_of(writer) -> generic.IndirectObject:
    """The first page, which the revision writes again."""
    page = writer.find_page_for_modification(0)[0]
    writer.mark_update(page)
    return page


def hybrid(*, hides_the_page: bool) -> bytes:
    """A PDF with two tables: what stands in the second alone is not there for an older reader."""
    words = b"BT /F1 20 Tf 50 700 Td (Noi dung) Tj ET"
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R/StructTreeRoot 5 0 R>>",
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<>>>>",
        4: b"<</Length %d>>stream\n%s\nendstream" % (len(words), words),
        5: b"<</Type/StructTreeRoot>>",
    }
    hidden = 4 if hides_the_page else 5
    out, places = bytearray(b"%PDF-1.5\n"), {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    entry = b"\x01" + places[hidden].to_bytes(4, "big") + b"\x00"
    stream_at = len(out)
    out += b"7 0 obj\n<</Type/XRef/Size 8/W[1 4 1]/Index[%d 1]/Length %d>>stream\n%s\nendstream\nendobj\n" % (
        hidden,
        len(entry),
        entry,
    )
    table_at = len(out)
    out += b"xref\n0 8\n0000000000 65535 f \n"
    for number in range(1, 8):
        known = number in places and number != hidden
        out += b"%010d %05d %s \n" % (
            places[number] if known else 0,
            0 if known else 65535,
            b"n" if known else b"f",
        )
    out += b"trailer\n<</Size 8/Root 1 0 R/XRefStm %d>>\nstartxref\n%d\n%%%%EOF\n" % (stream_at, table_at)
    return bytes(out)
