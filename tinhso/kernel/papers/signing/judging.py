"""How this province judges a PDF: by the roots that it trusts, and by the revocations that it fetched."""

from datetime import datetime
from pathlib import Path

from asn1crypto import crl, pem
from django.conf import settings

from tinhso.kernel.papers.signing.trust_roots import trust_roots
from tinhso.lib.signed_pdf.check_pdf import SignatureCheck, check_pdf
from tinhso.lib.signed_pdf.proofs import Proofs, sorted_proofs


def judge_pdf(content: bytes, *, now: datetime) -> list[SignatureCheck]:
    """Raises PdfUnreadable."""
    return check_pdf(content, roots=trust_roots(), fetched=fetched_proofs(), now=now)


def fetched_proofs() -> Proofs:
    """The lists (CRL, PEM or DER) of the setting REVOCATION_LISTS, read anew each time; what is not there, or is none, gives none."""
    return sorted_proofs(
        found for name in settings.REVOCATION_LISTS if (found := revocation_list(Path(name)))
    )


def revocation_list(file: Path) -> crl.CertificateList | None:
    try:
        content = file.read_bytes()
        plain = pem.unarmor(content)[2] if pem.detect(content) else content
        found = crl.CertificateList.load(plain, strict=True)
        return found if found["tbs_cert_list"]["this_update"].native else None
    except (OSError, ValueError, TypeError):
        return None
