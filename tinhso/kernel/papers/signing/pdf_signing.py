"""Deferred signing of a PDF: prepare it and hand out a digest, put the signature in when it comes back.

Signatures are PAdES baseline B-B (ETSI.CAdES.detached, SHA-256); a second one is an incremental update.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from asn1crypto import cms
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, Margins, SimpleBoxLayoutRule
from pyhanko.sign.fields import FieldMDPAction, FieldMDPSpec, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import ExternalSigner, PdfSignatureMetadata, PdfSigner
from pyhanko.sign.signers.pdf_byterange import PreparedByteRangeDigest
from pyhanko.stamp import StaticStampStyle

from tinhso.kernel.papers.render import Spot
from tinhso.kernel.papers.signing.pdf_fields import Filling, ImportedPage, fill

PERSON_FIELD = "Nguoi_ky"
COSIGNER_FIELD = "Nguoi_ky_cung"
AGENCY_FIELD = "Co_quan"
RESERVED = 24 * 1024  # hexadecimal digits kept for the signature: 12 KB, certificates included


class SignatureWrong(ValueError):
    """What came back is no signature over this paper's digest; the text (Vietnamese) says what is wrong."""


@dataclass(frozen=True)
class PreparedPdf:
    """A paper ready to be signed. `digest` is SHA-256 over everything but the room from `start` to `end`."""

    content: bytes
    digest: bytes
    start: int
    end: int
    field: str
    document_id: str = ""


@dataclass(frozen=True)
class SignaturePlan:
    """How the next signature shall look: its field and place, stamp (a PDF of the spot's size), who and when."""

    field: str
    spot: Spot
    stamp: bytes
    name: str
    location: str
    at: datetime
    locks: bool  # whether every field is locked from now on: the last signature of a paper
    fillings: Sequence[Filling] = ()


def prepare(pdf: bytes, plan: SignaturePlan, *, document_id: str = "") -> PreparedPdf:
    """Add the signature's field, stamp and empty room to the paper as an incremental update."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    fill(writer, plan.fillings)
    signer = PdfSigner(
        PdfSignatureMetadata(
            field_name=plan.field,
            md_algorithm="sha256",
            subfilter=SigSeedSubFilter.PADES,
            name=plan.name,
            location=plan.location,
        ),
        signer=ExternalSigner(signing_cert=None, cert_registry=None, signature_value=256),
        stamp_style=_style(plan.stamp),
        new_field_spec=_field(plan),
    )
    session = signer.init_signing_session(writer)
    session.system_time = plan.at
    prepared = session.prepare_tbs_document(validation_info=None, bytes_reserved=RESERVED)
    output = io.BytesIO()
    digest, _ = prepared.digest_tbs_document(output=output)
    return PreparedPdf(
        content=output.getvalue(),
        digest=digest.document_digest,
        start=digest.reserved_region_start,
        end=digest.reserved_region_end,
        field=plan.field,
        document_id=document_id,
    )


def complete(prepared: PreparedPdf, signature: bytes) -> bytes:
    """The signed paper. Raises SignatureWrong when `signature` is no CMS over exactly this digest."""
    check_digest(signature, prepared.digest)
    output = io.BytesIO(prepared.content)
    room = PreparedByteRangeDigest(prepared.digest, prepared.start, prepared.end)
    room.fill_with_cms(output, signature)
    return output.getvalue()


def check_digest(signature: bytes, digest: bytes) -> None:
    if len(signature) * 2 > RESERVED:
        raise SignatureWrong("Chữ ký nhận được quá dài.")
    if signed_digest(signature) != digest:
        raise SignatureWrong("Chữ ký nhận được không phải của văn bản này. Hãy ký lại.")


def signed_digest(signature: bytes) -> bytes:
    """The digest that a CMS signature says it covers."""
    try:
        signed = cms.ContentInfo.load(signature, strict=True)["content"]
        attributes = signed["signer_infos"][0]["signed_attrs"]
        return next(bytes(a["values"][0].native) for a in attributes if a["type"].native == "message_digest")
    except (ValueError, TypeError, KeyError, IndexError, StopIteration, AttributeError) as error:
        raise SignatureWrong("Dịch vụ ký số trả về dữ liệu không phải chữ ký. Hãy ký lại.") from error


def _style(stamp: bytes) -> StaticStampStyle:
    middle = SimpleBoxLayoutRule(
        AxisAlignment.ALIGN_MID, AxisAlignment.ALIGN_MID, margins=Margins(0, 0, 0, 0)
    )
    return StaticStampStyle(background=ImportedPage(stamp), background_layout=middle, border_width=0)


def _field(plan: SignaturePlan) -> SigFieldSpec:
    lock = FieldMDPSpec(FieldMDPAction.ALL) if plan.locks else None
    spot = plan.spot
    return SigFieldSpec(plan.field, on_page=spot.page, box=spot.box, field_mdp_spec=lock)
