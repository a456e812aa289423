"""Signatures a second of one core: a letter prepared and completed as our server does it, in turn with pyHanko's own signer.

Both sign the same paper with the same stamp and the same key of the sandbox, PAdES B-B. Our server never holds the key: it prepares
the paper, the official's machine signs the digest, the server puts the signature in. So there are two figures of ours: the
server's share, which is what a server of ours spends, and all of it with the key's work on the same core.
"""

import asyncio
import io
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from asn1crypto import keys
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives import serialization
from django.db import transaction
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, Margins, SimpleBoxLayoutRule
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from sandbox.signing_service.authority import Authority, subject
from tinhso.documents.models import OutgoingDocument
from tinhso.documents.outgoing.authority import decider_of, signers_of
from tinhso.documents.outgoing.drawing import draw_up
from tinhso.documents.outgoing.way import SIGN
from tinhso.kernel.files.public import read
from tinhso.kernel.papers.signing import stamps
from tinhso.kernel.papers.signing.pdf_fields import ImportedPage
from tinhso.kernel.papers.signing.pdf_signing import PERSON_FIELD, SignaturePlan, complete, prepare
from tinhso.kernel.people.public import actor_of
from tinhso.kernel.site import clock

LEAST = 1.8
NAME = "Người ký mô phỏng"


def measure(rounds: int) -> bool:
    """Print signatures a second of CPU; whether ours, the key's work included, is as much faster as it shall be."""
    pdf, plan = letter()
    with tempfile.TemporaryDirectory() as folder:
        signer = key_of(Path(folder))
        spent: dict[str, list[float]] = {"stock": [], "share": [], "key": []}
        for _ in range(rounds + 2):
            spent["stock"].append(cpu(lambda: stock(pdf, plan, signer)))
            share, key = ours(pdf, plan, signer)
            spent["share"].append(share)
            spent["key"].append(key)
    stock_s, share_s, key_s = (median(spent[name][2:]) for name in ("stock", "share", "key"))
    print(
        f"signatures: {len(pdf) / 1000:.0f} kB, {rounds} of each in turn, median CPU, load {os.getloadavg()[0]:.1f}"
    )
    for name, seconds in (
        ("pyHanko's own signer", stock_s),
        ("ours, the server's share", share_s),
        ("ours, with the key's work on the same core", share_s + key_s),
    ):
        print(
            f"  {name:44} {1000 * seconds:6.1f} ms {1 / seconds:6.1f} a second and core, {stock_s / seconds:.2f} times"
        )
    return stock_s / (share_s + key_s) >= LEAST


def letter() -> tuple[bytes, SignaturePlan]:
    """A document of the instance that waits for its signature, drawn up and forgotten again, and how that shall look."""
    waiting = OutgoingDocument.objects.filter(case__step=SIGN, signer__isnull=False)
    document, now = waiting.whole().order_by("pk")[0], clock.now()
    day = clock.today()
    signer = signers_of(document.case.agency, day, decider_of(document, day))[0]
    with transaction.atomic():
        paper = draw_up(document, signer, by=actor_of(document.drafted_by, on=day), now=now)
        pdf, spot = read(paper.file), stamps.person_spot(paper)
        transaction.set_rollback(True)
    stamp = stamps.person_stamp(spot, name=NAME, title="Giám đốc", agency=document.case.agency.name, at=now)
    return pdf, SignaturePlan(PERSON_FIELD, spot, stamp, NAME, paper.place, now, locks=False)


def key_of(folder: Path) -> SimpleSigner:
    authority = Authority(folder)
    pair = authority.issue("bench", subject=subject(NAME, "Sở mô phỏng"))
    der = pair.key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    store = SimpleCertificateStore()
    between = authority.intermediate.certificate.public_bytes(serialization.Encoding.DER)
    store.register_multiple([asn1_x509.Certificate.load(between)])
    certificate = asn1_x509.Certificate.load(pair.certificate.public_bytes(serialization.Encoding.DER))
    return SimpleSigner(certificate, keys.PrivateKeyInfo.load(der), store, embed_roots=False)


def stock(pdf: bytes, plan: SignaturePlan, signer: SimpleSigner) -> None:
    """As pyHanko's documentation does it: one call that holds the key."""
    middle = SimpleBoxLayoutRule(
        AxisAlignment.ALIGN_MID, AxisAlignment.ALIGN_MID, margins=Margins(0, 0, 0, 0)
    )
    signing = PdfSigner(
        PdfSignatureMetadata(
            field_name=plan.field, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES, name=plan.name
        ),
        signer=signer,
        stamp_style=StaticStampStyle(
            background=ImportedPage(plan.stamp), background_layout=middle, border_width=0
        ),
        new_field_spec=SigFieldSpec(plan.field, on_page=plan.spot.page, box=plan.spot.box),
    )
    signing.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), output=io.BytesIO())


def ours(pdf: bytes, plan: SignaturePlan, signer: SimpleSigner) -> tuple[float, float]:
    """CPU seconds of the server's share, and of the key's work on the official's machine."""
    began = time.process_time()
    prepared = prepare(pdf, plan)
    handed_out = time.process_time()
    cms = asyncio.run(signer.async_sign(prepared.digest, "sha256", use_pades=True)).dump()
    back = time.process_time()
    complete(prepared, bytes(cms))
    return time.process_time() - back + handed_out - began, back - handed_out


def cpu(deed: Callable[[], object]) -> float:
    began = time.process_time()
    deed()
    return time.process_time() - began
